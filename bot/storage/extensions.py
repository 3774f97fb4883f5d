"""More time (延期): who asked for it, how much, why, and what the level above said. One open for each ticket."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.extensions import ExtensionState
from bot.domain.people import Role
from bot.storage.database import Row, Tx, marks


@dataclass(frozen=True, slots=True)
class Extension:
    """`role` asked for `days` more than `due_at` (milliseconds). `answer`: why it was refused."""

    id: str
    ticket_id: str
    due_at: int
    person_id: str
    role: Role
    days: int
    reason: str
    state: ExtensionState = ExtensionState.ASKED
    answer: str = ""


_COLUMNS = "e.id, e.ticket_id, e.due_at, e.person_id, e.role, e.days, e.reason, e.state, e.answer"


def _extension(row: Row) -> Extension:
    return Extension(**{**row, "role": Role(row["role"]), "state": ExtensionState(row["state"])})


async def add(tx: Tx, extension: Extension, now: int) -> bool:
    """Ask; False where one is open for the same ticket. What was asked about a former deadline is dropped."""
    e = extension
    await tx.execute(
        "UPDATE extension SET state = 'dropped', decided_at = ? WHERE ticket_id = ? AND state = 'asked'"
        " AND due_at <> ?",
        (now, e.ticket_id, e.due_at),
    )
    added = await tx.execute(
        "INSERT INTO extension (id, ticket_id, due_at, person_id, role, days, reason, at)"
        " SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS"
        " (SELECT 1 FROM extension WHERE ticket_id = ? AND state = 'asked')",
        (e.id, e.ticket_id, e.due_at, e.person_id, e.role, e.days, e.reason, now, e.ticket_id),
    )
    return added == 1


async def load(tx: Tx, extension_id: str) -> Extension | None:
    """The request; None where there is none."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM extension e WHERE e.id = ?", (extension_id,))  # noqa: S608
    return _extension(row) if row else None


async def open_of(tx: Tx, ticket_id: str) -> Extension | None:
    """What is asked for the ticket with its present deadline and not decided; None where nothing."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM extension e JOIN ticket t ON t.id = e.ticket_id AND t.due_at = e.due_at"  # noqa: S608
        " WHERE e.ticket_id = ? AND e.state = 'asked'",
        (ticket_id,),
    )
    return _extension(row) if row else None


async def open_in(tx: Tx, units: Iterable[str], limit: int) -> list[Extension]:
    """What is asked for tickets of `units` and not decided, the longest waiting first."""
    where = tuple(units)
    # The order of a CROSS JOIN is kept: what is asked is little, a compound's tickets are those of years.
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM extension e CROSS JOIN ticket t WHERE t.id = e.ticket_id AND t.due_at = e.due_at"  # noqa: S608
        f" AND e.state = 'asked' AND t.compound_id IN ({marks(where)}) ORDER BY e.at, e.id LIMIT ?",
        (*where, limit),
    )
    return [_extension(row) for row in rows]


async def decide(tx: Tx, extension_id: str, state: ExtensionState, person_id: str, now: int, answer: str = "") -> bool:
    """Granted or refused; False where it was decided before."""
    changed = await tx.execute(
        "UPDATE extension SET state = ?, decided_by = ?, decided_at = ?, answer = ? WHERE id = ? AND state = 'asked'",
        (state, person_id, now, answer, extension_id),
    )
    return changed == 1


async def move_deadline(tx: Tx, asked: Extension, due_at: int, now: int) -> bool:
    """The ticket is due at `due_at`; False where its deadline was moved meanwhile."""
    changed = await tx.execute(
        "UPDATE ticket SET due_at = ?, version = version + 1, changed_at = ? WHERE id = ? AND due_at = ?",
        (due_at, now, asked.ticket_id, asked.due_at),
    )
    return changed == 1
