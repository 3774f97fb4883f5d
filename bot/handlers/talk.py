"""Small talk and questions at any step: answered, and the step shown again. `/who`."""

from bot.domain.messages import Command, Reply, Text
from bot.domain.places import rest_of
from bot.domain.words import clean
from bot.fsm.report import S
from bot.handlers import answers, helping, own
from bot.services import published, report
from bot.services.report import danger
from bot.services.report import draft as drafts
from bot.services.report.draft import WHO, Draft
from bot.services.report.typed import typed_button
from bot.services.talk import ASKED_FOR, Said, Talk, answer_to, read_talk
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts.talk import NoCompoundOfThatName, SayWhereFirst, SeveralOfThatName


async def answer(turn: Turn, tx: Tx) -> list[Reply]:
    """What is no report is answered, unless the present step asked for just that."""
    answered, beside = await answers.told(turn, tx)
    return answered or [*beside, *await _answered(turn, tx)]


async def _answered(turn: Turn, tx: Tx) -> list[Reply]:
    content = turn.content
    said = read_talk(content.text) if isinstance(content, Text) else None
    draft = await drafts.load(tx, turn.person.id)
    if said and draft and draft.danger and danger.takes_back(turn):
        return danger.ask_whether_none(turn, draft)
    if said is None or await _is_meant_for_the_report(turn, tx, draft, said):
        return await report.tell(turn, tx)
    return await _said(turn, tx, draft, said)


async def _said(turn: Turn, tx: Tx, draft: Draft | None, said: Said) -> list[Reply]:
    if said.kind is Talk.PROGRESS:
        return await own.my(turn, tx)
    if said.kind is Talk.HOW:
        return await helping.show(turn, tx)
    if said.kind in ASKED_FOR:
        return await _who(turn, tx, said)
    prompt = answer_to(said.kind, turn, writing=draft is not None and not draft.is_untouched)
    return [turn.reply(prompt), *await report.show_present(turn, tx)]


async def who(turn: Turn, tx: Tx) -> list[Reply]:
    """`/who`, also with a compound, a building or an office (书记) behind it: names and numbers by role."""
    name = clean(turn.content.argument) if isinstance(turn.content, Command) else ""
    office = read_talk(f"{name}是谁") if name else None
    if office and office.kind in ASKED_FOR:
        return await _who(turn, tx, office)
    compound, house = rest_of(name)
    found = await _who(turn, tx, Said(Talk.WHO, compound and name, house))
    return [*_unknown(turn, name if compound else ""), *found]


def _unknown(turn: Turn, name: str) -> list[Reply]:
    """Said before the page of their own compound, where that is not the one that they asked for."""
    directory = turn.office.directory
    if not name or directory.named(name):
        return []
    if same := directory.namesakes(name):
        if turn.person.home_id in {unit.id for unit in same}:
            return []
        apart = len({unit.name for unit in same}) == len(same)
        which = [unit.name if apart else f"{directory.name_of(unit.parent_id)}{unit.name}" for unit in same]
        return [turn.reply(SeveralOfThatName(name, tuple(which), apart))]
    return [turn.reply(NoCompoundOfThatName(name, tuple(unit.name for unit in directory.search(name))))]


async def _who(turn: Turn, tx: Tx, said: Said) -> list[Reply]:
    draft = await drafts.load(tx, turn.person.id)
    told = draft.compound_id if draft else None
    found = await published.who(turn, tx, ASKED_FOR[said.kind], said.compound, said.house, told)
    if found is None:
        step = await report.show_present(turn, tx)
        return [turn.reply(SayWhereFirst()), *(step or await report.move(turn, tx, WHO))]
    return [found, *await report.show_present(turn, tx)]


async def _is_meant_for_the_report(turn: Turn, tx: Tx, draft: Draft | None, said: Said) -> bool:
    """Danger always is, and that it is over; what names a place that is no compound; a word on a button of the present
    card; a yes or no to its question.
    """
    stranger = bool(said.compound) and turn.office.directory.named(said.compound) is None
    if stranger or (turn.reading and turn.reading.danger):
        return True
    if draft is None:
        return danger.takes_back(turn) and await danger.is_recent(turn, tx)
    return typed_button(turn, draft) is not None or (draft.state is S.QUESTION and said.kind is Talk.NOD)
