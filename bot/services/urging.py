"""催一下: a resident asks whoever has their ticket to hurry, and sees how far it has come."""

from datetime import timedelta

from bot.domain.clock import from_millis
from bot.domain.messages import Outbound, Reply, Urgency
from bot.domain.people import Role
from bot.domain.tickets import ENDED, Ticket, TicketState
from bot.domain.urging import Asked
from bot.services import calls, desk_cards, nights
from bot.services.turn import Turn
from bot.storage import assignments, ticket_events, urges
from bot.storage.database import Tx
from bot.texts.deadlines import by_when
from bot.texts.own import STEPS, Progress
from bot.texts.ticket import Urged
from bot.texts.words import clock_face

# At the latest after a day somebody may ask; and once a day.
DAY = timedelta(days=1)
SHOWN = 6
# These wait for the resident, or for a day that was said.
OTHERS_TURN = frozenset({
    TicketState.NEEDS_INFO, TicketState.SUSPENDED, TicketState.RESOLVED, TicketState.EVALUATED, *ENDED,
})  # fmt: skip


async def may_urge(turn: Turn, tx: Tx, ticket: Ticket) -> bool:
    """Whether 催一下 stands on their card: half of the time has gone, or a day, and they did not yet today."""
    return await is_slow(turn, tx, ticket) and not await _did_today(turn, tx, ticket)


async def is_slow(turn: Turn, tx: Tx, ticket: Ticket) -> bool:
    """Whether it is somebody's turn, for half of the time that they have, or for a day."""
    if ticket.state in OTHERS_TURN:
        return False
    since = max(from_millis(await urges.stands_since(tx, ticket.id)), ticket.created_at)
    half = since + (ticket.due_at - since) / 2 if ticket.due_at else since + DAY
    return turn.moment >= min(half, since + DAY)


async def _did_today(turn: Turn, tx: Tx, ticket: Ticket) -> bool:
    last = await urges.last_by(tx, ticket.id, turn.person.id)
    return last is not None and turn.now - last < DAY / timedelta(milliseconds=1)


async def urge(turn: Turn, tx: Tx, ticket: Ticket, office: str) -> list[Reply]:
    """Once a day for each who follows it: written down, and said to whoever has it; `office` as on their card."""
    if await _did_today(turn, tx, ticket):
        return [turn.reply(await _progress(turn, tx, ticket, office, Asked.BEFORE))]
    await ticket_events.append(
        tx, ticket.id, urges.URGE, ticket.state, ticket.state, turn.person.id, Role.RESIDENT, turn.now
    )
    has_it = await _has_it(turn, tx, ticket)
    late = ticket.due_at is not None and ticket.due_at <= turn.moment
    called = await nights.awake(tx, turn.office, has_it, loud=late or desk_cards.is_pressing(ticket))
    when = Asked.NOW if called or not has_it else Asked.MORNING
    return [turn.reply(await _progress(turn, tx, ticket, office, when)), *await _said(turn, tx, ticket, called)]


async def _has_it(turn: Turn, tx: Tx, ticket: Ticket) -> list[str]:
    """Whoever was asked to do it in the compound, else everybody at the desk."""
    asked = [one.person_id for one in await assignments.open_of(tx, ticket.id) if one.person_id]
    people = asked or await calls.at_desk(turn, tx, ticket)
    return [person_id for person_id in people if person_id != turn.person.id]


async def _said(turn: Turn, tx: Tx, ticket: Ticket, called: list[str]) -> list[Reply]:
    """One line for each ticket, however often it is urged; then its card at the bottom."""
    times = await urges.count_here(tx, ticket.id)
    line = Urged(ticket.number, times)
    lines = [Outbound(one, line, urgency=Urgency.URGENT, card=f"urged:{ticket.id}", replaces=True) for one in called]
    cards = await desk_cards.at_desks(tx, turn.office, ticket, called, Urgency.URGENT, edits=False, replaces=True)
    return [*lines, *cards]


async def _progress(turn: Turn, tx: Tx, ticket: Ticket, office: str, when: Asked) -> Progress:
    steps = [
        (STEPS[event], clock_face(from_millis(at)))
        for event, at in await urges.steps_of(tx, ticket.id)
        if event in STEPS
    ]
    by = by_when(turn.moment, ticket.due_at) if ticket.due_at else ""
    return Progress(ticket.number, ticket.state, office, when, tuple(steps[-SHOWN:]), by)
