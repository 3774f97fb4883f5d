"""A notice before it is out: written in one message, shown as residents will see it, sent, registered or dropped."""

from dataclasses import replace
from datetime import datetime

from bot.domain.clock import from_millis, to_millis
from bot.domain.ids import new_id
from bot.domain.messages import Choices, Outbound, Prompt
from bot.domain.outages import OTHER, dated, end_of_day, kind_of, until_of
from bot.domain.people import Unit, UnitKind
from bot.services import audience, daytime, notices
from bot.services.broadcasts import message_of, signature
from bot.services.layout import button
from bot.services.turn import Turn
from bot.storage import broadcasts as rows
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.texts import broadcasts as say
from bot.texts.broadcasts import send_to
from bot.texts.notices import UNTIL_DAYS, AskUntil, for_unit
from bot.texts.words import clock_face


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
    return card(turn, draft, prompt, (*_sending(draft, unit, number), *_beside(turn, draft)))


def must_say_until(draft: Broadcast, moment: datetime) -> bool:
    """Whether its end has passed, or an outage names none."""
    return draft.until <= to_millis(moment) if draft.until else draft.category != OTHER


def ask_until(turn: Turn, draft: Broadcast) -> Outbound:
    """Until when?"""
    days = tuple(button(draft, "till", str(number), label) for number, label in UNTIL_DAYS.items())
    return card(turn, draft, AskUntil(past=draft.until > 0), (days, (button(draft, "unsent"),)))


async def sure(turn: Turn, tx: Tx, draft: Broadcast) -> Outbound:
    """紧急通知: asked once more."""
    unit = turn.office.directory[draft.unit_id]
    people = await audience.by_building(tx, turn.office.directory, unit.id, loud=True)
    prompt = say.SureItIsUrgent(unit.name, draft.building, audience.number_of(people, draft.building))
    return card(turn, draft, prompt, ((button(draft, "send_now"), button(draft, "uncertain")),))


def _sending(draft: Broadcast, unit: Unit, people: int) -> Choices:
    """How it can be sent; to a compound alone, where anybody would get it."""
    if unit.kind is not UnitKind.COMPOUND:
        return ((button(draft, "where_to", f"{unit.id}~0"),),)
    send = ((button(draft, "send", label=send_to(draft.building, people)),),) if people else ()
    return (*send, (button(draft, "everywhere" if draft.building else "one_house"), button(draft, "hurry")))


def _beside(turn: Turn, draft: Broadcast) -> Choices:
    others = [unit for unit in notices.own_units(turn) if unit.id != draft.unit_id]
    moves = ((button(draft, "for_unit", unit.id, for_unit(unit.name)),) for unit in others)
    quietly = (button(draft, "publish"),) if not draft.building else ()
    return ((*quietly, button(draft, "unsent")), *moves)


def card(turn: Turn, draft: Broadcast, prompt: Prompt, choices: Choices) -> Outbound:
    """The one living card of a draft."""
    return turn.reply(prompt, choices, card=notices.card_of(draft.id))
