"""`/volunteers`: how many there are, who waits for a yes, who can come now (scorecard S6)."""

from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Outbound, Reply, Toast
from bot.domain.people import UnitKind
from bot.domain.volunteers import File, FileState
from bot.fsm.volunteer import E
from bot.services.layout import in_rows
from bot.services.turn import Turn
from bot.services.volunteers import deciding, filing
from bot.services.volunteers.matching import matching
from bot.storage import volunteers as rows
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import helpers as say
from bot.texts.volunteers.file import BACK, called

CARD = "volunteers"
MOST_WAITING, MOST_ASKED, PAGE, MOST_COMPOUNDS = 10, 5, 10, 24


def compounds(turn: Turn) -> list[str]:
    """The compounds for which they answer, by name."""
    directory = turn.office.directory
    every = [unit for unit in deciding.reach(turn) if directory[unit].kind is UnitKind.COMPOUND]
    return sorted(every, key=lambda unit: directory[unit].name)


def own_compound(turn: Turn, compound_id: str) -> str:
    """The compound, where they answer for it. Raises `NotFound` for any other."""
    if compound_id not in compounds(turn):
        raise NotFound(compound_id)
    return compound_id


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/volunteers`: their compound; of several, which."""
    units = compounds(turn)
    if len(units) == 1:
        return [await of_compound(turn, tx, units[0])]
    counted = await rows.counts(tx, units)
    # Where somebody waits comes first, then where most serve.
    states = {unit: counted.get(unit, {}) for unit in units}
    ranked = sorted(units, key=lambda unit: [-states[unit].get(s, 0) for s in (FileState.PENDING, FileState.ACTIVE)])
    choices = tuple(
        (Choice("vdesk", unit, label=_label(turn, unit, states[unit])),) for unit in ranked[:MOST_COMPOUNDS]
    )
    return [turn.reply(say.WhichCompoundsVolunteers(), choices, card=CARD)]


def _label(turn: Turn, unit_id: str, states: dict[FileState, int]) -> str:
    name = turn.office.directory[unit_id].name
    return say.compound_label(name, states.get(FileState.ACTIVE, 0), states.get(FileState.PENDING, 0))


async def of_compound(turn: Turn, tx: Tx, compound_id: str) -> Outbound:
    """One compound: the number of those who serve, and a button for each who waits. Raises `NotFound`."""
    own_compound(turn, compound_id)
    waiting = await rows.in_state(tx, [compound_id], FileState.PENDING, MOST_WAITING + 1)
    waiting = [file for file in waiting if file.person_id != turn.person.id]
    states = (await rows.counts(tx, [compound_id])).get(compound_id, {})
    prompt = say.VolunteersHere(
        compound=turn.office.directory[compound_id].name,
        active=len(await rows.serving(tx, compound_id)),
        paused=states.get(FileState.PAUSED, 0),
        waiting=tuple((file.name, "、".join(file.skills[:3])) for file in waiting[:MOST_WAITING]),
        more=max(0, states.get(FileState.PENDING, 0) - MOST_WAITING),
    )
    return turn.reply(prompt, (*map(_to_decide, waiting[:MOST_WAITING]), *_ways(turn, compound_id)), card=CARD)


def _to_decide(file: File) -> tuple[Choice, ...]:
    yes = Choice("vyes", file.person_id, file.version, say.yes_label(file.name))
    return yes, Choice("vfile", file.person_id, label=say.LOOK)


def _ways(turn: Turn, compound_id: str) -> Choices:
    teams = (Choice("vgroups", compound_id),) if turn.office.settings.teams else ()
    return ((Choice("vneed", compound_id),), (Choice("vlist", compound_id), *teams))


async def approve(turn: Turn, tx: Tx, person_id: str) -> list[Reply]:
    """同意 in the list, which then shows who still waits."""
    file = await deciding.find(turn, tx, person_id)
    if file.state is not FileState.PENDING or turn.pressed is None or turn.pressed.version != file.version:
        changed = errors.CardIsOld() if file.state is FileState.PENDING else errors.StepDone()
        return [Toast(changed), await of_compound(turn, tx, file.compound_id)]
    told = await filing.fire(turn, tx, E.APPROVE, file)
    return [await of_compound(turn, tx, file.compound_id), *told]


async def names(turn: Turn, tx: Tx, compound_id: str, page: int) -> Outbound:
    """名单: those with a file, ten at a time."""
    own_compound(turn, compound_id)
    count = (await rows.counts(tx, [compound_id])).get(compound_id, {}).get(FileState.ACTIVE, 0)
    page = max(0, min(page, (count - 1) // PAGE))
    found = await rows.in_state(tx, [compound_id], FileState.ACTIVE, PAGE, PAGE * page)
    others = [file for file in found if file.person_id != turn.person.id]
    buttons = [Choice("vfile", file.person_id, label=called(file.name)) for file in others]
    back = (Choice("vnewer", f"{compound_id}~{page - 1}"),) if page else ()
    on = (Choice("volder", f"{compound_id}~{page + 1}"),) if PAGE * (page + 1) < count else ()
    foot = ((*back, *on), (Choice("vdesk", compound_id, label=BACK),))
    prompt = say.NamesHere(turn.office.directory[compound_id].name, count)
    return turn.reply(prompt, tuple(row for row in (*in_rows(buttons), *foot) if row), card=CARD)


async def ask_skill(turn: Turn, tx: Tx, compound_id: str) -> Outbound:
    """谁现在能来: to do what?"""
    own_compound(turn, compound_id)
    skills = [
        Choice("vfind", f"{compound_id}~{skill}", label=skill or say.ANYBODY)
        for skill in (*turn.office.settings.volunteers.skills, "")
    ]
    return turn.reply(say.WhatIsNeeded(), (*in_rows(skills, 3), (Choice("vdesk", compound_id, label=BACK),)), card=CARD)


async def find(turn: Turn, tx: Tx, compound_id: str, skill: str) -> Outbound:
    """Those who fit best, with the reasons, and a button to ask each."""
    own_compound(turn, compound_id)
    if skill and skill not in turn.office.settings.volunteers.skills:
        raise NotFound(skill)
    wanted = (skill,) if skill else ()
    found = await matching(tx, turn.office, compound_id, wanted, turn.moment, MOST_ASKED + 1)
    found = [one for one in found if one.person_id != turn.person.id][:MOST_ASKED]
    prompt = say.WhoCanCome(skill or say.ANYBODY, tuple((one.name, one.reasons) for one in found))
    asks = tuple((Choice("vask", f"{one.person_id}~{skill}", label=say.ask_label(one.name)),) for one in found)
    foot = (Choice("vneed", compound_id, label=say.OTHER), Choice("vdesk", compound_id, label=BACK))
    return turn.reply(prompt, (*asks, foot), card=CARD)
