"""An activity as somebody sees it, with what they can do; and the list of what is on."""

from collections.abc import Iterable

from bot.domain.activities import HOUR_MS, Activity, ActivityState, Signup, SignupState
from bot.domain.clock import from_millis
from bot.domain.messages import Choice, Choices, Outbound, Reply, Urgency
from bot.domain.people import Person
from bot.domain.policy import May
from bot.services import daytime
from bot.services.activities import standing
from bot.services.turn import Office, Turn
from bot.storage import activities as rows
from bot.storage import people, signups
from bot.storage.database import Tx
from bot.texts.activities import showing as say
from bot.texts.activities.faces import label, span_face
from bot.texts.activities.news import ActivityNews

S = SignupState
MOST_LISTED = 8
LIST = "activities"


async def listed(turn: Turn, tx: Tx) -> list[Reply]:
    """`/activities`: what is on where they help or organise, what is to be confirmed first; residents read of it."""
    led = standing.compounds_of(turn.office, turn.person, May.ORGANISE)
    joined = standing.compounds_of(turn.office, turn.person, May.TAKE_PART)
    if not led and not joined:
        return [await _for_residents(turn, tx)]
    over = await rows.to_confirm(tx, led, turn.now, MOST_LISTED)
    found = [*over, *await rows.coming(tx, {*led, *joined}, turn.now, MOST_LISTED)]
    if not found:
        return [turn.reply(say.NoActivities(), card=LIST)]
    return [turn.reply(say.Activities(len(found)), tuple((button(one),) for one in found), card=LIST)]


async def _for_residents(turn: Turn, tx: Tx) -> Outbound:
    home = turn.person.home_id
    found = await rows.coming(tx, [home], turn.now, MOST_LISTED) if home else []
    words = tuple(label(from_millis(one.begins_at), one.words) for one in found)
    return turn.reply(say.ActivitiesAreForVolunteers(words))


def button(activity: Activity) -> Choice:
    """An activity of a list."""
    return Choice("act", activity.id, label=label(from_millis(activity.begins_at), activity.words))


async def open_one(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """From a list: its card, at the bottom of the chat."""
    return [(await card(turn, tx, await standing.seen(turn, tx, activity_id))).anew()]


async def card(turn: Turn, tx: Tx, activity: Activity) -> Outbound:
    """The living card, as it is now."""
    prompt, choices = await shown(tx, turn.office, turn.person, activity, turn.now)
    return turn.reply(prompt, choices, card=card_of(activity))


def card_of(activity: Activity) -> str:
    """The name of the living card."""
    return f"activity:{activity.id}"


async def news(
    tx: Tx, office: Office, people_ids: Iterable[str], activity: Activity, line: str, now: int
) -> list[Reply]:
    """To each of them a line, with the card below it, in place of the older one; in the night without a sound."""
    return [await _news(tx, office, person, activity, line, now) for person in await _all(tx, people_ids)]


async def _all(tx: Tx, people_ids: Iterable[str]) -> list[Person]:
    return [person for one in people_ids if (person := await people.load(tx, one))]


async def _news(tx: Tx, office: Office, person: Person, activity: Activity, line: str, now: int) -> Outbound:
    prompt, choices = await shown(tx, office, person, activity, now)
    told = ActivityNews(line, prompt.text())
    night = daytime.night_of(office.settings.quiet)
    at_night = night is not None and from_millis(now) in night
    card = card_of(activity)
    return Outbound(person.id, told, choices, Urgency.NOTICE, card=card, replaces=True, silent=at_night)


async def shown(
    tx: Tx, office: Office, person: Person, activity: Activity, now: int
) -> tuple[say.ActivityCard, Choices]:
    """What `person` reads, and their buttons; who waits is a number, for the organiser alone."""
    mine = await signups.load(tx, activity.id, person.id)
    is_led = standing.leads(office, person, activity)
    waits = mine.state is S.WAITING
    prompt = say.ActivityCard(
        words=activity.words,
        when=when_of(activity),
        where=where_of(office, activity),
        taken=activity.taken,
        places=max(0, activity.places),
        state=ActivityState(activity.state),
        mine=mine.state,
        ahead=await signups.count(tx, activity.id, S.WAITING, mine.turn) if waits else 0,
        waiting=await signups.count(tx, activity.id, S.WAITING) if is_led else 0,
        reason=activity.reason,
        over=activity.ends_at <= now,
    )
    if activity.state != ActivityState.OPEN:
        return prompt, ()
    theirs = _of_volunteer(activity, mine, now) if standing.joins(office, person, activity) else []
    return prompt, (*theirs, *(_of_organiser(activity, now) if is_led else []))


def _of_volunteer(activity: Activity, mine: Signup, now: int) -> list[tuple[Choice, ...]]:
    found: list[tuple[Choice, ...]] = []
    if now < activity.begins_at:
        if mine.state is S.LEFT:
            found.append((Choice("act_in", activity.id, label=say.QUEUE if activity.is_full else None),))
        elif mine.state in (S.SIGNED_UP, S.WAITING):
            found.append((Choice("act_out", activity.id), Choice("act_cal", activity.id)))
    if _is_near(activity, now) and mine.state is not S.HERE:
        found.append((Choice("act_here", activity.id),))
    return found


def _of_organiser(activity: Activity, now: int) -> list[tuple[Choice, ...]]:
    id_ = activity.id
    if activity.ends_at <= now:
        return [(Choice("act_roll", id_),)]
    found: list[tuple[Choice, ...]] = []
    if _is_near(activity, now):
        found.append((Choice("act_qr", id_), Choice("act_roll", id_)))
    if now < activity.begins_at:
        found.append((Choice("act_move", id_), Choice("act_spot", id_)))
    return [*found, (Choice("act_who", id_), Choice("act_off", id_))]


def _is_near(activity: Activity, now: int) -> bool:
    """From the last reminder on: who is early is told from when on one checks in."""
    return activity.begins_at - HOUR_MS <= now < activity.ends_at


def when_of(activity: Activity) -> str:
    """「3月14日（周六）09:00–11:00」."""
    return span_face(from_millis(activity.begins_at), from_millis(activity.ends_at))


def where_of(office: Office, activity: Activity) -> str:
    """「翠湖苑」, and where in it, once that was changed."""
    return " · ".join(filter(None, (office.directory.name_of(activity.compound_id), activity.place)))
