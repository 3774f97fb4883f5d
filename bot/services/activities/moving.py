"""One person's step in the flow of sign-ups, and what follows from it for whoever waits."""

from dataclasses import replace

from bot.domain.activities import Activity, Signup, SignupState
from bot.domain.errors import OutdatedCard
from bot.fsm.activity import Act, SignupFacts, Then, a_place_is_free, signup_flow
from bot.storage import activities as rows
from bot.storage import signups
from bot.storage.database import Tx


async def move(tx: Tx, activity: Activity, was: Signup, act: Act, now: int) -> tuple[Signup, Signup | None]:
    """What they are afterwards; and who moved up for it, where somebody did.

    A place that the step asks for is taken by one conditional statement. Raises `NotPossibleNow` where the flow has no
    such step, `OutdatedCard` where somebody else was quicker: then nothing was taken.
    """
    flow = signup_flow()
    has_place = flow.asks(was.state, act, a_place_is_free) and await rows.take_place(tx, activity.id)
    step = flow.step(was.state, act, SignupFacts(has_place))
    if step.state is was.state:
        return was, None
    turn = await rows.next_turn(tx, activity.id) if was.state is SignupState.LEFT else was.turn
    if not await signups.move(tx, was, step.state, turn, now):
        raise OutdatedCard(activity.id)
    became = replace(was, state=step.state, turn=turn)
    return became, await _give_on(tx, activity, now) if Then.GIVE_PLACE_ON in step.effects else None


async def _give_on(tx: Tx, activity: Activity, now: int) -> Signup | None:
    """The place is free, and the first who waits has it."""
    await rows.free_place(tx, activity.id)
    first = await signups.next_waiting(tx, activity.id)
    if first is None:
        return None
    became, _ = await move(tx, activity, first, Act.MOVE_UP, now)
    return became if became.state is SignupState.SIGNED_UP else None
