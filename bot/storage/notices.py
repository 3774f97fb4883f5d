"""What a unit tells its residents for some time: water or power cut off, a lift out of service."""

from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass

from bot.storage.database import Tx, marks

_COLUMNS = "id, unit_id, category, words, person_id, at, until"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told to everybody at or below `unit_id`, `until` then (ms)."""

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


async def told_by(tx: Tx, units: Collection[str], below: Collection[str], person_id: str, now: int) -> list[Notice]:
    """What `units` tell now, and what `person_id` has those `below` tell, the newest first."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM notice WHERE {_theirs(units, below)} AND until > ? ORDER BY at DESC, id",  # noqa: S608
        (*units, person_id, *below, now),
    )
    return [Notice(**row) for row in rows]


async def publish(tx: Tx, notice: Notice) -> None:
    """Tell it in its unit until its `until`."""
    await tx.execute(f"INSERT INTO notice ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(notice))  # noqa: S608


async def is_told(tx: Tx, notice_id: str, now: int) -> bool:
    """Whether it meets reports now."""
    row = await tx.fetch_one("SELECT 1 AS one FROM notice WHERE id = ? AND until > ?", (notice_id, now))
    return row is not None


async def is_told_by(tx: Tx, notice_id: str, person_id: str, now: int) -> bool:
    """The same, where `person_id` published it."""
    row = await tx.fetch_one(
        "SELECT 1 AS one FROM notice WHERE id = ? AND person_id = ? AND until > ?", (notice_id, person_id, now)
    )
    return row is not None


async def take_down(
    tx: Tx, notice_id: str, units: Collection[str], below: Collection[str], person_id: str, now: int
) -> bool:
    """It is told no longer; False where it is none of those that `told_by` finds."""
    changed = await tx.execute(
        f"UPDATE notice SET until = ? WHERE id = ? AND {_theirs(units, below)} AND until > ?",  # noqa: S608
        (now, notice_id, *units, person_id, *below, now),
    )
    return changed == 1


def _theirs(units: Collection[str], below: Collection[str]) -> str:
    return f"(unit_id IN ({marks(units)}) OR (person_id = ? AND unit_id IN ({marks(below)})))"
