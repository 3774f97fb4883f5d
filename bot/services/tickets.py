"""What several desks ask of a ticket: its files as messages can carry them."""

from bot.domain.tickets import Ticket
from bot.services.albums import Album, side_by_side
from bot.storage import tickets
from bot.storage.database import Tx


async def albums_of(tx: Tx, ticket: Ticket) -> list[Album]:
    """The ticket's files, as it was beside as it is."""
    before = await tickets.media_at(tx, ticket.id, "report")
    after = await tickets.media_at(tx, ticket.id, "done")
    return side_by_side(ticket.number, before, after)
