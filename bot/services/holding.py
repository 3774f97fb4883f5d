"""Which of a platform's dispatchers has a ticket: taken (接单), given (派单), or in turn; at most so many."""

from dataclasses import replace

from bot.domain.errors import HandsFull
from bot.domain.messages import Reply
from bot.domain.people import Role
from bot.domain.tickets import Desk, Ticket, TicketState
from bot.fsm.ticket import E
from bot.services import desk_cards, lines, nights, rights
from bot.services.happening import Happening, Said
from bot.services.turn import Office, Turn
from bot.storage import desks, people
from bot.storage.database import Tx
from bot.texts.ticket import Handed

PLATFORM: dict[Desk, Role] = {Desk.STREET: Role.STREET_DISPATCHER, Desk.DISTRICT: Role.DISTRICT_DISPATCHER}
# What counts as being in somebody's hands: what a department has meanwhile does not.
IN_HAND = (TicketState.WHISTLED, TicketState.SCREENING, TicketState.RETURNED)
# It comes to another platform, or goes to the compound: whoever had it has it no more.
PASSED_UP = frozenset({E.WHISTLE, E.ESCALATE})


async def held(turn: Turn, tx: Tx, ticket: Ticket, event: E, said: Said) -> Ticket:
    """`ticket`, as it became by `event`, with who has it now. Raises `HandsFull` where they have enough already."""
    if event is E.HAND:
        return await _taken(turn, tx, ticket, said.person_id)
    if event in (E.SCREEN, E.RECALL):
        return await _taken(turn, tx, ticket, turn.person.id)
    if event in PASSED_UP:
        return replace(ticket, holder_id=await _next_in_turn(tx, turn.office, ticket))
    return replace(ticket, holder_id="") if event is E.SEND_BACK else ticket


async def _taken(turn: Turn, tx: Tx, ticket: Ticket, person_id: str) -> Ticket:
    if person_id != ticket.holder_id and await desks.in_hand(tx, person_id, IN_HAND) >= turn.office.settings.desks.cap:
        raise HandsFull(person_id)
    return replace(ticket, holder_id=person_id)


async def _next_in_turn(tx: Tx, office: Office, ticket: Ticket) -> str:
    """Where tickets are given out in turn: whoever has the fewest, and none who has enough; else nobody yet."""
    if not office.settings.desks.in_turn:
        return ""
    having = [
        (await desks.in_hand(tx, one, IN_HAND), at, one) for at, one in enumerate(await at_platform(tx, office, ticket))
    ]
    fewest = min(having, default=(0, 0, ""))
    return fewest[2] if fewest[0] < office.settings.desks.cap else ""


async def at_platform(tx: Tx, office: Office, ticket: Ticket) -> list[str]:
    """Everybody who sits on the platform that has the ticket, longest in post first; nobody where none has it."""
    role = PLATFORM.get(ticket.desk)
    unit = office.directory.above(ticket.compound_id, rights.LEVEL_OF[role]) if role else None
    return await people.holders(tx, role, [unit.id]) if role and unit else []


async def hand_over(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """A colleague is told what they were given: a line, then the card."""
    ticket = happened.ticket
    called = await nights.awake(tx, turn.office, [ticket.holder_id], loud=desk_cards.is_pressing(ticket))
    return await lines.with_card(turn, tx, ticket, called, Handed(ticket.number))
