"""The branch: says yes or no to whoever applied, looks at a file, sees a number. Rights are read anew at each press."""

from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Reply, Toast
from bot.domain.people import Role
from bot.domain.policy import May, who
from bot.domain.volunteers import MOST_REASON, File, FileState
from bot.fsm.volunteer import E
from bot.services import asking
from bot.services.scope import reach_of
from bot.services.turn import Turn
from bot.services.volunteers import cards, filing
from bot.storage import volunteers as rows
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts.volunteers import branch as say
from bot.texts.volunteers.file import BACK

# What their next words answer: why not; the subject is whose file.
WHY = "volunteer_refuse"
# On a button of the file's own card, where others have none.
IN_PLACE = 1


def reach(turn: Turn) -> frozenset[str]:
    """The compounds whose files they may see."""
    return reach_of(turn.office.directory, turn.person, May.KEEP_VOLUNTEERS)


async def find(turn: Turn, tx: Tx, person_id: str) -> File:
    """A file of theirs to see. Raises `NotFound` where it is missing, elsewhere or their own."""
    file = await rows.within(tx, person_id, reach(turn)) if person_id != turn.person.id else None
    if file is None:
        raise NotFound(person_id)
    return file


async def show(turn: Turn, tx: Tx, person_id: str) -> list[Reply]:
    """One file, at the bottom; from its own card, there."""
    file = await find(turn, tx, person_id)
    redraws = turn.pressed is not None and turn.pressed.version == IN_PLACE
    return [await cards.at_desk(tx, turn.office, turn.person.id, file, turn.now, redraws=redraws)]


async def approve(turn: Turn, tx: Tx, person_id: str) -> list[Reply]:
    """同意: from now on they are a volunteer. Whoever comes second sees what was decided."""
    file = await find(turn, tx, person_id)
    if late := await _late(turn, tx, file):
        return late
    return [Toast(say.TheyHear(file.name)), *await filing.fire(turn, tx, E.APPROVE, file)]


async def ask_why(turn: Turn, tx: Tx, person_id: str) -> list[Reply]:
    """不同意: for a reason."""
    file = await find(turn, tx, person_id)
    if late := await _late(turn, tx, file):
        return late
    await asking.ask(turn, tx, WHY, person_id)
    ready = tuple((Choice("vwhy", f"{person_id}~{at}", file.version, words),) for at, words in enumerate(say.REFUSALS))
    back = (Choice("vfile", person_id, IN_PLACE, BACK),)
    return [turn.reply(say.WhyRefuse(file.name), (*ready, back), card=cards.branch_card(person_id))]


async def refuse_for(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """One of the ready reasons."""
    person_id, _, at = which.partition("~")
    file = await find(turn, tx, person_id)
    if late := await _late(turn, tx, file):
        return late
    if not at.isdecimal() or int(at) >= len(say.REFUSALS):
        raise NotFound(which)
    await asking.answered(turn, tx)
    return await filing.fire(turn, tx, E.REFUSE, file, reason=say.REFUSALS[int(at)])


async def told_why(turn: Turn, tx: Tx, person_id: str) -> list[Reply] | None:
    """The reason in their own words; None where it waits for no answer any more."""
    file = await rows.within(tx, person_id, reach(turn))
    if file is None or file.state is not FileState.PENDING or not turn.words:
        await asking.answered(turn, tx)
        return None
    await asking.answered(turn, tx)
    told = await filing.fire(turn, tx, E.REFUSE, file, reason=turn.words[:MOST_REASON])
    return [turn.reply(say.TheyHear(file.name)), *told]


async def _late(turn: Turn, tx: Tx, file: File) -> list[Reply]:
    """Decided already, or changed since the card was drawn: that is said, with the file as it is; else nothing."""
    stale = turn.pressed is not None and turn.pressed.version != file.version
    if file.state is FileState.PENDING and not stale:
        return []
    said = errors.CardIsOld() if file.state is FileState.PENDING else errors.StepDone()
    return [Toast(said), await cards.at_desk(tx, turn.office, turn.person.id, file, turn.now, redraws=True)]


async def look_at_phone(turn: Turn, tx: Tx, person_id: str) -> list[Reply]:
    """看电话: the number as a message to whoever pressed; they see on their card who looked."""
    file = await find(turn, tx, person_id)
    if not file.phone or not (file.is_kept or file.state is FileState.PENDING):
        return [Toast(say.NoPhoneLeft(), alert=True)]
    await rows.add_look(tx, person_id, turn.person.id, role_here(turn, file.compound_id), turn.now)
    return [turn.reply(say.PhoneOfVolunteer(file.name, file.phone))]


def role_here(turn: Turn, compound_id: str) -> Role:
    """In which of their roles they answer for a compound, the nearest first. Raises `NotFound` where in none."""
    for role in who(May.KEEP_VOLUNTEERS):
        if compound_id in turn.office.directory.reach_of(turn.person, (role,)):
            return role
    raise NotFound(compound_id)
