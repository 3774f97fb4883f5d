"""What a unit tells its residents for some time: water or power cut off, a lift out of service."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.storage.database import Tx

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
    marks = ", ".join("?" for _ in units)
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM notice WHERE unit_id IN ({marks}) AND until > ? ORDER BY at DESC, id",  # noqa: S608
        (*units, now),
    )
    return [Notice(**row) for row in rows]
