"""Who is there checks in: by the code that is shown on the spot, scanned or typed, or by a pin."""

import re

from bot.domain.activities import Activity, ActivityState, SignupState, Verdict, verdict_on
from bot.domain.errors import NotFound
from bot.domain.geo import Point, is_on_earth, metres_between, wgs84_of
from bot.domain.messages import Place, Prompt, Reply, Text, Toast
from bot.domain.people import Role
from bot.fsm.activity import Act
from bot.services import asking
from bot.services.activities import showing, signing
from bot.services.activities.moving import move
from bot.services.turn import Turn
from bot.storage import activities as rows
from bot.storage import code_tries, meta, signups
from bot.storage.database import Tx
from bot.texts.activities import checking as say
from bot.texts.activities.showing import ActivitiesAreForVolunteers
from bot.texts.activities.signing import NotOpen

PREFIX = "act_"
SECRET = "activity_secret"  # noqa: S105 - the name of the key under which it is kept
# Kind of question (`asking`).
HERE = "activity_here"
_DIGITS = re.compile(r"\d{3}\s?\d{3}")


async def ask(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """签到 on the card: the digits or a pin, next."""
    activity = await signing.joined(turn, tx, activity_id)
    if refused := _refusal(turn, activity):
        return [Toast(refused, alert=True), await showing.card(turn, tx, activity)]
    await asking.ask(turn, tx, HERE, activity.id)
    return [turn.reply(say.AskForCode())]


async def told(turn: Turn, tx: Tx, activity_id: str) -> list[Reply] | None:
    """Six digits or a pin; None for anything else, which is about something else."""
    match turn.content:
        case Text() if _DIGITS.fullmatch(turn.words.strip()):
            return await _by_code(turn, tx, activity_id, re.sub(r"\s", "", turn.words))
        case Place(latitude, longitude):
            return await _by_pin(turn, tx, activity_id, latitude, longitude)
        case _:
            return None


async def open_link(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """The code was scanned. Who is no volunteer reads how to become one; another place's is as good as wrong."""
    if Role.VOLUNTEER not in turn.person.roles:
        return [turn.reply(ActivitiesAreForVolunteers(()))]
    activity_id, _, digits = code.removeprefix(PREFIX).rpartition("_")
    try:
        return await _by_code(turn, tx, activity_id, digits)
    except NotFound:
        return [turn.reply(say.CodeIsWrong())]


async def _by_code(turn: Turn, tx: Tx, activity_id: str, digits: str) -> list[Reply]:
    activity = await signing.joined(turn, tx, activity_id)
    # Six digits can be guessed, in a link too: only so many wrong ones an hour.
    if not await code_tries.spend(tx, turn.person.id, turn.now, turn.office.settings.activities.wrong_codes):
        return [turn.reply(say.TooManyWrongCodes())]
    secret = await meta.get(tx, SECRET)
    verdict = verdict_on(secret, activity.id, digits, turn.now) if secret else Verdict.WRONG
    if verdict is Verdict.WRONG:
        return [turn.reply(say.CodeIsWrong())]
    await code_tries.forgive(tx, turn.person.id)
    if verdict is Verdict.OLD:
        return [turn.reply(say.CodeIsOld())]
    return await _check_in(turn, tx, activity)


async def _by_pin(turn: Turn, tx: Tx, activity_id: str, latitude: float, longitude: float) -> list[Reply]:
    activity = await signing.joined(turn, tx, activity_id)
    away = _metres(turn, activity, latitude, longitude)
    if away is None:
        return [turn.reply(say.PlaceUnknown())]
    if away > turn.office.settings.activities.near_metres:
        return [turn.reply(say.TooFarAway(int(away)))]
    return await _check_in(turn, tx, activity)


def _metres(turn: Turn, activity: Activity, latitude: float, longitude: float) -> float | None:
    """How far a pin is from the compound; nobody says whether it is WGS-84 or GCJ-02: the nearer reading counts."""
    unit = turn.office.directory.get(activity.compound_id or "")
    if unit is None or unit.latitude is None or unit.longitude is None or not is_on_earth(latitude, longitude):
        return None
    at, pin = Point(unit.latitude, unit.longitude), Point(latitude, longitude)
    return min(metres_between(reading, at) for reading in (pin, wgs84_of(pin)))


async def _check_in(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    if refused := _refusal(turn, activity):
        return [turn.reply(refused)]
    await asking.answered(turn, tx)
    was = await signups.load(tx, activity.id, turn.person.id)
    if was.state is not SignupState.HERE:
        became, _ = await move(tx, activity, was, Act.CHECK_IN, turn.now)
        if became.state is not SignupState.HERE:
            return [turn.reply(say.NoPlaceLeft())]
    now = await rows.load(tx, activity.id) or activity
    return [turn.reply(say.CheckedIn(activity.words)), (await showing.card(turn, tx, now)).anew()]


def _refusal(turn: Turn, activity: Activity) -> Prompt | None:
    if activity.state != ActivityState.OPEN:
        return NotOpen()
    if not activity.takes_check_in(turn.now):
        return say.NotTimeToCheckIn(early=turn.now < activity.begins_at)
    return None
