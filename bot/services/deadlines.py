"""Supervision (督办): a ladder beside the states. Due soon and overdue are said to whoever has it, then above.

Each rung is told once (docs/tickets.md). Who says 收到 has more time: the level above is told a working day later,
and where somebody there took it up, nobody higher is.
"""

from datetime import timedelta

from bot.domain.clock import to_millis
from bot.domain.messages import Choice, Choices, Outbound, Reply, Toast, Urgency
from bot.domain.people import Role
from bot.domain.tickets import ENDED, Desk, Ticket
from bot.services import calls, lines, nights, rights
from bot.services.turn import Turn
from bot.services.watch import DEADLINE
from bot.storage import assignments, cards, due, people, rungs, ticket_events
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import supervision as say
from bot.texts.deadlines import by_when

AGAIN_HOURS = 8.0
SEEN = "seen"
# Who is told when whoever has it does nothing, rung by rung.
ABOVE: dict[Desk, tuple[Role, ...]] = {
    Desk.COMPOUND: (Role.COMMUNITY_STAFF, Role.STREET_DISPATCHER),
    Desk.STREET: (Role.DISTRICT_DISPATCHER,),
    Desk.DISTRICT: (),
    Desk.DEPARTMENT: (Role.STREET_DISPATCHER, Role.DISTRICT_DISPATCHER),
}


async def soon(turn: Turn, tx: Tx, ticket: Ticket) -> list[Reply]:
    """The clock, shortly before the deadline: whoever has it reads so, but is not woken for it."""
    if ticket.state in ENDED or ticket.due_at is None or ticket.due_at <= turn.moment:
        return []
    desk = await nights.awake(tx, turn.office, await calls.at_desk(turn, tx, ticket), loud=False)
    prompt = say.DueSoon(ticket.number, ticket.category, by_when(turn.moment, ticket.due_at))
    look = Choice("look", ticket.id, ticket.version, say.label(ticket.number))
    return [
        Outbound(one, prompt, ((look,), *_seen(ticket)), Urgency.NOTICE, _card(ticket), replaces=True, silent=True)
        for one in desk
    ]


async def missed(turn: Turn, tx: Tx, ticket: Ticket) -> list[Reply]:
    """Its deadline has passed: each rung is told once, and never twice after a restart."""
    if ticket.state in ENDED or ticket.due_at is None or ticket.due_at > turn.moment:
        return []
    rung = await rungs.climb(tx, ticket.id, ticket.version)
    if rung < len(ABOVE[ticket.desk]):
        await _later(turn, tx, ticket)
    if rung == 0:
        return await _told(turn, tx, ticket, await calls.at_desk(turn, tx, ticket), say.Overdue(ticket.number))
    return await _told(turn, tx, ticket, await _above(turn, tx, ticket, rung - 1), say.Supervised(ticket.number))


async def _later(turn: Turn, tx: Tx, ticket: Ticket) -> None:
    """The next rung, a working day from now."""
    again = turn.office.timetable.due(turn.moment, AGAIN_HOURS, ticket.severity).at
    await due.plan(tx, DEADLINE, ticket.id, to_millis(max(again, turn.moment + timedelta(minutes=5))))


async def _above(turn: Turn, tx: Tx, ticket: Ticket, at: int) -> list[str]:
    """Everybody on this level above, who may look at it and urge."""
    role = ABOVE[ticket.desk][at]
    unit = turn.office.directory.above(ticket.compound_id, rights.LEVEL_OF[role])
    return await people.holders(tx, role, [unit.id]) if unit else []


async def _told(turn: Turn, tx: Tx, ticket: Ticket, held: list[str], line: say.Overdue | say.Supervised) -> list[Reply]:
    """What it is, with 收到, then the card."""
    choices, card = _seen(ticket), _card(ticket)
    return await lines.with_card(turn, tx, ticket, held, line, urgency=Urgency.URGENT, choices=choices, card=card)


async def acknowledge(turn: Turn, tx: Tx, ticket_id: str) -> list[Reply]:
    """收到. Raises `NotFound` where it is missing or not theirs to handle, nor below them."""
    ticket = await rights.to_handle(turn, tx, ticket_id)
    if ticket.state in ENDED or turn.person.id not in await cards.shown_to(tx, _card(ticket)):
        return [Toast(errors.StepDone())]
    asked = await assignments.open_of(tx, ticket.id)
    role = next(iter(rights.standing(turn.office, turn.person, ticket, asked)), None)
    if role is None:  # they read on, but gave it back
        return [Toast(errors.StepDone())]
    has_it = turn.person.id in await calls.at_desk(turn, tx, ticket)
    await ticket_events.append(tx, ticket.id, SEEN, ticket.state, ticket.state, turn.person.id, role, turn.now)
    if ticket.due_at and ticket.due_at <= turn.moment:
        await (_later(turn, tx, ticket) if has_it else due.cancel(tx, DEADLINE, ticket.id))
    return [turn.reply(say.SeenLate(ticket.number), card=_card(ticket)), Toast(say.Thanks())]


def _seen(ticket: Ticket) -> Choices:
    return ((Choice("seen_late", ticket.id, ticket.version),),)


def _card(ticket: Ticket) -> str:
    return f"late:{ticket.id}"
