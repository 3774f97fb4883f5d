"""The ledger against the sums beside it: a stretch of people at a time, the comparison made by the engine.

Only what differs comes back, so that a reader's thread, not the loop's interpreter, does the work.
"""

from dataclasses import dataclass

from bot.domain.points import PURSES, Kind, Purse
from bot.storage.database import Tx

# Each side with its sign: where they agree, the sums are 0.
_ACCOUNTS = """
SELECT person_id FROM (
  SELECT person_id,
    CASE WHEN credit = 'balance' THEN amount WHEN debit = 'balance' THEN -amount ELSE 0 END AS balance,
    CASE WHEN credit = 'held' THEN amount WHEN debit = 'held' THEN -amount ELSE 0 END AS held,
    CASE WHEN kind = 'award' THEN amount ELSE 0 END AS lifetime,
    CASE WHEN kind = 'reverse' THEN amount ELSE 0 END AS corrected
  FROM transfer WHERE {within}
  UNION ALL SELECT person_id, -balance, -held, -lifetime, -corrected FROM account WHERE {within}
) AS sides GROUP BY person_id
HAVING sum(balance) <> 0 OR sum(held) <> 0 OR sum(lifetime) <> 0 OR sum(corrected) <> 0
"""
_MONTHS = """
SELECT DISTINCT person_id FROM (
  SELECT person_id FROM (
    SELECT person_id, month, matter, dimension, CASE kind WHEN 'award' THEN amount ELSE -amount END AS points
    FROM transfer WHERE {within} AND kind IN ('award', 'reverse')
    UNION ALL SELECT person_id, month, matter, dimension, -points FROM points_month WHERE {within}
  ) AS sides GROUP BY person_id, month, matter, dimension HAVING sum(points) <> 0
) AS differing
"""
_PERIODS = """
SELECT DISTINCT person_id FROM (
  SELECT person_id FROM (
    SELECT person_id, month AS period, points FROM points_month WHERE {within}
    UNION ALL SELECT person_id, substr(month, 1, 4), points FROM points_month WHERE {within}
    UNION ALL SELECT person_id, '', points FROM points_month WHERE {within}
    UNION ALL SELECT person_id, period, -points FROM points_sum WHERE {within}
  ) AS sides GROUP BY person_id, period HAVING sum(points) <> 0
) AS differing
"""
_PURSES = (
    "SELECT kind, debit, credit, count(*) AS entries, sum(amount) AS points FROM transfer WHERE {within}"
    " GROUP BY kind, debit, credit"
)
# How often `{within}` stands in each.
_COMPARISONS = ((_ACCOUNTS, 2), (_MONTHS, 2), (_PERIODS, 4))


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found: how many accounts and entries, the points in each purse by the entries, who differs.

    `kept`: the points that the accounts say are to be spent or reserved. `astray`: entries between purses that do not
    belong to their kind.
    """

    accounts: int = 0
    entries: int = 0
    issued: int = 0
    spent: int = 0
    kept: int = 0
    astray: int = 0
    differing: frozenset[str] = frozenset()

    @property
    def is_right(self) -> bool:
        """Whether every account is what its entries say, and every point that was given out is somewhere."""
        return not self.differing and not self.astray and self.issued == self.kept + self.spent

    def __add__(self, other: "Audit") -> "Audit":
        return Audit(
            self.accounts + other.accounts, self.entries + other.entries, self.issued + other.issued,
            self.spent + other.spent, self.kept + other.kept, self.astray + other.astray,
            self.differing | other.differing,
        )  # fmt: skip


async def accounts(tx: Tx) -> int:
    """How many there are."""
    row = await tx.fetch_one("SELECT count(*) AS n FROM account")
    return int(row["n"]) if row else 0


async def audit(tx: Tx, after: str, size: int) -> tuple[Audit, str | None]:
    """`size` accounts behind the person `after`, with whoever has entries and no account between them.

    And the person behind whom it goes on; None where this was the end.
    """
    last = await tx.fetch_one(
        "SELECT person_id FROM account WHERE person_id > ? ORDER BY person_id LIMIT 1 OFFSET ?", (after, size - 1)
    )
    upto = last["person_id"] if last else None
    within, bounds = ("person_id > ? AND person_id <= ?", (after, upto)) if upto else ("person_id > ?", (after,))
    differing: set[str] = set()
    for comparison, times in _COMPARISONS:
        rows = await tx.fetch(comparison.format(within=within), bounds * times)
        differing.update(row["person_id"] for row in rows)
    return await _counted(tx, within, bounds, frozenset(differing)), upto


async def _counted(tx: Tx, within: str, bounds: tuple[str, ...], differing: frozenset[str]) -> Audit:
    rows = [{**row, "points": int(row["points"])} for row in await tx.fetch(_PURSES.format(within=within), bounds)]
    kept = await tx.fetch_one(
        f"SELECT count(*) AS n, coalesce(sum(balance + held), 0) AS points FROM account WHERE {within}",  # noqa: S608
        bounds,
    )
    return Audit(
        accounts=kept["n"] if kept else 0,
        entries=sum(row["entries"] for row in rows),
        issued=sum(row["points"] * ((row["debit"] == Purse.ISSUED) - (row["credit"] == Purse.ISSUED)) for row in rows),
        spent=sum(row["points"] * ((row["credit"] == Purse.SPENT) - (row["debit"] == Purse.SPENT)) for row in rows),
        kept=int(kept["points"]) if kept else 0,
        astray=sum(row["entries"] for row in rows if PURSES.get(Kind(row["kind"])) != (row["debit"], row["credit"])),
        differing=differing,
    )
