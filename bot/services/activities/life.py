"""One step of an activity: the flow says where it leads and what follows; the store, whether somebody was quicker."""

from dataclasses import replace

from bot.domain.activities import HOUR_MS, MOST_HOURS, Activity, ActivityState
from bot.domain.errors import OutdatedCard
from bot.domain.messages import Reply
from bot.fsm.activity import ActivityFacts, E, activity_flow
from bot.services.activities.effects import EFFECTS
from bot.services.turn import Turn
from bot.storage import activities as rows
from bot.storage.database import Tx


async def act(
    turn: Turn, tx: Tx, was: Activity, event: E, changed: Activity | None = None
) -> tuple[Activity, list[Reply]]:
    """What it became, and who is told. `changed`: with what else is to be kept.

    Raises `NotPossibleNow` where the flow has no such step, `OutdatedCard` where somebody was quicker.
    """
    wanted = changed or was
    step = activity_flow().step(ActivityState(was.state), event, facts_of(turn, wanted))
    became = replace(wanted, state=step.state)
    if not await rows.advance(tx, was, became):
        raise OutdatedCard(was.id)
    became = replace(became, version=was.version + 1)
    replies: list[Reply] = []
    for effect in step.effects:
        replies += await EFFECTS[effect](turn, tx, became)
    return became, replies


def facts_of(turn: Turn, activity: Activity) -> ActivityFacts:
    """What the guards may ask."""
    settings = turn.office.settings
    is_known = activity.matter in {matter.name for matter in settings.matters}
    return ActivityFacts(
        is_complete=bool(activity.compound_id) and has_time(activity) and activity.places >= 0 and is_known,
        has_begun=activity.begins_at <= turn.now,
        is_over=activity.ends_at <= turn.now,
    )


def has_time(activity: Activity) -> bool:
    """Whether beginning and end are said, in their order, and no more than half a day apart."""
    return 0 < activity.ends_at - activity.begins_at <= MOST_HOURS * HOUR_MS and activity.begins_at > 0
