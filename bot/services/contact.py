"""The number that a resident left: shown to those who handle the ticket while it lasts, each look kept (DOMAIN §8)."""

from bot.domain.tickets import Ticket
from bot.services.tickets import acting_role, desk_units
from bot.services.turn import Turn
from bot.storage import looks
from bot.storage.database import Tx


async def look_at_contact(turn: Turn, tx: Tx, ticket: Ticket) -> str | None:
    """The number, and that this person saw it, in one unit of work. None where it may not be seen (any longer)."""
    phone = await looks.contact_of(tx, ticket.id, await desk_units(turn, tx))
    if phone is not None:
        await looks.add(tx, ticket.id, turn.person.id, acting_role(turn, ticket), turn.now)
    return phone
