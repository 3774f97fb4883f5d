"""The clock looks after a ticket: shortly before its deadline, and when that has passed (docs/tickets.md)."""

from datetime import datetime, timedelta

from bot.domain.clock import to_millis
from bot.domain.tickets import Severity, Ticket, TicketState
from bot.services.turn import Office, Turn
from bot.storage import due
from bot.storage.database import Tx

DEADLINE = "ticket_deadline"
SOON = "ticket_due_soon"
# Somebody must take these; whatever else goes on must be settled.
TO_TAKE = frozenset({
    TicketState.SUBMITTED, TicketState.WHISTLED, TicketState.TRANSFERRED, TicketState.RETURNED, TicketState.REOPENED,
})  # fmt: skip
# A quarter of the time before it is due, half a working day at the most; what has an hour at all is not announced.
SHARE = 4
AT_MOST_H = 4.0
TOO_SHORT_H = 1.0


def hours_for(office: Office, ticket: Ticket) -> float:
    """How long whoever has it may take for the next step, as config.toml says: to take it, then to settle it."""
    category = office.settings.category(ticket.category)
    hours = category.accept_hours if ticket.state in TO_TAKE else category.close_hours
    return hours.of(ticket.severity)


async def watch(turn: Turn, tx: Tx, ticket: Ticket) -> None:
    """From now on; an earlier plan is moved."""
    if ticket.due_at is None:
        return
    await due.plan(tx, DEADLINE, ticket.id, to_millis(ticket.due_at))
    soon = _soon(turn.office, ticket, ticket.due_at)
    if soon and soon > turn.moment:
        await due.plan(tx, SOON, ticket.id, to_millis(soon))
    else:
        await due.cancel(tx, SOON, ticket.id)


async def forget(tx: Tx, ticket_id: str) -> None:
    """It is over, or waits for somebody else."""
    await due.cancel(tx, DEADLINE, ticket_id)
    await due.cancel(tx, SOON, ticket_id)


def _soon(office: Office, ticket: Ticket, due_at: datetime) -> datetime | None:
    """When whoever has it is told that it is due soon, in the hours of work; None where it is danger, or very short."""
    hours = hours_for(office, ticket)
    if ticket.severity is Severity.DANGER or hours <= TOO_SHORT_H:
        return None
    soon = office.timetable.calendar.next_opening(due_at - timedelta(hours=min(hours / SHARE, AT_MOST_H)))
    return soon if soon < due_at else None
