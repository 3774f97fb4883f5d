"""What the invented branches have planned for the days ahead, with whoever signed up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from bot.domain.activities import HOUR_MS, Activity, ActivityState
from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.ids import new_id
from bot.fsm.activity import Act
from bot.services.activities.effects import plan
from bot.services.activities.moving import move
from bot.storage import activities, signups
from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class DemoActivity:
    """In `days` days from the start on, `at` a time in Shanghai, for `hours`; `places`: 0 is no limit."""

    organiser: int
    compound_id: str
    words: str
    matter: str
    days: int
    at: time
    hours: int
    places: int
    signed_up: tuple[int, ...]


def activity_in(entry: Mapping[str, Any]) -> DemoActivity:
    """One of `[[activities]]`. Raises `KeyError` where something is missing."""
    return DemoActivity(
        organiser=entry["organiser"],
        compound_id=entry["compound"],
        words=entry["words"],
        matter=entry["matter"],
        days=entry["days"],
        at=entry["at"],
        hours=entry["hours"],
        places=entry["places"],
        signed_up=tuple(entry["signed_up"]),
    )


async def arrange(tx: Tx, told: DemoActivity, moment: datetime, known: Mapping[int, str]) -> None:
    """As if it had been published a while ago; the clock reminds as it does of any other."""
    day = moment.astimezone(SHANGHAI).date() + timedelta(days=told.days)
    begins, now = to_millis(datetime.combine(day, told.at, SHANGHAI)), to_millis(moment)
    activity = Activity(
        id=(activity_id := new_id()),
        organiser_id=known[told.organiser],
        words=told.words,
        at=now,
        compound_id=told.compound_id,
        matter=told.matter,
        begins_at=begins,
        ends_at=begins + told.hours * HOUR_MS,
        places=told.places,
        series=activity_id,
        state=ActivityState.OPEN,
    )
    await activities.add(tx, activity)
    await plan(tx, activity, now)
    for person in told.signed_up:
        await move(tx, activity, await signups.load(tx, activity_id, known[person]), Act.SIGN_UP, now)
