"""What whoever organises does with an activity: publish it, change it, cancel it; the names of who comes."""

from dataclasses import replace

from bot.domain.activities import Activity, ActivityState, SignupState
from bot.domain.clock import to_millis
from bot.domain.gatherings import read
from bot.domain.messages import Choice, Reply, Text, Toast
from bot.fsm.activity import E
from bot.services import asking
from bot.services.activities import life, planning, showing, standing
from bot.services.activities.effects import CONCERNED, further_days
from bot.services.turn import Turn
from bot.storage import signups
from bot.storage.database import Tx
from bot.texts import organising as say
from bot.texts.activities import signing as seen

# Kinds of questions (`asking`).
MOVE, SPOT, OFF = "activity_move", "activity_spot", "activity_off"
LONGEST_PLACE, LONGEST_REASON = 40, 100


async def publish(turn: Turn, tx: Tx, draft: Activity) -> list[Reply]:
    """发布: from now on volunteers see it; where something is missing or has passed, that is asked."""
    volunteers = await signups.volunteers(tx, planning.units_of(turn, draft), turn.now)
    became, _ = await life.act(turn, tx, draft, E.PUBLISH, replace(draft, series=draft.id))
    if became.state == ActivityState.DRAFT:
        return [await planning.to_check(turn, tx, became)]
    await further_days(turn, tx, became)
    return [Toast(say.ActivityIsOut(len(volunteers))), await showing.card(turn, tx, became)]


async def drop(turn: Turn, tx: Tx, draft: Activity) -> list[Reply]:
    """不发了."""
    await life.act(turn, tx, draft, E.CANCEL)
    await asking.answered(turn, tx)
    return [turn.reply(say.ActivityDropped(), card=showing.card_of(draft))]


async def ask_time(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """改时间."""
    activity = await standing.led(turn, tx, activity_id)
    if refused := await _too_late(turn, tx, activity):
        return refused
    await asking.ask(turn, tx, MOVE, activity.id)
    return [turn.reply(say.AskNewTime())]


async def ask_place(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """改地点."""
    activity = await standing.led(turn, tx, activity_id)
    if refused := await _too_late(turn, tx, activity):
        return refused
    await asking.ask(turn, tx, SPOT, activity.id)
    return [turn.reply(say.AskNewPlace())]


async def _too_late(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    """Why it cannot be changed any more; nothing where it can."""
    if activity.state == ActivityState.OPEN and turn.now < activity.begins_at:
        return []
    why = seen.HasBegun() if activity.state == ActivityState.OPEN else seen.NotOpen()
    return [Toast(why, alert=True), await showing.card(turn, tx, activity)]


async def said_time(turn: Turn, tx: Tx, activity_id: str) -> list[Reply] | None:
    """Another time, in words: whoever signed up is told."""
    if not isinstance(turn.content, Text):
        return None
    activity = await standing.led(turn, tx, activity_id)
    said = read(turn.words, turn.moment)
    if not said.begins or not said.ends:
        return [turn.reply(say.NotATime())]
    wanted = replace(activity, begins_at=to_millis(said.begins), ends_at=to_millis(said.ends))
    if not life.has_time(wanted) or wanted.begins_at <= turn.now:
        return [turn.reply(say.NotATime())]
    return await _changed(turn, tx, activity, wanted)


async def said_place(turn: Turn, tx: Tx, activity_id: str) -> list[Reply] | None:
    """Another place, in words."""
    if not isinstance(turn.content, Text) or not turn.words:
        return None
    activity = await standing.led(turn, tx, activity_id)
    return await _changed(turn, tx, activity, replace(activity, place=turn.words[:LONGEST_PLACE]))


async def _changed(turn: Turn, tx: Tx, activity: Activity, wanted: Activity) -> list[Reply]:
    await asking.answered(turn, tx)
    if activity.state != ActivityState.OPEN or activity.begins_at <= turn.now:
        return [turn.reply(seen.HasBegun()), await showing.card(turn, tx, activity)]
    became, told = await life.act(turn, tx, activity, E.CHANGE, wanted)
    return [turn.reply(say.AllWereTold(len(told))), *told, (await showing.card(turn, tx, became)).anew()]


async def ask_reason(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """取消活动: why?"""
    activity = await standing.led(turn, tx, activity_id)
    if activity.state != ActivityState.OPEN or activity.ends_at <= turn.now:
        return [Toast(seen.NotOpen(), alert=True), await showing.card(turn, tx, activity)]
    await asking.ask(turn, tx, OFF, activity.id)
    reasons = [(Choice("act_why", f"{activity.id}~{at}", label=reason),) for at, reason in enumerate(say.WHY_CANCELLED)]
    return [turn.reply(say.AskWhyCancelled(), tuple(reasons), card=f"off:{activity.id}", first=True)]


async def said_reason(turn: Turn, tx: Tx, activity_id: str) -> list[Reply] | None:
    """The reason, in words."""
    if not isinstance(turn.content, Text) or not turn.words:
        return None
    return await cancel(turn, tx, activity_id, turn.words)


async def cancel(turn: Turn, tx: Tx, activity_id: str, reason: str) -> list[Reply]:
    """Everybody who signed up or waits is told, with the reason."""
    activity = await standing.led(turn, tx, activity_id)
    await asking.answered(turn, tx)
    if activity.state != ActivityState.OPEN or activity.ends_at <= turn.now:
        return [turn.reply(seen.NotOpen(), card=f"off:{activity.id}")]
    became, told = await life.act(turn, tx, activity, E.CANCEL, replace(activity, reason=reason[:LONGEST_REASON]))
    return [turn.reply(say.AllWereTold(len(told)), card=f"off:{activity.id}"), *told, await _below(turn, tx, became)]


async def _below(turn: Turn, tx: Tx, activity: Activity) -> Reply:
    return (await showing.card(turn, tx, activity)).anew()


async def who(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """名单: for the organiser alone."""
    activity = await standing.led(turn, tx, activity_id)
    names: dict[bool, list[str]] = {True: [], False: []}
    for one in await signups.of(tx, activity.id, CONCERNED):
        names[one.state is SignupState.WAITING].append(say.name_of(one.name, one.turn))
    prompt = say.WhoSignedUp(tuple(names[False]), tuple(names[True]))
    return [turn.reply(prompt, card=f"who:{activity.id}", first=True)]
