"""The number that a resident left: seen by who handles the ticket while it goes on; each look is kept."""

from bot.domain.tickets import Ticket
from bot.services import rights
from bot.services.turn import Turn
from bot.storage import assignments, looks
from bot.storage.database import Tx


async def look_at_contact(turn: Turn, tx: Tx, ticket: Ticket) -> str | None:
    """The number, the look written down in the same unit of work; None where there is none to be seen (any more)."""
    roles = rights.standing(turn.office, turn.person, ticket, await assignments.open_of(tx, ticket.id))
    phone = (
        await looks.contact_of(tx, ticket.id, await rights.reach_of(tx, turn.office, turn.person)) if roles else None
    )
    if phone is not None:
        await looks.add(tx, ticket.id, turn.person.id, roles[0], turn.now)
    return phone
