"""How much was reported by whom; who met a limit; who is barred from reporting in a compound."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from bot.domain.limits import Bar, Limit
from bot.storage.database import Row, Tx, marks

_BAR = ", ".join(field.name for field in fields(Bar))


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody met `kind` today, `number` times; `ticket_id`: what they had reported last, empty for nothing."""

    kind: Limit
    person_id: str
    compound_id: str
    number: int
    ticket_id: str = ""


async def told_since(tx: Tx, person_id: str, since: int, words: str) -> tuple[int, int]:
    """How often they reported since then (ms), and how often of that in just these words."""
    row = await tx.fetch_one(
        "SELECT count(*) AS n, count(CASE WHEN words = ? THEN 1 END) AS same FROM ticket"
        " WHERE reporter_id = ? AND created_at >= ?",
        (words, person_id, since),
    )
    return (int(row["n"]), int(row["same"])) if row else (0, 0)


async def known_since(tx: Tx, person_id: str) -> int:
    """When they wrote for the first time (milliseconds)."""
    row = await tx.fetch_one("SELECT created_at FROM person WHERE id = ?", (person_id,))
    return int(row["created_at"]) if row else 0


async def count_in(tx: Tx, compound_id: str, since: int) -> int:
    """How many reported in a compound since."""
    sql = "SELECT count(*) AS n FROM ticket WHERE compound_id = ? AND created_at >= ?"
    row = await tx.fetch_one(sql, (compound_id, since))
    return int(row["n"]) if row else 0


# ── who met a limit ───────────────────────────────────────────────────────────────────────────────────────────
async def hit(tx: Tx, kind: Limit, person_id: str, compound_id: str, day: str) -> int:
    """Count it; how often it was today."""
    row = await tx.fetch_one(
        "INSERT INTO limit_hit (compound_id, day, kind, person_id, number) VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT (compound_id, day, kind, person_id) DO UPDATE SET number = limit_hit.number + 1 RETURNING number",
        (compound_id, day, kind, person_id),
    )
    return int(row["number"]) if row else 0


async def is_freed(tx: Tx, kind: Limit, person_id: str, compound_id: str, day: str) -> bool:
    """Whether somebody let them, or where it is the compound's limit everybody, go on for today."""
    whose, who = ("", ()) if kind is Limit.BUSY_COMPOUND else (" AND person_id = ?", (person_id,))
    row = await tx.fetch_one(
        f"SELECT 1 AS one FROM limit_hit WHERE compound_id = ? AND day = ? AND kind = ? AND freed = 1{whose} LIMIT 1",  # noqa: S608
        (compound_id, day, kind, *who),
    )
    return row is not None


async def free(tx: Tx, kind: Limit, compound_id: str, day: str, person_id: str | None = None) -> bool:
    """Let them (None: everybody) go on for today; False where nobody was held up."""
    whose, who = ("", ()) if person_id is None else (" AND person_id = ?", (person_id,))
    changed = await tx.execute(
        f"UPDATE limit_hit SET freed = 1 WHERE compound_id = ? AND day = ? AND kind = ? AND freed = 0{whose}",  # noqa: S608
        (compound_id, day, kind, *who),
    )
    return changed > 0


async def hits_in(tx: Tx, compound_ids: Iterable[str], day: str, most: int) -> list[Hit]:
    """Who met a limit on `day` in these compounds and was not let go on, the most stubborn first."""
    units = tuple(compound_ids)
    rows = await tx.fetch(
        "SELECT h.kind, h.person_id, h.compound_id, h.number, coalesce((SELECT t.id FROM ticket t"  # noqa: S608
        " WHERE t.reporter_id = h.person_id AND t.compound_id || '' = h.compound_id"  # along what they reported
        " ORDER BY t.created_at DESC, t.id DESC LIMIT 1), '')"
        f" AS ticket_id FROM limit_hit h WHERE h.compound_id IN ({marks(units)}) AND h.day = ? AND h.freed = 0"
        " ORDER BY h.number DESC, h.person_id LIMIT ?",
        (*units, day, most),
    )
    return [Hit(**{**row, "kind": Limit(row["kind"])}) for row in rows]


async def forget(tx: Tx, before: str) -> int:
    """Delete what was counted before the day `before` («2026-03-10»)."""
    return await tx.execute("DELETE FROM limit_hit WHERE day < ?", (before,))


# ── who is barred ─────────────────────────────────────────────────────────────────────────────────────────────
def _bar(row: Row | None) -> Bar | None:
    return Bar(**row) if row else None


async def bar(tx: Tx, one: Bar) -> bool:
    """Bar somebody; False where they are in that compound already."""
    values = astuple(one)
    added = await tx.execute(
        f"INSERT INTO bar ({_BAR}) SELECT {marks(values)} WHERE NOT EXISTS"  # noqa: S608
        " (SELECT 1 FROM bar b WHERE b.person_id = ? AND b.compound_id = ? AND b.state = 'active' AND b.until > ?)",
        (*values, one.person_id, one.compound_id, one.at),
    )
    return added == 1


async def bar_of(tx: Tx, person_id: str, compound_id: str, now: int) -> Bar | None:
    """What keeps them from reporting there now; None where nothing does."""
    sql = f"SELECT {_BAR} FROM bar WHERE person_id = ? AND compound_id = ? AND state = 'active' AND until > ?"  # noqa: S608
    return _bar(await tx.fetch_one(sql, (person_id, compound_id, now)))


async def load(tx: Tx, bar_id: str) -> Bar | None:
    """One, whatever became of it; None where there is none."""
    return _bar(await tx.fetch_one(f"SELECT {_BAR} FROM bar WHERE id = ?", (bar_id,)))  # noqa: S608


async def bars_in(tx: Tx, compound_ids: Iterable[str], now: int, most: int) -> list[Bar]:
    """Who is barred in these compounds, the newest first."""
    units = tuple(compound_ids)
    rows = await tx.fetch(
        f"SELECT {_BAR} FROM bar WHERE compound_id IN ({marks(units)}) AND state = 'active' AND until > ?"  # noqa: S608
        " ORDER BY at DESC, id LIMIT ?",
        (*units, now, most),
    )
    return [Bar(**row) for row in rows]


async def appeal(tx: Tx, bar_id: str, person_id: str, words: str) -> bool:
    """What the barred person says to it, once; False where they did, or it is over or another's."""
    sql = "UPDATE bar SET appeal = ? WHERE id = ? AND person_id = ? AND state = 'active' AND appeal = ''"
    return await tx.execute(sql, (words, bar_id, person_id)) == 1


async def end(tx: Tx, bar_id: str, state: str) -> bool:
    """`lifted`: they may report again; `kept`: it stays, whatever was said. False where it is over or decided."""
    if state == "lifted":
        return await tx.execute("UPDATE bar SET state = 'lifted' WHERE id = ? AND state = 'active'", (bar_id,)) == 1
    sql = "UPDATE bar SET kept = 1 WHERE id = ? AND state = 'active' AND kept = 0 AND appeal <> ''"
    return await tx.execute(sql, (bar_id,)) == 1
