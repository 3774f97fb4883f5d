"""One's own tickets: whose they are is part of each query (DOMAIN §8), and what they show."""

from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices
from bot.domain.tickets import Ticket
from bot.fsm.ticket import E
from bot.services import alerts
from bot.services.turn import Turn, clock_face
from bot.storage import tickets
from bot.storage.database import Tx
from bot.texts.own import OwnCard

MY_TICKETS = 10


async def own(turn: Turn, tx: Tx, ticket_id: str) -> Ticket:
    """The ticket, for its reporter. Raises `NotFound` where it is missing or another's."""
    ticket = await tickets.own(tx, ticket_id, turn.person.id)
    if ticket is None:
        raise NotFound(ticket_id)
    return ticket


def own_card(turn: Turn, ticket: Ticket) -> OwnCard:
    """The facts that its reporter sees."""
    return OwnCard(
        number=ticket.number,
        state=ticket.state,
        place=alerts.place_of(turn.office, ticket),
        category=ticket.category,
        words=ticket.words,
        files=ticket.photos,
        at=clock_face(ticket.created_at),
    )


def own_choices(turn: Turn, ticket: Ticket) -> Choices:
    """What its reporter can do with it."""
    open_still = E.WITHDRAW in turn.office.ticket_flow.allowed(ticket.state)
    return ((Choice("withdraw", ticket.id, ticket.version),),) if open_still else ()
