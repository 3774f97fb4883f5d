"""What happened to tickets: events are appended and never edited."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import to_millis
from bot.domain.people import Role
from bot.storage.database import Tx


async def append(
    tx: Tx,
    ticket_id: str,
    event: str,
    was: str | None,
    became: str,
    person_id: str | None,
    role: Role,
    now: int,
    reason: str = "",
    due_at: datetime | None = None,
) -> None:
    """Write down who did what to the ticket, in which role, when, and why. `due_at`: until when that was due."""
    due = to_millis(due_at) if due_at else None
    await tx.execute(
        "INSERT INTO ticket_event (ticket_id, event, was, became, person_id, role, reason, at, due_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (ticket_id, event, was, became, person_id, role, reason, now, due),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody, in a role, brought a ticket on at a moment (milliseconds)."""

    role: Role
    person_id: str
    at: int


async def last_step(tx: Tx, ticket_id: str) -> Step | None:
    """Who handled it and last brought the ticket on; None where nobody did yet."""
    row = await tx.fetch_one(
        "SELECT role, coalesce(person_id, '') AS person_id, at FROM ticket_event"
        " WHERE ticket_id = ? AND role <> 'resident' AND (was IS NULL OR was <> became)"
        " ORDER BY id DESC LIMIT 1",
        (ticket_id,),
    )
    return Step(Role(row["role"]), row["person_id"], row["at"]) if row else None


async def role_of(tx: Tx, ticket_id: str, event: str) -> Role | None:
    """In which role `event` was last done to the ticket; None where it never was."""
    row = await tx.fetch_one(
        "SELECT role FROM ticket_event WHERE ticket_id = ? AND event = ? ORDER BY id DESC LIMIT 1", (ticket_id, event)
    )
    return Role(row["role"]) if row else None


async def score_of(tx: Tx, ticket_id: str, person_id: str) -> str:
    """What they said of it since it was last resolved; empty where nothing."""
    row = await tx.fetch_one(
        "SELECT reason FROM ticket_event WHERE ticket_id = ? AND person_id = ? AND event = 'evaluate' AND id >"
        " (SELECT coalesce(max(id), 0) FROM ticket_event WHERE ticket_id = ? AND event = 'resolve') LIMIT 1",
        (ticket_id, person_id, ticket_id),
    )
    return str(row["reason"]) if row else ""


async def last_reason(tx: Tx, ticket_id: str) -> str:
    """What whoever handles it gave as a reason for the last step that led on or had one; empty where nothing."""
    row = await tx.fetch_one(
        "SELECT reason, role FROM ticket_event WHERE ticket_id = ? AND (was <> became OR reason <> '')"
        " ORDER BY id DESC LIMIT 1",
        (ticket_id,),
    )
    return str(row["reason"]) if row and row["role"] != "resident" else ""


async def reason_of(tx: Tx, ticket_id: str, event: str) -> str:
    """Why `event` happened to the ticket, the last time that it did; empty where nobody said, or it never did."""
    row = await tx.fetch_one(
        "SELECT reason FROM ticket_event WHERE ticket_id = ? AND event = ? ORDER BY id DESC LIMIT 1",
        (ticket_id, event),
    )
    return str(row["reason"]) if row else ""
