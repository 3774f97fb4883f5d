"""Who may ask for more time for a ticket (延期), and who decides on it."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.people import Person, Role
from bot.domain.policy import BRANCH, DEPARTMENTS, PLATFORM, WORKERS
from bot.domain.tickets import Severity, Ticket, TicketState
from bot.fsm.ticket import AT
from bot.services import rights
from bot.services.turn import Office
from bot.storage.assignments import Assignment

# From the compound upwards.
LADDER = (*BRANCH, *PLATFORM)
# Whoever does the work asks; the platform passes it on.
ASKERS = (*WORKERS, *DEPARTMENTS, *BRANCH)
# Taken, and not done yet.
IN_WORK = frozenset({TicketState.ACCEPTED, TicketState.CHECKED_IN, TicketState.HANDLING})
SOON = timedelta(days=1)


def above(role: Role) -> tuple[Role, ...]:
    """Who may decide what `role` asks for, the nearest first."""
    if role in DEPARTMENTS:
        return PLATFORM
    return LADDER[LADDER.index(role) + 1 :] if role in LADDER else LADDER


def asker(office: Office, person: Person, ticket: Ticket, asked: Sequence[Assignment]) -> Role | None:
    """In which role `person` may ask for more time now: they work on it, and it is due within a day, or overdue.

    Danger gets none.
    """
    if ticket.state not in IN_WORK or ticket.severity is Severity.DANGER or ticket.due_at is None:
        return None
    if ticket.due_at - office.clock.now() > SOON:
        return None
    roles = rights.standing(office, person, ticket, asked)
    return next((role for role in roles if role in ASKERS and role in AT[ticket.desk]), None)


def may_decide(office: Office, person: Person, ticket: Ticket, role: Role) -> bool:
    """Whether `person` stands above the `role` that asked, where the ticket is."""
    return ticket.compound_id in office.directory.reach_of(person, above(role))
