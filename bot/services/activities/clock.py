"""What the clock does about an activity: it calls, reminds, asks who came, and confirms in the end."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.activities import Activity, ActivityState, SignupState
from bot.domain.clock import from_millis, to_millis
from bot.domain.messages import Choice, Choices, Outbound, Reply, Urgency
from bot.services import daytime
from bot.services.activities import attendance, showing, standing
from bot.services.activities.effects import AUTO, CALL, CONCERNED, EVE, HOUR, NAG, OVER
from bot.services.turn import Office
from bot.storage import activities as rows
from bot.storage import due, people, signups
from bot.storage.database import Tx
from bot.texts.activities import news as say
from bot.texts.organising import PleaseConfirm

DAY_MS = 86_400_000
Step = Callable[[Tx, Office, str, int], Awaitable[list[Reply]]]


async def _open(tx: Tx, activity_id: str) -> Activity | None:
    found = await rows.load(tx, activity_id)
    return found if found and found.state == ActivityState.OPEN else None


async def _call(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """It is out: the volunteers of the compound hear of it, without a sound; whoever is on leave does not."""
    days = [one for one in await rows.in_series(tx, subject) if one.begins_at > now]
    if not days:
        return []
    units = [unit.id for unit in office.directory.upwards(days[0].compound_id or "")]
    whom = await signups.volunteers(tx, units, now)
    if len(days) > 1:
        return [_days(office, one, days) for one in whom]
    told: list[Reply] = []
    for person_id in whom:
        if person := await people.load(tx, person_id):
            prompt, choices = await showing.shown(tx, office, person, days[0], now)
            told.append(_silently(person_id, say.ActivityNews(say.NEW, prompt.text()), choices, days[0]))
    return told


def _silently(to: str, prompt: say.ActivityNews | say.ActivityDays, choices: Choices, activity: Activity) -> Outbound:
    card = showing.card_of(activity)
    return Outbound(to, prompt, choices, Urgency.BROADCAST, card=card, replaces=True, silent=True)


def _days(office: Office, to: str, days: list[Activity]) -> Outbound:
    where = showing.where_of(office, days[0])
    prompt = say.ActivityDays(days[0].words, where, tuple(map(showing.when_of, days)))
    choices = tuple((showing.button(one),) for one in days)
    return Outbound(to, prompt, choices, Urgency.BROADCAST, silent=True)


async def _remind(tx: Tx, office: Office, subject: str, now: int, line: str) -> list[Reply]:
    """Whoever has a place; where we were away until it began, nobody."""
    activity = await _open(tx, subject)
    if activity is None or activity.begins_at <= now:
        return []
    whom = [one.person_id for one in await signups.of(tx, activity.id, (SignupState.SIGNED_UP,))]
    return await showing.news(tx, office, whom, activity, line, now)


async def _eve(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    return await _remind(tx, office, subject, now, say.TOMORROW)


async def _hour(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """Who comes; and whoever organises it, with the button to the code."""
    told = await _remind(tx, office, subject, now, say.SOON)
    activity = await _open(tx, subject)
    if activity is None or activity.begins_at <= now:
        return told
    whom = await standing.organisers(tx, office, activity)
    return [*told, *await showing.news(tx, office, whom, activity, say.SOON_LED, now)]


async def _over(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """Who came? Where nobody signed up, nothing is to be asked."""
    activity = await _open(tx, subject)
    if activity is None:
        return []
    if not await signups.of(tx, activity.id, CONCERNED):
        return await attendance.confirm_by_clock(tx, office, activity, now, silent=True)
    later = activity.ends_at + office.settings.activities.confirm_days * DAY_MS
    await due.plan(tx, NAG, activity.id, to_millis(daytime.begin_of(office.settings.quiet, from_millis(later))))
    return await attendance.ask_to_confirm(tx, office, activity, now)


async def _nag(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """Two days later: a reminder, and a day more."""
    activity = await _open(tx, subject)
    if activity is None:
        return []
    await due.plan(tx, AUTO, activity.id, now + DAY_MS)
    prompt, button = PleaseConfirm(activity.words), Choice("act_roll", activity.id)
    whom = await standing.organisers(tx, office, activity)
    return [Outbound(one, prompt, ((button,),), Urgency.NOTICE) for one in whom]


async def _auto(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    activity = await _open(tx, subject)
    return await attendance.confirm_by_clock(tx, office, activity, now, silent=False) if activity else []


DUTIES: Mapping[str, Step] = {CALL: _call, EVE: _eve, HOUR: _hour, OVER: _over, NAG: _nag, AUTO: _auto}
