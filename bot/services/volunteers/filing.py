"""One step in the life of a file: asked of the flow, kept unless somebody was quicker, and what follows from it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.clock import from_millis, to_millis
from bot.domain.errors import OutdatedCard
from bot.domain.messages import Choice, Menu, Outbound, Reply, Urgency
from bot.domain.people import Post, Role, UnitKind
from bot.domain.policy import May, who
from bot.domain.volunteers import Fact, File, FileState
from bot.fsm.volunteer import Do, E, FileFacts, volunteer_flow
from bot.services import daytime
from bot.services.turn import Turn
from bot.services.volunteers import cards
from bot.storage import cards as shown
from bot.storage import due, people, teams
from bot.storage import volunteers as rows
from bot.storage.database import Tx
from bot.storage.people import Giver
from bot.texts.volunteers import own as say

# Due work: a rest is over; the branch hears in the morning of who applied at night.
RETURN, ASK = "volunteer_back", "volunteer_ask"


async def fire(turn: Turn, tx: Tx, event: E, file: File, *, reason: str = "", until: int | None = None) -> list[Reply]:
    """Take the step; what others are told of it.

    Raises `NotPossibleNow` where the file stands elsewhere, `OutdatedCard` where somebody was quicker.
    """
    step = volunteer_flow().step(file.state, event, FileFacts(await _serves(tx, file)))
    became = replace(
        file,
        state=FileState(step.state),
        step=Fact.REVIEW,
        reason=reason,
        paused_until=until,
        since=file.since or turn.now if step.state in (FileState.ACTIVE, FileState.PAUSED) else file.since,
        version=file.version + 1,
    )
    if not await rows.advance(tx, file, became, turn.now):
        raise OutdatedCard(file.person_id)
    replies: list[Reply] = []
    for effect in step.effects:
        replies += await EFFECTS[Do(effect)](turn, tx, became)
    return replies


async def _serves(tx: Tx, file: File) -> bool:
    person = await people.load(tx, file.person_id)
    return person is not None and file.compound_id in person.units_as(Role.VOLUNTEER)


# ── what follows ──────────────────────────────────────────────────────────────────────────────────────────────
async def ask_branch(turn: Turn, tx: Tx, file: File) -> list[Reply]:
    """A card for everybody who can say yes; at night in the morning. Where nobody is, it waits in their list."""
    begins = daytime.begin_of(turn.office.settings.quiet, turn.moment)
    if begins > turn.moment:
        await due.plan(tx, ASK, file.person_id, to_millis(begins))
        return []
    return [
        await cards.at_desk(tx, turn.office, person_id, file, turn.now, redraws=False)
        for person_id in await deciders(turn, tx, file)
    ]


async def deciders(turn: Turn, tx: Tx, file: File) -> list[str]:
    """The secretaries of the compound; where it has none but themselves, its community."""
    for role, kind in ((Role.SECRETARY, UnitKind.COMPOUND), (Role.COMMUNITY_STAFF, UnitKind.COMMUNITY)):
        unit = turn.office.directory.above(file.compound_id, kind)
        held = await people.holders(tx, role, [unit.id]) if unit else []
        if found := [person_id for person_id in held if person_id != file.person_id]:
            return found
    return []


async def _redraw_branch(turn: Turn, tx: Tx, file: File) -> list[Reply]:
    desks = await shown.shown_to(tx, cards.branch_card(file.person_id))
    return [await cards.at_desk(tx, turn.office, to, file, turn.now, redraws=True) for to in desks]


async def _give_post(turn: Turn, tx: Tx, file: File) -> list[Reply]:
    posts = {post.unit_id for post in turn.person.posts if post.role in who(May.KEEP_VOLUNTEERS)}
    above = turn.office.directory.upwards(file.compound_id)
    giver = next((Giver(turn.person.id, unit.id) for unit in above if unit.id in posts), None)
    await people.appoint(tx, file.person_id, Post(Role.VOLUNTEER, file.compound_id), turn.now, giver)
    return await _menu(turn, tx, file)


async def _take_post(turn: Turn, tx: Tx, file: File) -> list[Reply]:
    await people.dismiss(tx, file.person_id, Post(Role.VOLUNTEER, file.compound_id), turn.now, turn.person.id)
    return await _menu(turn, tx, file)


async def _menu(turn: Turn, tx: Tx, file: File) -> list[Reply]:
    person = await people.load(tx, file.person_id)
    return [Menu(turn.office.menu_for(person.roles), file.person_id)] if person else []


async def _leave_teams(turn: Turn, tx: Tx, file: File) -> list[Reply]:
    await teams.leave_all(tx, file.person_id)
    return []


async def _plan_return(turn: Turn, tx: Tx, file: File) -> list[Reply]:
    if file.paused_until is None:
        return await _forget_return(turn, tx, file)
    await due.plan(tx, RETURN, file.person_id, file.paused_until)
    return []


async def _forget_return(turn: Turn, tx: Tx, file: File) -> list[Reply]:
    await due.cancel(tx, RETURN, file.person_id)
    return []


async def _tell_person(turn: Turn, tx: Tx, file: File) -> list[Reply]:
    compound = turn.office.directory[file.compound_id].name
    if file.state is FileState.REFUSED:
        again = ((Choice("vagain", file.person_id),),)
        return [Outbound(file.person_id, say.VolunteerRefused(compound, file.reason), again, Urgency.NOTICE)]
    mine = ((Choice("vme"),),)
    return [Outbound(file.person_id, say.VolunteerApproved(compound), mine, Urgency.NOTICE)]


EFFECTS: dict[Do, Callable[[Turn, Tx, File], Awaitable[list[Reply]]]] = {
    Do.ASK_BRANCH: ask_branch,
    Do.GIVE_POST: _give_post,
    Do.TAKE_POST: _take_post,
    Do.LEAVE_TEAMS: _leave_teams,
    Do.PLAN_RETURN: _plan_return,
    Do.FORGET_RETURN: _forget_return,
    Do.TELL_PERSON: _tell_person,
    Do.REDRAW_BRANCH: _redraw_branch,
}


# ── by the clock ──────────────────────────────────────────────────────────────────────────────────────────────
async def ask_by_clock(turn: Turn, tx: Tx) -> list[Reply]:
    """It is morning: the branch hears of whoever still waits."""
    file = await rows.load(tx, turn.person.id)
    return await ask_branch(turn, tx, file) if file and file.state is FileState.PENDING else []


async def come_back_by_clock(turn: Turn, tx: Tx) -> list[Reply]:
    """The rest is over, unless they changed their mind since."""
    file = await rows.load(tx, turn.person.id)
    if file is None or file.state is not FileState.PAUSED or file.paused_until is None:
        return []
    if from_millis(file.paused_until) > turn.moment:
        return []
    told = await fire(turn, tx, E.COME_BACK, file)
    return [*told, Outbound(turn.person.id, say.BackAgain(), ((Choice("vme"),),), Urgency.NOTICE)]
