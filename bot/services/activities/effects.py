"""What the steps of an activity ask for: the clock, the calls, the points."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta

from bot.domain.activities import HOUR_MS, PARTY_LIFE, Activity, SignupState
from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.messages import Outbound, Reply, Urgency
from bot.domain.points import Dimension, Earning
from bot.fsm.activity import Act, Do
from bot.services import daytime
from bot.services.activities import showing
from bot.services.activities.moving import move
from bot.services.points import ledger
from bot.services.turn import Turn
from bot.storage import activities as rows
from bot.storage import due, followers, signups, standings
from bot.storage.database import Tx
from bot.texts.activities import news as say
from bot.texts.organising import helped

S = SignupState
CALL, EVE, HOUR, OVER = "activity_call", "activity_eve", "activity_hour", "activity_over"
NAG, AUTO = "activity_nag", "activity_auto"
EVENING = time(19)
SOURCE = "activity"
CONCERNED = (S.SIGNED_UP, S.WAITING, S.HERE)


async def plan(tx: Tx, activity: Activity, now: int) -> None:
    """The evening before, an hour before, the end; what has passed is not planned."""
    eve = datetime.combine(_day_before(activity), EVENING, SHANGHAI)
    for kind, at in ((EVE, to_millis(eve)), (HOUR, activity.begins_at - HOUR_MS), (OVER, activity.ends_at)):
        await (due.plan(tx, kind, activity.id, at) if at > now else due.cancel(tx, kind, activity.id))


async def _plan_clock(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    await plan(tx, activity, turn.now)
    return []


def _day_before(activity: Activity) -> datetime:
    return from_millis(activity.begins_at).astimezone(SHANGHAI) - timedelta(days=1)


async def _forget_clock(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    """The call stays planned: it is one for all days, and passes over those that are not open."""
    for kind in (EVE, HOUR, OVER, NAG, AUTO):
        await due.cancel(tx, kind, activity.id)
    return []


async def _call_volunteers(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    """By day, and once for all of its days."""
    at = daytime.begin_of(turn.office.settings.quiet, turn.moment)
    await due.plan(tx, CALL, activity.id, to_millis(at))
    return []


async def _tell_change(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    whom = [one.person_id for one in await signups.of(tx, activity.id, CONCERNED)]
    return await showing.news(tx, turn.office, whom, activity, say.CHANGED, turn.now)


async def _tell_cancelled(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    whom = await signups.of(tx, activity.id, CONCERNED)
    for one in whom:
        await move(tx, activity, one, Act.CALL_OFF, turn.now)
    return await showing.news(tx, turn.office, (one.person_id for one in whom), activity, say.CANCELLED, turn.now)


async def _settle_who_came(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    """Whoever was there earns points, and is thanked."""
    told: list[Reply] = []
    for one in await signups.of(tx, activity.id, CONCERNED):
        became, _ = await move(tx, activity, one, Act.SETTLE, turn.now)
        if became.state is S.CAME:
            points = await _award(turn, tx, activity, one.person_id)
            thanks = say.ThanksForComing(activity.words, points, activity.matter)
            told.append(Outbound(one.person_id, thanks, urgency=Urgency.NOTICE))
    return told


async def _award(turn: Turn, tx: Tx, activity: Activity, person_id: str) -> int:
    """基础分 for a party member at the life of the party, else 附加分; a matter that is gone is worth nothing."""
    settings = turn.office.settings
    if activity.matter not in {matter.name for matter in settings.matters}:
        return 0
    expected = activity.matter == PARTY_LIFE and await standings.is_party(tx, person_id)
    reason = say.reason_of(from_millis(activity.begins_at), activity.times)
    earning = Earning(
        person_id, activity.matter, Dimension.BASE if expected else Dimension.EXTRA, SOURCE, activity.id, reason,
        by_id=turn.person.id or None, times=activity.times,
    )  # fmt: skip
    return await ledger.award(tx, settings, earning, turn.now)


async def _note_on_ticket(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    """Whoever handles the ticket reads that help came; whether it is done is theirs to say."""
    came = await signups.count(tx, activity.id, S.CAME)
    if activity.ticket_id and came:
        by = turn.person.id or activity.organiser_id
        await followers.add_note(tx, activity.ticket_id, by, helped(came, activity.words), turn.now)
    return []


async def further_days(turn: Turn, tx: Tx, first: Activity) -> None:
    """连续几天: the days after the first."""
    for one in await rows.repeat(tx, first):
        await plan(tx, one, turn.now)


EFFECTS: Mapping[Do, Callable[[Turn, Tx, Activity], Awaitable[list[Reply]]]] = {
    Do.PLAN_CLOCK: _plan_clock,
    Do.FORGET_CLOCK: _forget_clock,
    Do.CALL_VOLUNTEERS: _call_volunteers,
    Do.TELL_CHANGE: _tell_change,
    Do.TELL_CANCELLED: _tell_cancelled,
    Do.SETTLE_WHO_CAME: _settle_who_came,
    Do.NOTE_ON_TICKET: _note_on_ticket,
}
