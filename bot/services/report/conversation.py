"""What may come in: a message, a press, a QR code; it changes the draft, and the flow says what follows."""

from dataclasses import replace

from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Media, Outbound, Reply, Toast
from bot.domain.people import Unit, UnitKind
from bot.domain.places import building_of, rest_of
from bot.domain.tickets import WayIn
from bot.fsm.report import E, S
from bot.services.estates import estate_in
from bot.services.own import to_repeat
from bot.services.report import changes, danger, idle, sending
from bot.services.report import draft as drafts
from bot.services.report.draft import Draft
from bot.services.report.misnamed import only_misnamed, where_misnamed
from bot.services.report.sharing import at_any_of, bearers, is_only_shared, where_shared
from bot.services.report.stepping import fire, show, shown
from bot.services.report.told import is_only_a_name, mentioned, named, picked, with_message
from bot.services.report.typed import typed_button
from bot.services.report.where import suggestions
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import arrival, errors, general
from bot.texts.report import notes as say
from bot.texts.report.numbers import NumberDropped
from bot.texts.sent import OverMeanwhile


async def tell(turn: Turn, tx: Tx) -> list[Reply]:
    """A sentence, photos, a pin or a number: opens a draft, or is what the present step asked for."""
    draft = await drafts.load(tx, turn.person.id) or Draft(new_id())
    if meant_button := typed_button(turn, draft):
        if draft.waiting:
            return [idle.resume_card(turn, draft)]
        hint = [turn.reply(say.WhichLine())] if meant_button[0] is E.FIX else []
        return [*hint, *await advance(turn, tx, *meant_button)]
    if idle.is_for_later(turn, draft):
        return await idle.ask_resume(turn, tx, draft)
    return await hear(turn, tx, idle.together(turn, draft) if turn.reading and turn.reading.danger else draft)


# Where the name of a compound alone says where it is, and nothing of what is wrong.
_NAMED = (S.NEW, S.CONSENT, S.COMPOUND, S.DESCRIBE, S.REVIEW, S.PLACE)


async def hear(turn: Turn, tx: Tx, before: Draft) -> list[Reply]:
    """What the message adds to `before`, and the step that follows."""
    if before.ticket_id and not await sending.still_open(turn, tx, before):
        return [turn.reply(OverMeanwhile()), *await hear(turn, tx, replace(before, ticket_id=""))]
    shared = await bearers(turn, tx, before)
    alone = named(turn) or picked(turn, before)
    units = [alone] if alone else shared if is_only_shared(turn) else await only_misnamed(turn, tx, before)
    if before.state in _NAMED and units and not await danger.is_recent(turn, tx):
        return await _placed(turn, tx, before, units)
    draft = replace(before, album=_album(turn))
    notes: list[Reply] = []
    if is_only_a_name(turn, before):
        house = rest_of(turn.words)[1]
        draft = draft.in_house(house)
        draft = replace(draft, building=building_of(house) or draft.building)
    else:
        draft, notes = with_message(turn, draft)
    draft = where_shared(turn, draft, shared) if shared else await where_misnamed(turn, tx, draft)
    draft, dropped = changes.without_strange_answers(turn, draft)
    draft = draft.suggesting(suggestions(turn, draft) if before.state is S.COMPOUND else ())
    event = E.TOLD
    if before.state is S.COMPOUND and (unit := mentioned(turn)):
        event, draft = E.SETTLE, draft.at(unit, estate_in(unit, turn.words))
    replies = await fire(turn, tx, event, draft)
    numbers = await danger.numbers_first(turn, tx, before)
    if before.danger and not draft.danger:
        numbers = await danger.call_off(turn, tx, before)
    elif before.danger and not (numbers or draft.ticket_id) and danger.takes_back(turn):
        numbers = danger.ask_whether_none(turn, draft)
    if before.album and before.album == draft.album:
        # An album comes as one message for each file, and is answered by one card.
        replies = [reply.in_place() if isinstance(reply, Outbound) else reply for reply in replies]
    return [*numbers, *notes, *dropped, *replies]


async def _placed(turn: Turn, tx: Tx, before: Draft, units: list[Unit]) -> list[Reply]:
    """They wrote the name of a compound, or of several, maybe with a house behind it, as if they had scanned its code.

    The house that they named with a name of several goes with the one they choose.
    """
    house, draft = rest_of(turn.words)[1], at_any_of(turn, before, units)
    building = building_of(house) or (before.building if before.among else "")
    at = draft.compound_id
    built = turn.office.directory.building(at, f"{draft.estate}{building}") if at and building else None
    draft = replace(draft, building=built.name if built else building)
    if before.state is S.COMPOUND:
        return await fire(turn, tx, E.SETTLE, draft.in_house(house))
    return await fire(turn, tx, E.SCAN, replace(draft, place=house or draft.place, placed=bool(house) or draft.placed))


async def begin(turn: Turn, tx: Tx) -> list[Reply]:
    """`/start` or `/report` without more: shows the present step, or asks what is wrong."""
    draft = await drafts.load(tx, turn.person.id)
    if draft is None:
        return await fire(turn, tx, E.TOLD, Draft(new_id()))
    asked = draft.waiting or idle.is_stale(turn, draft)
    return await (idle.ask_resume(turn, tx, draft) if asked else show(turn, tx, draft))


async def open_with(turn: Turn, tx: Tx, event: E, draft: Draft) -> list[Reply]:
    """A draft that was not begun by a message. What they are writing comes first, unless nothing is written yet."""
    present = await drafts.load(tx, turn.person.id)
    if present and not present.is_untouched:
        return [turn.reply(say.FirstThis()), *await show(turn, tx, present)]
    return await fire(turn, tx, event, draft)


async def move(turn: Turn, tx: Tx, then: str = "") -> list[Reply]:
    """They want to say where they live; `then`: the button on which they go on, or `WHO`."""
    return await open_with(turn, tx, E.MOVE, Draft(new_id(), only_home=True, then=then))


async def begin_for(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """代报: a report for somebody else."""
    return await open_with(turn, tx, E.MOVE, draft)


async def add_more(turn: Turn, tx: Tx, ticket_id: str) -> list[Reply]:
    """补充 on the card of a ticket that they follow. Raises `NotFound` where they do not, or it is over."""
    draft = Draft(new_id(), ticket_id=ticket_id)
    if not await sending.still_open(turn, tx, draft):
        raise NotFound(ticket_id)
    return await open_with(turn, tx, E.ADD_MORE, draft)


async def repeat(turn: Turn, tx: Tx, ticket_id: str) -> list[Reply]:
    """再报一次: a new report with what was said the last time. Raises `NotFound` where it is none of theirs."""
    ticket = await to_repeat(turn, tx, ticket_id)
    again = Draft(new_id(), words=ticket.words, place=ticket.place, compound_id=ticket.compound_id)
    again = replace(again, anonymous=ticket.anonymous, severity=ticket.severity, because=ticket.because)
    return await open_with(turn, tx, E.MOVE, replace(again, category=ticket.category, sure=True, clear=True))


async def scan(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """A QR code was scanned: this report is about its compound, and its building, unless they named another place.

    It becomes their compound only where we know none: a neighbour's poster moves nobody.
    """
    unit = turn.office.directory.by_code(code)
    compound = turn.office.directory.above(unit.id, UnitKind.COMPOUND) if unit else None
    if unit is None or compound is None:
        return [turn.reply(arrival.CompoundNotHere()), *await begin(turn, tx)]
    draft = await drafts.load(tx, turn.person.id) or Draft(new_id())
    building = unit.name if unit.kind is UnitKind.BUILDING else ""
    place = building if draft.place == draft.building else draft.place or building
    draft = replace(draft.at(compound), building=building, place=place)
    return await fire(turn, tx, E.SCAN, replace(draft, way_in=WayIn.QR))


async def press(turn: Turn, tx: Tx, event: E) -> list[Reply]:
    """A button of the draft's card. A button of an older card says so and shows the present one."""
    draft = await drafts.load(tx, turn.person.id)
    pressed = turn.pressed
    if draft is None or pressed is None:
        return [Toast(errors.CardIsUsed())]
    draft_id, _, value = pressed.which.partition("~")
    if draft_id != draft.id or pressed.version != draft.version:
        return [Toast(errors.CardIsOld()), *await show(turn, tx, draft)]
    if draft.waiting and event is not E.CANCEL:
        # They were asked whether what they said last belongs to it: sent now, it would be left out.
        return [idle.resume_card(turn, draft).anew()]
    return await advance(turn, tx, event, draft, value)


async def advance(turn: Turn, tx: Tx, event: E, draft: Draft, value: str = "") -> list[Reply]:
    """A button, tapped or written out: what it changes in the draft, then the step of the flow.

    What they want to join, or to add to, may be over by now: then theirs goes on as a report of its own. Where what
    they sent could not be taken, there is nothing to add.
    """
    if event is E.ATTACH and not draft.says_something:
        return [Toast(say.NothingToAdd(), alert=True) if turn.pressed else turn.reply(say.NothingToAdd())]
    if event in (E.JOIN, E.ATTACH) and await sending.is_over(tx, value):
        return [turn.reply(OverMeanwhile()), *await advance(turn, tx, E.SKIP, draft)]
    changed, dropped = changes.without_strange_answers(turn, changes.changed(turn, event, draft, value))
    changed = changed.suggesting(())
    if event is E.HIDE and draft.contact:
        dropped.append(turn.reply(NumberDropped()))
    return [*dropped, *await fire(turn, tx, event, changed)]


async def alarm(turn: Turn, tx: Tx, draft_id: str) -> list[Reply]:
    """马上叫书记: whatever is known goes out now, whichever version of the card it was pressed on."""
    draft = await drafts.load(tx, turn.person.id)
    if draft is None or draft.id != draft_id:
        return await danger.already(turn, tx)
    return await fire(turn, tx, E.ALARM, draft)


async def alarm_by_clock(turn: Turn, tx: Tx) -> list[Reply]:
    """They told of danger and pressed nothing: whoever runs does not tap."""
    draft = await drafts.load(tx, turn.person.id)
    return await fire(turn, tx, E.ALARM, draft) if draft and draft.danger else []


async def calm(turn: Turn, tx: Tx, draft_id: str) -> list[Reply]:
    """没有危险."""
    draft = await drafts.load(tx, turn.person.id)
    if draft is None or draft.id != draft_id:
        return await danger.already(turn, tx)
    calmed, replies = await danger.calm(turn, tx, draft)
    return [*replies, *await shown(turn, tx, calmed)]


async def cancel(turn: Turn, tx: Tx) -> list[Reply]:
    """`/cancel`: the draft goes, whichever step it stands at."""
    draft = await drafts.load(tx, turn.person.id)
    return await fire(turn, tx, E.CANCEL, draft) if draft else [turn.reply(general.NothingToCancel())]


def _album(turn: Turn) -> str:
    return (turn.content.album or "") if isinstance(turn.content, Media) else ""
