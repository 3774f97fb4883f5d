"""A patrol or visit as whoever does it sees it: all well, something found, a word or a photo beside it."""

from dataclasses import replace

from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Choices, Media, Outbound, Reply, Text, Toast
from bot.domain.patrols import Round, RoundState
from bot.domain.people import UnitKind
from bot.services import patrol, report
from bot.services.report import draft as drafts
from bot.services.report.draft import Draft
from bot.services.turn import Turn
from bot.storage import asked, tickets
from bot.storage import patrols as rows
from bot.storage.database import Tx
from bot.texts import patrol as say
from bot.texts.deadlines import by_when
from bot.texts.errors import StepDone
from bot.texts.report.notes import FirstThis
from bot.texts.words import clock_face

NOTING_MS = 600_000
MOST_FILES = 9
LONGEST_NOTE = 500


async def mine(turn: Turn, tx: Tx, round_id: str) -> Round:
    """Raises `NotFound` where it is missing or another's."""
    found = await rows.theirs(tx, round_id, patrol.reach_of(turn.office, turn.person))
    if found is None:
        raise NotFound(round_id)
    return found


async def show(turn: Turn, tx: Tx, round_id: str) -> list[Reply]:
    """From the list: its card, at the bottom of the chat."""
    return [replace(await _card(turn, tx, await mine(turn, tx, round_id)), edits=False, replaces=True)]


async def all_well(turn: Turn, tx: Tx, round_id: str) -> list[Reply]:
    """巡查完了，没问题."""
    one = await mine(turn, tx, round_id)
    done = await rows.finish(tx, one.id, turn.person.id, turn.now)
    toast = Toast(say.RoundKept() if done else StepDone())
    return [toast, await _card(turn, tx, await mine(turn, tx, round_id))]


async def found(turn: Turn, tx: Tx, round_id: str) -> list[Reply]:
    """发现问题: a report like any other, at this place; sent, it is what this round found."""
    one = await mine(turn, tx, round_id)
    if one.state is RoundState.MISSED or one.ticket_id:
        return [Toast(StepDone()), await _card(turn, tx, one)]
    await rows.ask_note(tx, one.id, turn.person.id, None)
    directory = turn.office.directory
    compound, unit = directory.above(one.unit_id, UnitKind.COMPOUND), directory[one.unit_id]
    building = unit.name if unit.kind is UnitKind.BUILDING else ""
    draft = Draft(new_id(), compound_id=compound.id if compound else None, building=building, place=building)
    entered = replace(draft, way_in=one.way_in, entered_by=turn.person.id, round_id=one.id)
    return await report.begin_for(turn, tx, entered)


async def ask_note(turn: Turn, tx: Tx, round_id: str) -> list[Reply]:
    """加照片或一句话: what they send next is kept with it."""
    one = await mine(turn, tx, round_id)
    if one.state is not RoundState.DONE or one.done_by != turn.person.id:
        return [Toast(StepDone()), await _card(turn, tx, one)]
    if present := await report.show_present(turn, tx):
        return [turn.reply(FirstThis()), *present]
    await asked.drop(tx, turn.person.id)
    await rows.ask_note(tx, one.id, turn.person.id, turn.now)
    return [turn.reply(say.SayOrShow(patrol.place_of(turn.office, one), one.name))]


async def told(turn: Turn, tx: Tx) -> list[Reply] | None:
    """A word or a photo in answer to that; None where it is none. Danger always is a report."""
    one = await _noting(turn, tx)
    if one is None or (turn.reading and turn.reading.danger):
        return None
    match turn.content:
        case Media(files):
            known = {ref.unique_id for ref in one.files}
            more = tuple(ref for ref in files if ref.unique_id not in known)
            one = replace(one, files=(*one.files, *more)[:MOST_FILES])
        case Text():
            # A photo may be followed by others, and by a word; a word is the end.
            await rows.ask_note(tx, one.id, turn.person.id, None)
        case _:
            return None
    note = "\n".join(filter(None, (one.note, turn.words)))[:LONGEST_NOTE]
    await rows.keep_note(tx, one.id, note, one.files)
    return [await _card(turn, tx, replace(one, note=note))]


async def without_file(turn: Turn, tx: Tx, unique_id: str) -> list[Reply]:
    """A picture that nobody can see goes out of what was kept beside rounds of theirs; their cards are drawn again."""
    cards: list[Reply] = []
    for one in await rows.with_file(tx, turn.person.id, unique_id):
        kept = replace(one, files=tuple(ref for ref in one.files if ref.unique_id != unique_id))
        await rows.keep_note(tx, one.id, kept.note, kept.files)
        cards.append((await _card(turn, tx, kept)).in_place())
    return cards


async def _noting(turn: Turn, tx: Tx) -> Round | None:
    """The round that they were asked to say more about, if they began nothing else since."""
    if not patrol.reach_of(turn.office, turn.person):
        return None
    one = await rows.noting(tx, turn.person.id, turn.now - NOTING_MS)
    return None if one is None or await drafts.load(tx, turn.person.id) else one


async def _card(turn: Turn, tx: Tx, one: Round) -> Outbound:
    ticket = await tickets.load(tx, one.ticket_id) if one.ticket_id else None
    prompt = say.RoundCard(
        state=one.state,
        name=one.name,
        place=patrol.place_of(turn.office, one),
        by=by_when(turn.moment, one.due_at),
        at=clock_face(one.done_at) if one.done_at else "",
        found=ticket.number if ticket else "",
        note=one.note,
        files=len(one.files),
    )
    return turn.reply(prompt, _choices(turn, one), card=f"round:{one.id}")


def _choices(turn: Turn, one: Round) -> Choices:
    if one.state is RoundState.OPEN:
        return ((Choice("all_well", one.id, label=say.ALL_WELL[one.way_in]),), (Choice("found", one.id),))
    if one.state is RoundState.DONE and one.done_by == turn.person.id and not one.ticket_id:
        return ((Choice("add_note", one.id),), (Choice("found", one.id),))
    return ()
