"""A volunteer signs up by one tap, waits in turn, or does not come after all."""

from bot.domain.activities import Activity, ActivityState, SignupState
from bot.domain.errors import NotFound
from bot.domain.messages import Prompt, Reply, Toast
from bot.fsm.activity import Act, signup_flow
from bot.services.activities import showing, standing
from bot.services.activities.moving import move
from bot.services.turn import Turn
from bot.storage import activities as rows
from bot.storage import signups
from bot.storage.database import Tx
from bot.texts.activities import signing as say
from bot.texts.activities.news import MOVED_UP
from bot.texts.errors import StepDone

S = SignupState


async def sign_up(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """报名: a place where one is left, else the end of the line."""
    activity = await joined(turn, tx, activity_id)
    was = await signups.load(tx, activity.id, turn.person.id)
    if refused := _refusal(turn, activity, was.state, Act.SIGN_UP):
        return [refused, await showing.card(turn, tx, activity)]
    both = await signups.of_person(tx, turn.person.id, activity.begins_at, activity.ends_at)
    became, _ = await move(tx, activity, was, Act.SIGN_UP, turn.now)
    return [await _done(turn, tx, became.state, became.turn, both, activity), await _anew(turn, tx, activity)]


async def _done(turn: Turn, tx: Tx, state: SignupState, number: int, both: list[Activity], activity: Activity) -> Toast:
    if state is S.WAITING:
        return Toast(say.InLine(await signups.count(tx, activity.id, S.WAITING, number)), alert=True)
    if both:
        return Toast(say.Overlaps(both[0].words, showing.when_of(both[0])), alert=True)
    return Toast(say.SignedUp())


async def leave(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """不去了: the first who waits has the place, and is told."""
    activity = await joined(turn, tx, activity_id)
    was = await signups.load(tx, activity.id, turn.person.id)
    if refused := _refusal(turn, activity, was.state, Act.LEAVE):
        return [refused, await showing.card(turn, tx, activity)]
    _, moved = await move(tx, activity, was, Act.LEAVE, turn.now)
    now = await rows.load(tx, activity.id) or activity
    told = await showing.news(tx, turn.office, [moved.person_id], now, MOVED_UP, turn.now) if moved else []
    return [Toast(say.SignedOff()), await _anew(turn, tx, activity), *told]


async def joined(turn: Turn, tx: Tx, activity_id: str) -> Activity:
    """The activity, for a volunteer of its compound. Raises `NotFound`."""
    activity = await standing.seen(turn, tx, activity_id)
    if not standing.joins(turn.office, turn.person, activity):
        raise NotFound(activity_id)
    return activity


def _refusal(turn: Turn, activity: Activity, state: SignupState, act: Act) -> Toast | None:
    prompt: Prompt | None = None
    if activity.state != ActivityState.OPEN:
        prompt = say.NotOpen()
    elif activity.begins_at <= turn.now:
        prompt = say.HasBegun()
    elif act not in signup_flow().allowed(state):
        prompt = StepDone()
    return Toast(prompt, alert=not isinstance(prompt, StepDone)) if prompt else None


async def _anew(turn: Turn, tx: Tx, activity: Activity) -> Reply:
    """With the places as they are now."""
    return await showing.card(turn, tx, await rows.load(tx, activity.id) or activity)
