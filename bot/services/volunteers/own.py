"""`/me`: one's own file; changed, rested from, left."""

from datetime import datetime, time, timedelta

from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Outbound, Reply
from bot.domain.people import Role
from bot.domain.volunteers import Fact, File, FileState
from bot.fsm.volunteer import E
from bot.services.layout import in_rows
from bot.services.turn import Turn
from bot.services.volunteers import cards, filing
from bot.storage import asked as questions
from bot.storage import teams
from bot.storage import volunteers as rows
from bot.storage.database import Tx
from bot.texts.volunteers import own as say
from bot.texts.words import OFFICES, clock_face, day_face

# What their next words answer: the subject is the fact.
TELL = "volunteer_fact"
LOOKS_SHOWN = 3
# 歇一周, 歇一个月; 0: until they come back by themselves.
RESTS = {7: "vweek", 30: "vmonth", 0: "vlong"}
# A rest ends at this hour: nobody is woken by it.
MORNING = time(9)


async def file_of(turn: Turn, tx: Tx) -> File:
    """Their file. Raises `NotFound` where there is none, or they left."""
    file = await rows.load(tx, turn.person.id)
    if file is None or file.state is FileState.LEFT:
        raise NotFound("file")
    return file


async def card(turn: Turn, tx: Tx, file: File) -> Outbound:
    """The file as it stands, of somebody who sent it."""
    about = cards.about(turn.office, file)
    if file.state is FileState.REFUSED:
        prompt = say.VolunteerRefused(about["compound"], file.reason)
        return turn.reply(prompt, ((Choice("vagain", file.person_id),),), card=cards.CARD)
    if not file.is_kept:
        return turn.reply(say.FileWaits(**about), ((Choice("vedit"), Choice("vdrop")),), card=cards.CARD)
    held = await teams.of_person(tx, file.person_id, file.compound_id)
    names = tuple(team.name for team in turn.office.settings.teams if team.code in held)
    seen = await rows.looks(tx, file.person_id, LOOKS_SHOWN)
    shown = say.OwnFile(
        **about,
        since=day_face(from_millis(file.since)) if file.since else "",
        paused=file.state is FileState.PAUSED,
        until=day_face(from_millis(file.paused_until)) if file.paused_until else "",
        teams=names,
        looks=tuple((OFFICES[role], clock_face(from_millis(at))) for role, at in seen),
        **await cards.deeds_of(tx, turn.office, file.person_id, turn.now),
    )
    return turn.reply(shown, _choices(turn, file), card=cards.CARD)


def _choices(turn: Turn, file: File) -> Choices:
    rest = Choice("vback") if file.state is FileState.PAUSED else Choice("vpause")
    groups = (Choice("vteams"),) if turn.office.settings.teams else ()
    return ((Choice("vpic"), *groups), (Choice("vedit"), rest, Choice("vleave")))


async def show(turn: Turn, tx: Tx) -> Outbound:
    """`/me`, for somebody whose file is sent; whoever has none is asked to join."""
    await hush(turn, tx)
    file = await rows.load(tx, turn.person.id)
    if file is None or file.state in (FileState.DRAFT, FileState.LEFT):
        serves = Role.VOLUNTEER in turn.person.roles
        return turn.reply(say.NoFile(serves), ((Choice("vjoin"),),), card=cards.CARD)
    return await card(turn, tx, file)


async def hush(turn: Turn, tx: Tx) -> None:
    """They went elsewhere: their next words answer no question of the file any more."""
    asked = await questions.load(tx, turn.person.id)
    if asked and asked.kind == TELL:
        await questions.drop(tx, turn.person.id)


async def edit(turn: Turn, tx: Tx) -> Outbound:
    """改一改: which fact."""
    await file_of(turn, tx)
    await hush(turn, tx)
    facts = [Choice("vset", fact, label=say.fact_label(fact)) for fact in Fact if fact is not Fact.REVIEW]
    return turn.reply(say.WhatToChange(), (*in_rows(facts), (Choice("vshow"),)), card=cards.CARD)


async def pause(turn: Turn, tx: Tx, days: int | None = None) -> list[Reply]:
    """歇一歇: how long, or so many days from tomorrow morning on (0: until they come back)."""
    file = await file_of(turn, tx)
    if days is None:
        ways = (*(Choice(what) for what in RESTS.values()),)
        return [turn.reply(say.RestHowLong(), (ways, (Choice("vshow"),)), card=cards.CARD)]
    day = turn.moment.astimezone(SHANGHAI).date() + timedelta(days=days)
    until = to_millis(datetime.combine(day, MORNING, SHANGHAI)) if days else None
    told = await filing.fire(turn, tx, E.PAUSE, file, until=until)
    return [await card(turn, tx, await file_of(turn, tx)), *told]


async def come_back(turn: Turn, tx: Tx) -> list[Reply]:
    """回来了."""
    file = await file_of(turn, tx)
    told = await filing.fire(turn, tx, E.COME_BACK, file) if file.state is FileState.PAUSED else []
    return [await card(turn, tx, await file_of(turn, tx)), *told]


async def ask_leave(turn: Turn, tx: Tx) -> list[Reply]:
    """退出: asked once more."""
    await file_of(turn, tx)
    return [turn.reply(say.SureToLeave(), ((Choice("vgone"), Choice("vshow")),), card=cards.CARD)]


async def leave(turn: Turn, tx: Tx) -> list[Reply]:
    """They are no volunteer any more; the ledger stays."""
    told = await filing.fire(turn, tx, E.LEAVE, await file_of(turn, tx))
    return [turn.reply(say.LeftService(), card=cards.CARD), *told]
