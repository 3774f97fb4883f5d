"""What a unit tells its residents for some time: water or power cut off, a lift out of service."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from bot.storage.database import Tx, marks

_COLUMNS = "id, unit_id, category, words, person_id, at, until"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told to everybody at or below `unit_id`, `until` then (ms). Unpublished while `until` is 0."""

    id: str
    unit_id: str
    category: str
    words: str
    person_id: str
    at: int
    until: int


async def current(tx: Tx, unit_ids: Iterable[str], now: int) -> list[Notice]:
    """What these units tell now, the newest first."""
    units = tuple(unit_ids)
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM notice WHERE unit_id IN ({marks(units)})"  # noqa: S608
        " AND until > ? ORDER BY at DESC, id",
        (*units, now),
    )
    return [Notice(**row) for row in rows]


async def begin(tx: Tx, notice: Notice, unit_ids: Iterable[str]) -> None:
    """Keep an unpublished notice in place of those that its author left unpublished in these units."""
    units = tuple(unit_ids)
    await tx.execute(
        f"DELETE FROM notice WHERE unit_id IN ({marks(units)}) AND until = 0 AND person_id = ?",  # noqa: S608
        (*units, notice.person_id),
    )
    await tx.execute(f"INSERT INTO notice ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(notice))  # noqa: S608


async def unpublished(tx: Tx, notice_id: str, person_id: str) -> Notice | None:
    """A notice that `person_id` has yet to publish; None where it is missing, published or another's."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM notice WHERE id = ? AND person_id = ? AND until = 0",  # noqa: S608
        (notice_id, person_id),
    )
    return Notice(**row) if row else None


async def publish(tx: Tx, notice: Notice, now: int) -> bool:
    """Tell it in its unit until its `until`; False where it no longer waits for that."""
    changed = await tx.execute(
        "UPDATE notice SET unit_id = ?, until = ?, at = ? WHERE id = ? AND person_id = ? AND until = 0",
        (notice.unit_id, notice.until, now, notice.id, notice.person_id),
    )
    return changed == 1


async def drop(tx: Tx, notice_id: str, person_id: str) -> bool:
    """Their unpublished notice is gone; False where there is none."""
    gone = await tx.execute("DELETE FROM notice WHERE id = ? AND person_id = ? AND until = 0", (notice_id, person_id))
    return gone == 1


async def take_down(tx: Tx, notice_id: str, unit_ids: Iterable[str], now: int) -> bool:
    """It is told no longer, whoever of these units published it; False where they do not tell it now."""
    units = tuple(unit_ids)
    changed = await tx.execute(
        f"UPDATE notice SET until = ? WHERE id = ? AND unit_id IN ({marks(units)}) AND until > ?",  # noqa: S608
        (now, notice_id, *units, now),
    )
    return changed == 1
