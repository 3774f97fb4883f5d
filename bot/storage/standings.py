"""Volunteers and where they stand: of a compound, for the ranking, for the lists of those who look after them.

Who is one: whoever holds the post in the unit, or has a file there that is in force.
"""

from collections.abc import Collection
from dataclasses import dataclass

from bot.storage.database import Tx, marks
from bot.storage.ledger import ALWAYS
from bot.storage.sealed import VOLUNTEER_NAME
from bot.storage.volunteers import name_in

_OF_PERIOD = "coalesce((SELECT s.points FROM points_sum s WHERE s.person_id = m.person_id AND s.period = ?), 0)"


@dataclass(frozen=True, slots=True)
class Member:
    """A volunteer; `name` may be empty. `points`: of the period that was asked for."""

    person_id: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Listed(Member):
    """The same for a list: where they belong, and the points in all."""

    compound_id: str
    merit: int


def _standing(units: Collection[str], period: str, only: str = "") -> tuple[str, tuple[str, ...]]:
    """Everybody once with what is known of them (or one person alone), and the parameters."""
    one, mine = ("AND person_id = ?", (only,)) if only else ("", ())
    sql = (
        "SELECT m.person_id, m.compound_id, coalesce(v.name, '') AS name, coalesce(v.party, 0) AS party,"  # noqa: S608
        f" {_OF_PERIOD} AS points, {_OF_PERIOD} AS merit FROM (SELECT person_id, min(compound_id) AS compound_id FROM ("
        "SELECT person_id, unit_id AS compound_id FROM post"
        f" WHERE role = 'volunteer' AND unit_id IN ({marks(units)}) {one}"
        " UNION SELECT person_id, compound_id FROM volunteer"
        f" WHERE state IN ('active', 'paused') AND compound_id IN ({marks(units)}) {one}"
        ") AS every GROUP BY person_id) AS m LEFT JOIN volunteer v ON v.person_id = m.person_id"
    )
    return sql, (period, ALWAYS, *units, *mine, *units, *mine)


# ── the ranking ───────────────────────────────────────────────────────────────────────────────────────────────
# Whoever left or moved since stands in it no longer. The order of a CROSS JOIN is kept: from the best down, and no
# further than was asked for; a planner that knows nothing of the sizes would begin with everybody in the compound.
_RANKED = (
    "FROM points_sum s CROSS JOIN volunteer v WHERE s.compound_id = ? AND s.period = ?"
    " AND v.person_id = s.person_id AND v.ranked = 1 AND v.compound_id = s.compound_id"
    " AND v.state IN ('active', 'paused')"
)


async def first(tx: Tx, compound_id: str, period: str, limit: int) -> list[Member]:
    """Those with the most points among those who want to be seen, the most first."""
    rows = await tx.fetch(
        f"SELECT s.person_id, v.name, s.points {_RANKED} AND s.points > 0"
        " ORDER BY s.points DESC, s.person_id DESC LIMIT ?",
        (compound_id, period, limit),
    )
    return [Member(**{**row, "name": name_in(tx, row)}) for row in rows]


async def before(tx: Tx, compound_id: str, period: str, points: int, most: int) -> int:
    """How many of those who want to be seen have more than `points`; no more than `most` are counted."""
    row = await tx.fetch_one(
        f"SELECT count(*) AS n FROM (SELECT s.person_id {_RANKED} AND s.points > ? LIMIT ?) AS better",  # noqa: S608
        (compound_id, period, points, most),
    )
    return int(row["n"]) if row else 0


async def compound_of(tx: Tx, person_id: str) -> str | None:
    """Where they are a volunteer by their file; None where that is not in force."""
    row = await tx.fetch_one(
        "SELECT compound_id FROM volunteer WHERE person_id = ? AND state IN ('active', 'paused')", (person_id,)
    )
    return row["compound_id"] if row else None


async def is_ranked(tx: Tx, person_id: str) -> bool:
    """Whether they want to be seen in the ranking."""
    row = await tx.fetch_one("SELECT ranked FROM volunteer WHERE person_id = ?", (person_id,))
    return bool(row and row["ranked"])


async def rank(tx: Tx, person_id: str, compound_id: str, now: int, *, ranked: bool) -> None:
    """They want to be seen, or no longer; whoever has no file has one of that alone from now on.

    To be called as well when somebody who is ranked moved: they stand in the ranking of their file's compound.
    """
    await tx.execute(
        "INSERT INTO volunteer (person_id, compound_id, state, ranked, at) VALUES (?, ?, 'active', ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET ranked = excluded.ranked",
        (person_id, compound_id, int(ranked), now),
    )
    await tx.execute(
        "UPDATE points_sum SET compound_id = (SELECT v.compound_id FROM volunteer v"
        " WHERE v.person_id = points_sum.person_id AND v.ranked = 1) WHERE person_id = ?",
        (person_id,),
    )


async def name_of(tx: Tx, person_id: str) -> str:
    """As in their file; empty where none is there."""
    row = await tx.fetch_one("SELECT name FROM volunteer WHERE person_id = ?", (person_id,))
    return tx.vault.open(VOLUNTEER_NAME, person_id, row["name"]) if row else ""


async def is_party(tx: Tx, person_id: str) -> bool:
    """Whether they are a member of the party who reports to the compound."""
    row = await tx.fetch_one("SELECT party FROM volunteer WHERE person_id = ?", (person_id,))
    return bool(row and row["party"])


# ── lists ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def count_of(tx: Tx, units: Collection[str], but: str) -> int:
    """How many volunteers there are in these units, without the person `but`."""
    sql, params = _standing(units, ALWAYS)
    row = await tx.fetch_one(
        f"SELECT count(*) AS n FROM ({sql}) AS s WHERE person_id <> ?",  # noqa: S608
        (*params, but),
    )
    return int(row["n"]) if row else 0


async def page_of(tx: Tx, units: Collection[str], but: str, limit: int, offset: int) -> list[Listed]:
    """Some of them, by name; without the person `but`. `points`: in all."""
    return await _listed(tx, _standing(units, ALWAYS), ("person_id <> ?", but), limit, offset)


async def one_of(tx: Tx, units: Collection[str], person_id: str) -> Listed | None:
    """This volunteer of these units; None where they are none of them."""
    found = await _listed(tx, _standing(units, ALWAYS, person_id), ("person_id = ?", person_id), 1, 0)
    return found[0] if found else None


async def starred(tx: Tx, units: Collection[str], year: str, needed: int, limit: int) -> list[Listed]:
    """Volunteers with `needed` points in all or more; `points`: those of the year."""
    return await _listed(tx, _standing(units, year), ("merit >= ?", needed), limit, 0)


async def party(tx: Tx, units: Collection[str], year: str, limit: int) -> list[Listed]:
    """The members of the party among them; `points`: those of the year."""
    return await _listed(tx, _standing(units, year), ("party = ?", 1), limit, 0)


async def _listed(
    tx: Tx, of: tuple[str, tuple[str, ...]], which: tuple[str, str | int], limit: int, offset: int
) -> list[Listed]:
    (sql, params), (where, value) = of, which
    rows = await tx.fetch(
        f"SELECT person_id, name, points, compound_id, merit FROM ({sql}) AS s WHERE {where}",  # noqa: S608
        (*params, value),
    )
    # Names are sealed: only here can they be put in order.
    found = [Listed(**{**row, "name": name_in(tx, row)}) for row in rows]
    found.sort(key=lambda one: (not one.name, one.name, one.person_id))
    return found[offset : offset + limit]
