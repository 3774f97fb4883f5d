"""Who checked in may show that they are on the spot: a photo or a pin, soon after 报到; nobody is asked for it."""

from bot.domain.messages import Media, Place, Reply
from bot.domain.policy import DEPARTMENTS
from bot.domain.tickets import Ticket
from bot.services.happening import Beside
from bot.services.turn import Turn
from bot.storage import ticket_events, tickets
from bot.storage.database import Tx
from bot.texts.deeds import Arrived
from bot.texts.words import pin_words


async def arrived(turn: Turn, tx: Tx, ticket: Ticket) -> list[Reply] | None:
    """A photo or a pin, written down with the ticket; None for anything else."""
    match turn.content:
        case Media(files=files):
            await tickets.add_media(tx, ticket.id, turn.person.id, files, turn.now)
            spot = turn.words
        case Place(latitude=latitude, longitude=longitude):
            spot = pin_words(latitude, longitude)
        case _:
            return None
    state = ticket.state
    await ticket_events.append(
        tx, ticket.id, Beside.ARRIVE, state, state, turn.person.id, DEPARTMENTS[0], turn.now, spot
    )
    return [turn.reply(Arrived(ticket.number))]
