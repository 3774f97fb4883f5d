"""Activities as they are kept. Places are taken and given back by one conditional statement each."""

from collections.abc import Iterable
from dataclasses import astuple, fields, replace

from bot.domain.activities import Activity
from bot.domain.ids import new_id
from bot.storage.database import Row, Tx, marks

COLUMNS = tuple(field.name for field in fields(Activity))
_COLUMNS = ", ".join(COLUMNS)
_DAY_MS = 86_400_000


def _one(row: Row | None) -> Activity | None:
    return Activity(**row) if row else None


async def add(tx: Tx, activity: Activity) -> None:
    """Keep a new one."""
    await tx.execute(
        f"INSERT INTO activity ({_COLUMNS}) VALUES ({marks(fields(Activity))})",  # noqa: S608
        astuple(activity),
    )


async def begin(tx: Tx, draft: Activity) -> None:
    """Keep a draft in place of the one that its organiser left lying."""
    await tx.execute("DELETE FROM activity WHERE organiser_id = ? AND state = 'draft'", (draft.organiser_id,))
    await add(tx, draft)


async def load(tx: Tx, activity_id: str) -> Activity | None:
    """The activity, whoever asks; None where there is none."""
    return _one(await tx.fetch_one(f"SELECT {_COLUMNS} FROM activity WHERE id = ?", (activity_id,)))  # noqa: S608


async def advance(tx: Tx, was: Activity, became: Activity) -> bool:
    """Keep what it became, as a new version; False where somebody else was quicker. Its places stay who has them."""
    changed = await tx.execute(
        "UPDATE activity SET compound_id = ?, matter = ?, words = ?, place = ?, begins_at = ?, ends_at = ?, places = ?,"
        " days = ?, series = ?, state = ?, reason = ?, version = version + 1"
        " WHERE id = ? AND state = ? AND version = ?",
        (
            *(became.compound_id, became.matter, became.words, became.place, became.begins_at, became.ends_at),
            *(became.places, became.days, became.series, became.state, became.reason),
            *(was.id, was.state, was.version),
        ),
    )
    return changed == 1


async def repeat(tx: Tx, first: Activity) -> list[Activity]:
    """Its further days, each an activity of its own at the same hours (Shanghai has no summer time)."""
    further = [
        replace(
            first, id=new_id(), begins_at=first.begins_at + day * _DAY_MS, ends_at=first.ends_at + day * _DAY_MS, days=1
        )
        for day in range(1, first.days)
    ]
    for one in further:
        await add(tx, one)
    return further


async def in_series(tx: Tx, series: str) -> list[Activity]:
    """All days of it that are open, the first one first."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM activity WHERE series = ? AND state = 'open' ORDER BY begins_at, id",  # noqa: S608
        (series,),
    )
    return [Activity(**row) for row in rows]


async def coming(tx: Tx, compounds: Iterable[str], after: int, limit: int) -> list[Activity]:
    """What is open in these compounds and not over at `after` (ms), the next one first."""
    units = tuple(compounds)
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM activity WHERE state = 'open' AND compound_id IN ({marks(units)}) AND ends_at > ?"  # noqa: S608
        " ORDER BY begins_at, id LIMIT ?",
        (*units, after, limit),
    )
    return [Activity(**row) for row in rows]


async def to_confirm(tx: Tx, compounds: Iterable[str], now: int, limit: int) -> list[Activity]:
    """What is over in these compounds and was not confirmed, the oldest first."""
    units = tuple(compounds)
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM activity WHERE state = 'open' AND compound_id IN ({marks(units)}) AND ends_at <= ?"  # noqa: S608
        " ORDER BY ends_at, id LIMIT ?",
        (*units, now, limit),
    )
    return [Activity(**row) for row in rows]


# ── its places ────────────────────────────────────────────────────────────────────────────────────────────────
async def take_place(tx: Tx, activity_id: str) -> bool:
    """One more place is taken; False where none is left."""
    changed = await tx.execute(
        "UPDATE activity SET taken = taken + 1 WHERE id = ? AND state = 'open' AND (places = 0 OR taken < places)",
        (activity_id,),
    )
    return changed == 1


async def free_place(tx: Tx, activity_id: str) -> None:
    """One less is taken."""
    await tx.execute("UPDATE activity SET taken = taken - 1 WHERE id = ?", (activity_id,))


async def next_turn(tx: Tx, activity_id: str) -> int:
    """The number of whoever signs up now, from 1; never given twice."""
    row = await tx.fetch_one("UPDATE activity SET turns = turns + 1 WHERE id = ? RETURNING turns", (activity_id,))
    return int(row["turns"]) if row else 0
