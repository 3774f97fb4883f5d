"""Who was asked to do a ticket: departments, and people in the compound. One leads, the others help."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.storage.database import Row, Tx, marks


@dataclass(frozen=True, slots=True)
class Assignment:
    """One who was asked. `state`: asked, came, returned, recalled or done; `unit_id` or `person_id` is empty."""

    id: int
    ticket_id: str
    unit_id: str
    person_id: str
    leads: bool
    state: str
    reason: str


_COLUMNS = "id, ticket_id, coalesce(unit_id, '') AS unit_id, coalesce(person_id, '') AS person_id, leads, state, reason"
_OPEN = "state IN ('asked', 'came')"


def _assignment(row: Row) -> Assignment:
    return Assignment(**{**row, "leads": bool(row["leads"])})


async def ask_unit(tx: Tx, ticket_id: str, unit_id: str, now: int, *, leads: bool) -> None:
    """A department is asked to come."""
    await tx.execute(
        "INSERT INTO assignment (ticket_id, unit_id, leads, at, changed_at) VALUES (?, ?, ?, ?, ?)",
        (ticket_id, unit_id, int(leads), now, now),
    )


async def ask_person(tx: Tx, ticket_id: str, person_id: str, now: int) -> None:
    """Somebody in the compound is asked to do it."""
    await tx.execute(
        "INSERT INTO assignment (ticket_id, person_id, leads, at, changed_at) VALUES (?, ?, 1, ?, ?)",
        (ticket_id, person_id, now, now),
    )


async def open_of(tx: Tx, ticket_id: str) -> list[Assignment]:
    """Whoever is still to do it, the one who leads first."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM assignment WHERE ticket_id = ? AND {_OPEN} ORDER BY leads DESC, id",  # noqa: S608
        (ticket_id,),
    )
    return [_assignment(row) for row in rows]


async def acted(tx: Tx, ticket_id: str, unit_ids: Sequence[str], at: int) -> str:
    """Which of these departments acted on the ticket at `at`: the one that came or went then, else the one that leads.

    Empty where none of them was ever asked.
    """
    row = await tx.fetch_one(
        f"SELECT unit_id FROM assignment WHERE ticket_id = ? AND unit_id IN ({marks(unit_ids)})"  # noqa: S608
        " ORDER BY CASE WHEN changed_at = ? THEN 0 ELSE 1 END, leads DESC, id DESC LIMIT 1",
        (ticket_id, *unit_ids, at),
    )
    return row["unit_id"] if row else ""


async def has_returned(tx: Tx, ticket_id: str, unit_id: str) -> bool:
    """Whether this department gave it back before: it does so once, then the street decides."""
    row = await tx.fetch_one(
        "SELECT 1 AS found FROM assignment WHERE ticket_id = ? AND unit_id = ? AND state = 'returned' LIMIT 1",
        (ticket_id, unit_id),
    )
    return row is not None


async def end(tx: Tx, ticket_id: str, state: str, now: int, *, unit_id: str = "", reason: str = "") -> int:
    """Whoever still was to do it (only this department, where one is named) is `returned`, `recalled` or `done`."""
    which, facts = ("AND unit_id = ?", (unit_id,)) if unit_id else ("", ())
    return await tx.execute(
        f"UPDATE assignment SET state = ?, reason = ?, changed_at = ? WHERE ticket_id = ? AND {_OPEN} {which}",  # noqa: S608
        (state, reason, now, ticket_id, *facts),
    )


async def came(tx: Tx, ticket_id: str, unit_id: str, now: int) -> bool:
    """A department checked in; False where it was not asked, or had already."""
    changed = await tx.execute(
        "UPDATE assignment SET state = 'came', changed_at = ? WHERE ticket_id = ? AND unit_id = ? AND state = 'asked'",
        (now, ticket_id, unit_id),
    )
    return changed > 0


async def ask_again(tx: Tx, ticket_id: str, now: int) -> None:
    """It is not fixed: whoever had done it is asked again."""
    await tx.execute(
        "UPDATE assignment SET state = 'asked', changed_at = ? WHERE ticket_id = ? AND state = 'done'", (now, ticket_id)
    )
