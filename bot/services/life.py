"""A step in a ticket's life: rights, state, what it does by itself, who hears; one unit of work (docs/tickets.md)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.clock import to_millis
from bot.domain.errors import NotPossibleNow, OutdatedCard
from bot.domain.messages import Reply
from bot.domain.people import Role
from bot.domain.policy import DEPARTMENTS
from bot.domain.tickets import ENDED, Desk, Ticket, TicketState
from bot.fsm.ticket import COME_BACK, GOES_TO, RESIDENTS, WHO, Do, E, TicketFacts
from bot.services import alerts, calls, holding, pushes, rights, watch
from bot.services.albums import DONE, REPORTED
from bot.services.happening import NOTHING, Happening, Said
from bot.services.turn import Turn
from bot.services.understanding import department_for
from bot.storage import assignments, corrections, due, followers, ticket_events, tickets
from bot.storage.assignments import Assignment
from bot.storage.database import Tx

WAKE = "ticket_wake"
EVALUATION_DAYS = 7
INFO_DAYS = 3


Effect = Callable[[Turn, Tx, Happening], Awaitable[list[Reply]]]


async def act(turn: Turn, tx: Tx, ticket: Ticket, event: E, said: Said = NOTHING) -> tuple[Ticket, list[Reply]]:
    """Take `event` to the ticket as it was read; the ticket as it became, and everybody's messages.

    Raises `NotAllowed` where none of their posts may, `NotPossibleNow` where the flow has no such step, and
    `OutdatedCard` where somebody else was quicker.
    """
    role = await _role(turn, tx, ticket, event)
    one = await _asked(turn, tx, ticket, event) if role in DEPARTMENTS else None
    leads = role not in DEPARTMENTS or (one is not None and one.leads)
    facts = TicketFacts(ticket.desk, ticket.before, leads)
    step = turn.office.ticket_flow.step(ticket.state, event, facts)
    became = await _became(turn, tx, ticket, event, TicketState(step.state), said)
    if not await tickets.advance(tx, ticket, became, turn.now):
        raise OutdatedCard(ticket.id)
    by = turn.person.id or None
    await ticket_events.append(
        tx, ticket.id, event, ticket.state, became.state, by, role, turn.now, said.reason, ticket.due_at
    )
    stage = DONE if event is E.RESOLVE else REPORTED
    await tickets.add_media(tx, ticket.id, turn.person.id, said.files, turn.now, stage)
    unit_id = one.unit_id if one else ""
    happened = Happening(ticket, replace(became, version=ticket.version + 1), event, said, role, unit_id)
    replies = await OWN[event](turn, tx, happened) if event in OWN else []
    happened = replace(happened, ticket=await tickets.load(tx, ticket.id) or happened.ticket)
    await _plan(turn, tx, happened.ticket)
    for effect in step.effects:
        replies += await EFFECTS[Do(effect)](turn, tx, happened)
    return happened.ticket, replies


async def _role(turn: Turn, tx: Tx, ticket: Ticket, event: E) -> Role:
    """Whoever reported acts as a resident, whatever posts they hold: no desk may guess who complained.

    So does the clock, where nobody answers; no person then stands beside the event.
    """
    if turn.inbound is None or WHO.get(event, RESIDENTS) == RESIDENTS:
        return Role.RESIDENT
    return await rights.role_for(turn, tx, ticket, event)


async def _asked(turn: Turn, tx: Tx, ticket: Ticket, event: E) -> Assignment | None:
    """For which of their departments they do it."""
    return rights.asked_of(turn.person, await assignments.open_of(tx, ticket.id), event)


async def _became(turn: Turn, tx: Tx, ticket: Ticket, event: E, state: TicketState, said: Said) -> Ticket:
    interrupted = state in (TicketState.NEEDS_INFO, TicketState.SUSPENDED)
    before = ticket.state if interrupted else None
    desk = GOES_TO.get((event, state), ticket.desk)
    if event in COME_BACK and desk is not ticket.desk and await _district_sent_it(tx, ticket):
        desk = Desk.DISTRICT
    became = replace(_classified(turn, ticket, said), state=state, desk=desk, before=before)
    became = await holding.held(turn, tx, became, event, said)
    if state is ticket.state and desk is ticket.desk and event in GOES_ON:
        return became
    return replace(became, due_at=deadline(turn, became, said))


async def _district_sent_it(tx: Tx, ticket: Ticket) -> bool:
    return await ticket_events.role_of(tx, ticket.id, E.TRANSFER) is Role.DISTRICT_DISPATCHER


def deadline(turn: Turn, ticket: Ticket, said: Said) -> datetime | None:
    """Until when the next step is due: whoever has it must take it, then settle it (config.toml, docs/tickets.md)."""
    if ticket.state in ENDED or ticket.state is TicketState.EVALUATED:
        return None
    waits = {TicketState.RESOLVED: EVALUATION_DAYS, TicketState.NEEDS_INFO: INFO_DAYS, TicketState.SUSPENDED: said.days}
    if days := waits.get(ticket.state):
        return turn.moment + timedelta(days=days)
    return turn.office.timetable.due(turn.moment, watch.hours_for(turn.office, ticket), ticket.severity).at


# What another department does moves no deadline.
GOES_ON = frozenset({E.CHECK_IN, E.RETURN})
# The clock wakes these, with what it then does.
WAKES: dict[TicketState, E] = {
    TicketState.NEEDS_INFO: E.EXPIRE,
    TicketState.SUSPENDED: E.RESUME,
    TicketState.RESOLVED: E.CLOSE,
    TicketState.EVALUATED: E.CLOSE,
}


def _classified(turn: Turn, ticket: Ticket, said: Said) -> Ticket:
    """As somebody corrected it: another department by the rules, and other deadlines."""
    if not said.category:
        return ticket
    spoken = " ".join((ticket.place, ticket.words, *ticket.answers))
    department = department_for(turn.office.settings, said.category, ticket.severity, spoken, ticket.created_at)
    return replace(ticket, category=said.category, department=department, because=())


async def _plan(turn: Turn, tx: Tx, ticket: Ticket) -> None:
    """The clock looks after its deadline, or wakes it."""
    if ticket.state in ENDED:
        return
    if ticket.state in WAKES:
        await watch.forget(tx, ticket.id)
        at = ticket.due_at or turn.moment + timedelta(days=EVALUATION_DAYS)
        await due.plan(tx, WAKE, ticket.id, to_millis(at))
        return
    await due.cancel(tx, WAKE, ticket.id)
    await watch.watch(turn, tx, ticket)


async def wake(turn: Turn, tx: Tx, ticket: Ticket) -> list[Reply]:
    """The clock: nobody answered, the time of 挂起 is over, nobody evaluated."""
    event = WAKES.get(ticket.state)
    return (await act(turn, tx, ticket, event))[1] if event else []


# ── what an event does by itself ──────────────────────────────────────────────────────────────────────────────
async def _assign(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    ticket, person_id = happened.ticket, happened.said.person_id
    await assignments.end(tx, ticket.id, "recalled", turn.now)
    if not person_id:
        return []
    await assignments.ask_person(tx, ticket.id, person_id, turn.now)
    return await calls.order(turn, tx, ticket, person_id)


async def _transfer(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    ticket, units = happened.ticket, happened.said.units
    if not units:
        raise NotPossibleNow("to nobody")
    await assignments.end(tx, ticket.id, "recalled", turn.now)
    for at, unit_id in enumerate(units):
        await assignments.ask_unit(tx, ticket.id, unit_id, turn.now, leads=at == 0)
    return []


async def _check_in(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    await assignments.came(tx, happened.ticket.id, happened.unit_id, turn.now)
    return []


async def _return(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """Theirs is over; where they led, that of the others too."""
    ticket, reason = happened.ticket, happened.said.reason
    one = await _asked(turn, tx, ticket, E.RETURN)
    if one is None or await assignments.has_returned(tx, ticket.id, one.unit_id):
        raise NotPossibleNow("once for each department; then the street decides")
    await assignments.end(tx, ticket.id, "returned", turn.now, unit_id=one.unit_id, reason=reason)
    if one.leads:
        await assignments.end(tx, ticket.id, "recalled", turn.now)
    return []


async def returned_before(turn: Turn, tx: Tx, ticket: Ticket) -> bool:
    """Whether their department gave it back once: a second time it cannot."""
    one = await _asked(turn, tx, ticket, E.RETURN)
    return one is not None and await assignments.has_returned(tx, ticket.id, one.unit_id)


async def _recall(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    await assignments.end(tx, happened.ticket.id, "recalled", turn.now, reason=happened.said.reason)
    return []


async def _resolve(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    await assignments.end(tx, happened.ticket.id, "done", turn.now)
    return []


async def _merge(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    await tickets.merge_into(tx, happened.ticket.id, happened.said.into)
    return []


async def _reclassify(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """It is about something else: another department by the rules; the classifier can learn from it."""
    ticket, was = happened.ticket, happened.was
    await tickets.reclassify(tx, ticket.id, ticket.category, ticket.department)
    await corrections.add(tx, ticket.id, was.category, ticket.category, happened.role, turn.now)
    return []


async def _answer(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    ticket, said = happened.ticket, happened.said
    if said.reason:
        await followers.add_note(tx, ticket.id, turn.person.id, said.reason, turn.now)
    return []


async def _reopen(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """Whoever did it is asked again."""
    await assignments.ask_again(tx, happened.ticket.id, turn.now)
    return await _answer(turn, tx, happened)


OWN: dict[E, Effect] = {
    E.ASSIGN: _assign,
    E.TRANSFER: _transfer,
    E.HAND: holding.hand_over,
    E.CHECK_IN: _check_in,
    E.RETURN: _return,
    E.RECALL: _recall,
    E.SEND_BACK: _recall,
    E.WHISTLE: _recall,
    E.RESOLVE: _resolve,
    E.MERGE: _merge,
    E.RECLASSIFY: _reclassify,
    E.ANSWER: _answer,
    E.REOPEN: _reopen,
}


# ── who hears of it ───────────────────────────────────────────────────────────────────────────────────────────
async def _forget_clock(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """Over, it waits for nobody: neither the clock nor whoever was asked to do it, who may read on."""
    if happened.ticket.state in ENDED:
        await watch.forget(tx, happened.ticket.id)
        await due.cancel(tx, WAKE, happened.ticket.id)
        await due.cancel(tx, alerts.AGAIN, happened.ticket.id)
        await assignments.end(tx, happened.ticket.id, "done", turn.now)
    return []


async def _move_followers(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """Whoever followed it follows the one into which it was merged, whose card says so."""
    for person_id in await followers.of_ticket(tx, happened.ticket.id):
        await followers.add(tx, happened.said.into, person_id, "joined", turn.now)
    into = await tickets.load(tx, happened.said.into)
    return await calls.redraw(turn, tx, replace(happened, ticket=into)) if into else []


EFFECTS: dict[Do, Effect] = {
    Do.STOP_ALERT: calls.quiet,
    Do.CALL_DESK: calls.call,
    Do.TELL_DESK: calls.redraw,
    Do.TELL_RESIDENTS: pushes.tell,
    Do.ASK_EVALUATION: pushes.ask_evaluation,
    Do.MOVE_FOLLOWERS: _move_followers,
    Do.FORGET_CLOCK: _forget_clock,
}
