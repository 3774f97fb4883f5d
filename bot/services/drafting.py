"""A notice before it is out: written in one message, shown as residents will see it, sent, registered or dropped."""

from dataclasses import replace
from datetime import datetime

from bot.domain.clock import from_millis, to_millis
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Choices, Outbound, Prompt
from bot.domain.outages import OTHER, dated, end_of_day, kind_of, until_of
from bot.domain.people import Unit, UnitKind
from bot.services import audience, daytime, notices
from bot.services.broadcasts import message_of, signature
from bot.services.sounds import in_order
from bot.services.turn import Turn
from bot.storage import broadcasts as rows
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.texts import broadcasts as say
from bot.texts.broadcasts import building_label, send_to
from bot.texts.buttons import BUTTONS
from bot.texts.notices import UNTIL_DAYS, AskUntil, for_unit
from bot.texts.words import clock_face

PAGE = 16
# Telegram takes a hundred buttons.
MOST_BUILDINGS = 80


async def write(turn: Turn, tx: Tx, words: str) -> Outbound:
    """Keep a new draft for the first unit of theirs, and show what is to be checked or still to be said."""
    unit = notices.own_units(turn)[0]
    category = turn.office.settings.category(kind_of(words)).name
    until = until_of(words, turn.moment)
    draft = Broadcast(new_id(), unit.id, category, dated(words, turn.moment), turn.person.id, turn.now)
    draft = replace(draft, until=to_millis(until) if until else 0)
    await rows.begin(tx, draft)
    return await to_check(turn, tx, draft)


async def mine(turn: Turn, tx: Tx, draft_id: str) -> Broadcast | None:
    """Their draft, for a unit that is still theirs; None for any other."""
    draft = await rows.draft_of(tx, draft_id, turn.person.id)
    return draft if draft and draft.unit_id in notices.reach(turn) else None


async def changed(turn: Turn, tx: Tx, draft: Broadcast) -> Outbound:
    """Keep what was chosen, and show the card anew."""
    kept = await rows.change(tx, draft)
    return await to_check(turn, tx, replace(draft, version=draft.version + kept))


async def until_days(turn: Turn, tx: Tx, draft: Broadcast, days: int) -> Outbound:
    """今天结束, 明天结束, 三天."""
    return await changed(turn, tx, replace(draft, until=to_millis(end_of_day(turn.moment, days))))


async def move(turn: Turn, tx: Tx, draft: Broadcast, unit_id: str) -> Outbound:
    """To another unit of theirs. What is not theirs changes nothing."""
    there = unit_id if unit_id in notices.reach(turn) else draft.unit_id
    return await changed(turn, tx, replace(draft, unit_id=there, building=""))


async def into_building(turn: Turn, tx: Tx, draft: Broadcast, at: int) -> Outbound:
    """To one building of the list alone; the card shows which one that is."""
    found = await _buildings(turn, tx, draft)
    return await changed(turn, tx, replace(draft, building=found[at][0] if at < len(found) else draft.building))


async def to_check(turn: Turn, tx: Tx, draft: Broadcast) -> Outbound:
    """The card to be checked; of an outage without an end, or whose end has passed, the question until when."""
    until = from_millis(draft.until) if draft.until else None
    if must_say_until(draft, turn.moment):
        return ask_until(turn, draft)
    unit = turn.office.directory[draft.unit_id]
    reaches = unit.kind is UnitKind.COMPOUND
    people = await audience.by_building(tx, turn.office.directory, unit.id) if reaches else audience.NOBODY
    number = audience.number_of(people, draft.building)
    begins = daytime.begin_of(turn.office.settings.quiet, turn.moment)
    waits = reaches and begins > turn.moment
    prompt = say.BroadcastCheck(
        shown=message_of(signature(turn, draft), turn.office.directory).text(),
        category=draft.category,
        unit=unit.name,
        building=draft.building,
        people=number,
        buildings=() if draft.building else tuple(audience.buildings_of(people)[: say.MOST_BUILDINGS + 1]),
        until=clock_face(until) if until else "",
        later=clock_face(begins) if waits else "",
        late=waits and until is not None and until <= begins,
        reaches=reaches,
    )
    return _card(turn, draft, prompt, (*_sending(draft, unit, number), *_beside(turn, draft)))


def must_say_until(draft: Broadcast, moment: datetime) -> bool:
    """Whether its end has passed, or an outage names none."""
    return draft.until <= to_millis(moment) if draft.until else draft.category != OTHER


def ask_until(turn: Turn, draft: Broadcast) -> Outbound:
    """Until when?"""
    days = tuple(Choice("till", f"{draft.id}~{number}", draft.version, label) for number, label in UNTIL_DAYS.items())
    return _card(turn, draft, AskUntil(past=draft.until > 0), (days, (_button(draft, "unsent"),)))


async def houses(turn: Turn, tx: Tx, draft: Broadcast) -> Outbound:
    """只发给某栋楼: those with people in them."""
    found = await _buildings(turn, tx, draft)
    choices = [Choice("house", f"{draft.id}~{at}", draft.version, building_label(*one)) for at, one in enumerate(found)]
    prompt = say.ChooseBuilding(turn.office.directory[draft.unit_id].name)
    return _card(turn, draft, prompt, (*_rows(choices), (_button(draft, "uncertain"),)))


def compounds(turn: Turn, draft: Broadcast, unit_id: str, page: int) -> Outbound:
    """Level by level to one of their compounds. What is not theirs is not looked into."""
    inside = unit_id if unit_id in notices.reach(turn) else draft.unit_id
    units = turn.office.directory.listed(inside)
    names = [_into(draft, unit) for unit in units[page * PAGE : (page + 1) * PAGE]]
    turns = [(page - 1, "earlier")] * (page > 0) + [(page + 1, "later")] * ((page + 1) * PAGE < len(units))
    pages = tuple(Choice("where_to", f"{draft.id}~{inside}~{at}", draft.version, BUTTONS[word]) for at, word in turns)
    back = ((_button(draft, "uncertain"),),)
    prompt = say.ChooseCompound(turn.office.directory[inside].name)
    return _card(turn, draft, prompt, (*_rows(names), *filter(None, (pages,)), *back))


async def sure(turn: Turn, tx: Tx, draft: Broadcast) -> Outbound:
    """紧急通知: asked once more."""
    unit = turn.office.directory[draft.unit_id]
    people = await audience.by_building(tx, turn.office.directory, unit.id, loud=True)
    prompt = say.SureItIsUrgent(unit.name, draft.building, audience.number_of(people, draft.building))
    return _card(turn, draft, prompt, ((_button(draft, "send_now"), _button(draft, "uncertain")),))


async def _buildings(turn: Turn, tx: Tx, draft: Broadcast) -> list[tuple[str, int]]:
    people = await audience.by_building(tx, turn.office.directory, draft.unit_id)
    return sorted(audience.buildings_of(people), key=lambda one: in_order(one[0]))[:MOST_BUILDINGS]


def _sending(draft: Broadcast, unit: Unit, people: int) -> Choices:
    """How it can be sent; to a compound alone, where anybody would get it."""
    if unit.kind is not UnitKind.COMPOUND:
        return ((Choice("where_to", f"{draft.id}~{unit.id}~0", draft.version),),)
    send = ((_button(draft, "send", send_to(draft.building, people)),),) if people else ()
    return (*send, (_button(draft, "everywhere" if draft.building else "one_house"), _button(draft, "hurry")))


def _beside(turn: Turn, draft: Broadcast) -> Choices:
    others = [unit for unit in notices.own_units(turn) if unit.id != draft.unit_id]
    moves = ((Choice("for_unit", f"{draft.id}~{unit.id}", draft.version, for_unit(unit.name)),) for unit in others)
    quietly = (_button(draft, "publish"),) if not draft.building else ()
    return ((*quietly, _button(draft, "unsent")), *moves)


def _into(draft: Broadcast, unit: Unit) -> Choice:
    if unit.kind is UnitKind.COMPOUND:
        return Choice("for_unit", f"{draft.id}~{unit.id}", draft.version, unit.name)
    return Choice("where_to", f"{draft.id}~{unit.id}~0", draft.version, unit.name)


def _rows(buttons: list[Choice]) -> Choices:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _button(draft: Broadcast, what: str, label: str | None = None) -> Choice:
    return Choice(what, draft.id, draft.version, label)


def _card(turn: Turn, draft: Broadcast, prompt: Prompt, choices: Choices) -> Outbound:
    return turn.reply(prompt, choices, card=notices.card_of(draft.id))
