"""What needs somebody now, at their desks and by what they were asked to do: danger first, then by deadline."""

from bot.domain.people import Role
from bot.domain.tickets import Desk, Ticket, TicketState
from bot.services import rights
from bot.services.turn import Turn
from bot.storage import desks
from bot.storage.database import Tx

S = TicketState
# What each role that sits at a desk looks at first; what they only wait for is not there.
NEEDS: dict[Role, tuple[Desk, tuple[TicketState, ...]]] = {
    Role.SECRETARY: (Desk.COMPOUND, (S.SUBMITTED, S.REOPENED, S.ACCEPTED)),
    Role.COMMUNITY_STAFF: (Desk.COMPOUND, (S.SUBMITTED, S.REOPENED)),
    Role.STREET_DISPATCHER: (Desk.STREET, (S.WHISTLED, S.RETURNED, S.SCREENING, S.REOPENED)),
    Role.DISTRICT_DISPATCHER: (Desk.DISTRICT, (S.WHISTLED, S.RETURNED, S.SCREENING, S.REOPENED)),
}
TO_DO = (S.TRANSFERRED, S.CHECKED_IN, S.HANDLING, S.REOPENED)


async def waiting_for(turn: Turn, tx: Tx, limit: int) -> tuple[int, list[Ticket]]:
    """How many tickets need this person, and the first of them."""
    total, found = await desks.to_be_done(tx, rights.reach_of(turn.office, turn.person), TO_DO, limit)
    for role, (at, states) in NEEDS.items():
        units = turn.office.directory.reach_of(turn.person, (role,))
        if units:
            count, waiting = await desks.waiting(tx, units, (at,), states, limit)
            total, found = total + count, [*found, *(ticket for ticket in waiting if ticket not in found)]
    return total, found[:limit]
