"""More time (延期): asked by whoever works on a ticket, decided by the level above. Until then nothing moves."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.errors import NotAllowed, NotFound, OutdatedCard
from bot.domain.extensions import ExtensionState
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Choices, Outbound, Prompt, Reply, Toast, Urgency
from bot.domain.people import Role
from bot.domain.policy import DEPARTMENTS, May
from bot.domain.tickets import Ticket
from bot.services import desk_cards, extending, nights, pushes, rights, watch
from bot.services.desk_names import name_of, place_of
from bot.services.happening import Beside, Happening, Said
from bot.services.scope import reach_of
from bot.services.turn import Turn
from bot.storage import assignments, cards, desks, people, ticket_events, tickets
from bot.storage import extensions as rows
from bot.storage.database import Tx
from bot.storage.extensions import Extension
from bot.texts import errors
from bot.texts import extensions as say
from bot.texts.deadlines import by_when
from bot.texts.ticket import HandedOn
from bot.texts.words import OFFICES as OFFICE_NAMES

MOST_SHOWN = 5


async def ask(turn: Turn, tx: Tx, ticket: Ticket, said: Said) -> tuple[Prompt, list[Reply]]:
    """How many days and why are said. Raises `NotAllowed` where it is not theirs to ask, or not now."""
    role = extending.asker(turn.office, turn.person, ticket, await assignments.open_of(tx, ticket.id))
    if role is None or ticket.due_at is None:
        raise NotAllowed(Beside.EXTEND)
    deciders = await _deciders(turn, tx, ticket, extending.above(role))
    if not deciders:
        return say.NobodyAbove(ticket.number), []
    asked = Extension(new_id(), ticket.id, to_millis(ticket.due_at), turn.person.id, role, said.days, said.reason)
    if not await rows.add(tx, asked, turn.now):
        return say.AskedBefore(ticket.number), []
    await ticket_events.append(
        tx, ticket.id, "ask_extension", ticket.state, ticket.state, turn.person.id, role, turn.now, said.reason
    )
    called = await nights.awake(tx, turn.office, deciders, loud=desk_cards.is_pressing(ticket))
    prompt = await _request(turn, tx, ticket, asked)
    shown = [_card(one, prompt, asked) for one in called]
    return say.ExtensionAsked(ticket.number, asked.days), [*shown, *await _redrawn(turn, tx, ticket)]


async def _deciders(turn: Turn, tx: Tx, ticket: Ticket, roles: Iterable[Role]) -> list[str]:
    """The nearest level above on which somebody else can be reached."""
    for role in roles:
        unit = turn.office.directory.above(ticket.compound_id, rights.LEVEL_OF[role])
        held = await people.holders(tx, role, [unit.id]) if unit else []
        if found := [person_id for person_id in held if person_id != turn.person.id]:
            return found
    return []


async def to_decide(turn: Turn, tx: Tx) -> list[Outbound]:
    """What waits for their word, each as its card at the bottom."""
    units = reach_of(turn.office.directory, turn.person, May.SUPERVISE)
    shown = []
    for asked in await rows.open_in(tx, units, MOST_SHOWN) if units else ():
        ticket = await tickets.load(tx, asked.ticket_id)
        if ticket and extending.may_decide(turn.office, turn.person, ticket, asked.role):
            shown.append(_card(turn.person.id, await _request(turn, tx, ticket, asked), asked))
    return shown


async def grant(turn: Turn, tx: Tx, extension_id: str) -> list[Reply]:
    """同意: the deadline moves, and everybody who follows the ticket hears until when and why."""
    asked, ticket = await find(turn, tx, extension_id)
    if late := await _decided(turn, tx, ticket, asked):
        return late
    due_at = _later(turn, ticket, asked.days)
    if not await rows.move_deadline(tx, asked, to_millis(due_at), turn.now):
        raise OutdatedCard(ticket.id)
    await rows.decide(tx, asked.id, ExtensionState.GRANTED, turn.person.id, turn.now)
    became = replace(ticket, due_at=due_at, version=ticket.version + 1)
    await watch.watch(turn, tx, became)
    role = await _noted(turn, tx, ticket, asked, Beside.EXTEND, asked.reason)
    prompt = say.ExtensionGranted(ticket.number, by_when(turn.moment, due_at))
    told = Outbound(to=asked.person_id, prompt=prompt, urgency=Urgency.NOTICE)
    drawn = await _drawn(turn, tx, ticket, replace(asked, state=ExtensionState.GRANTED))
    news = await pushes.tell(turn, tx, Happening(ticket, became, Beside.EXTEND, Said(reason=asked.reason), role))
    return [*drawn, told, *await _redrawn(turn, tx, became), *news]


async def refuse(turn: Turn, tx: Tx, ticket: Ticket, said: Said) -> tuple[Prompt, list[Reply]]:
    """不同意, and why; nothing moves. Raises `OutdatedCard` where nothing is asked any more."""
    asked = await rows.open_of(tx, ticket.id)
    if asked is None:
        raise OutdatedCard(ticket.id)
    if not extending.may_decide(turn.office, turn.person, ticket, asked.role):
        raise NotFound(asked.id)
    await rows.decide(tx, asked.id, ExtensionState.REFUSED, turn.person.id, turn.now, said.reason)
    await _noted(turn, tx, ticket, asked, Beside.REFUSE, said.reason)
    prompt = say.ExtensionRefused(ticket.number, said.reason)
    told = Outbound(to=asked.person_id, prompt=prompt, urgency=Urgency.NOTICE)
    drawn = await _drawn(turn, tx, ticket, replace(asked, state=ExtensionState.REFUSED, answer=said.reason))
    return prompt, [told, *drawn, *await _redrawn(turn, tx, ticket)]


async def find(turn: Turn, tx: Tx, extension_id: str) -> tuple[Extension, Ticket]:
    """What was asked, for whoever decides on it. Raises `NotFound` where it is missing or another's.

    The store is asked the same of both: nobody reads off a clock whether it exists.
    """
    asked = await rows.load(tx, extension_id)
    reach = await rights.reach_of(tx, turn.office, turn.person)
    ticket = await desks.within(tx, asked.ticket_id if asked else "", reach)
    if asked is None or ticket is None or not extending.may_decide(turn.office, turn.person, ticket, asked.role):
        raise NotFound(extension_id)
    return asked, ticket


async def late(turn: Turn, tx: Tx, extension_id: str) -> list[Reply]:
    """Decided already, or the ticket went on: that is said, with the card as it is; empty where it still waits."""
    asked, ticket = await find(turn, tx, extension_id)
    return await _decided(turn, tx, ticket, asked)


async def _decided(turn: Turn, tx: Tx, ticket: Ticket, asked: Extension) -> list[Reply]:
    waits = asked.state is ExtensionState.ASKED
    if waits and ticket.due_at and asked.due_at == to_millis(ticket.due_at):
        return []
    state = ExtensionState.DROPPED if waits else asked.state
    return [Toast(errors.StepDone()), *await _drawn(turn, tx, ticket, replace(asked, state=state))]


async def _noted(turn: Turn, tx: Tx, ticket: Ticket, asked: Extension, what: Beside, reason: str) -> Role:
    """Written down beside the states, which stay; in the nearest of their roles that may decide."""
    reach = turn.office.directory.reach_of
    role = next(one for one in extending.above(asked.role) if ticket.compound_id in reach(turn.person, (one,)))
    await ticket_events.append(tx, ticket.id, what, ticket.state, ticket.state, turn.person.id, role, turn.now, reason)
    return role


def _later(turn: Turn, ticket: Ticket, days: int) -> datetime:
    """So many days after the deadline, or after now where that has passed; on a day off it ends at the next opening."""
    at = max(ticket.due_at or turn.moment, turn.moment).astimezone(SHANGHAI) + timedelta(days=days)
    calendar = turn.office.timetable.calendar
    return at if calendar.is_workday(at.date()) else calendar.next_opening(at)


async def _request(turn: Turn, tx: Tx, ticket: Ticket, asked: Extension) -> say.ExtensionRequest:
    was_due = from_millis(asked.due_at)
    return say.ExtensionRequest(
        number=ticket.number,
        who=await _who(turn, tx, ticket, asked),
        place=place_of(turn.office, ticket),
        words=ticket.words,
        days=asked.days,
        reason=asked.reason,
        by=by_when(turn.moment, was_due) if was_due > turn.moment else "",
        state=asked.state,
        answer=asked.answer,
    )


async def _who(turn: Turn, tx: Tx, ticket: Ticket, asked: Extension) -> str:
    """The department by its name; who works in the compound by what they are there."""
    if asked.role in DEPARTMENTS:
        person = await people.load(tx, asked.person_id)
        units = person.units_as(asked.role) if person else frozenset()
        given = [one for one in await assignments.open_of(tx, ticket.id) if one.unit_id in units]
        if given:
            return await name_of(tx, turn.office, given[0])
    return OFFICE_NAMES[asked.role]


def _card(to: str, prompt: say.ExtensionRequest, asked: Extension) -> Outbound:
    return Outbound(to, prompt, _choices(asked), urgency=Urgency.NOTICE, card=f"ext:{asked.id}", replaces=True)


def _choices(asked: Extension) -> Choices:
    if asked.state is not ExtensionState.ASKED:
        return ()
    decide = (Choice("grant", asked.id), Choice("refuse", asked.id))
    return (decide, (Choice("look", asked.ticket_id, label=say.LOOK),))


async def _drawn(turn: Turn, tx: Tx, ticket: Ticket, asked: Extension) -> list[Reply]:
    """The request as it is now, wherever it was shown, and to whoever decides; to who may no more, that alone."""
    prompt = await _request(turn, tx, ticket, asked)
    shown = dict.fromkeys([*await cards.shown_to(tx, f"ext:{asked.id}"), turn.person.id])
    readers = [person for one in shown if (person := await people.load(tx, one))]
    decide = {one.id for one in readers if extending.may_decide(turn.office, one, ticket, asked.role)}
    cards_now = (_card(one.id, prompt, asked).in_place() for one in readers)
    gone = HandedOn(ticket.number)
    return [card if card.to in decide else replace(card, prompt=gone, choices=()) for card in cards_now]


async def _redrawn(turn: Turn, tx: Tx, ticket: Ticket) -> list[Reply]:
    """The ticket's card wherever it stands."""
    shown = await cards.shown_to(tx, desk_cards.card_of(ticket))
    return [*await desk_cards.at_desks(tx, turn.office, ticket, shown, Urgency.NOTICE, edits=True)]
