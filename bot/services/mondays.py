"""The week that has passed as a picture, on Monday morning: once for each secretary and each street (scorecard S23)."""

from datetime import datetime, timedelta

from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.messages import Reply
from bot.domain.patrols import NIGHT
from bot.domain.people import Role
from bot.domain.periods import DAY, week_around, week_at
from bot.domain.quiet import next_at
from bot.services.orders import PUSH, Order
from bot.services.turn import Office
from bot.storage import due, meta, people
from bot.storage.database import Tx

TELL = "stats_monday"
ALL = ""
ROLES = (Role.SECRETARY, Role.STREET_DISPATCHER)
# The last week that was told, in `meta`: a clock that was wrong and is put right tells none twice.
TOLD = "stats_week"


async def look(tx: Tx, office: Office, now: int) -> None:
    """Plan the next telling as soon as the clock comes round to it; one that is due already stays so."""
    if at := next_telling(office, from_millis(now)):
        await due.plan_sooner(tx, TELL, ALL, to_millis(at))


def next_telling(office: Office, moment: datetime) -> datetime | None:
    """The next Monday's hour, or that of the first working day after it; None where nothing is pushed."""
    hour = office.settings.stats.monday_at
    if hour is None:
        return None
    week = week_at(moment)
    while True:
        day = week.first
        while not office.timetable.calendar.is_workday(day):
            day += DAY
        at = datetime.combine(day, hour, SHANGHAI)
        if at > moment:
            return at
        week = week.after()


async def tell(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """Have the pictures made; after an outage as soon as nobody is woken, and of the last week alone."""
    moment = from_millis(now)
    if office.settings.stats.monday_at is None:
        return []
    if moment in NIGHT:
        await due.plan(tx, TELL, ALL, to_millis(next_at(moment, NIGHT.end)))
        return []
    await look(tx, office, now)
    week = week_around(week_at(moment).first - timedelta(days=1))
    if (await meta.get(tx, TOLD) or "") >= week.code:
        return []
    await meta.put(tx, TOLD, week.code)
    told = {person_id for role in ROLES for person_id in await people.posts_as(tx, role)}
    for person_id in sorted(told):
        await due.plan(tx, PUSH, Order(person_id, week).subject, now)
    return []
