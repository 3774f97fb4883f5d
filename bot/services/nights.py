"""At night those at the desks are called only for what must not wait; the rest stands in their morning list."""

from collections.abc import Sequence
from datetime import datetime, time

from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.messages import Choice, Outbound
from bot.domain.quiet import QuietHours, next_at
from bot.services.turn import Office, Turn
from bot.storage import due
from bot.storage import quiet as rows
from bot.storage.database import Tx
from bot.texts import quiet as say

DIGEST = "desk_digest"
# They want to be called at any hour.
ALWAYS = "always"
CARD = "quiet"


async def awake(tx: Tx, office: Office, people: Sequence[str], *, loud: bool) -> list[str]:
    """Whom of `people` to call now: everybody where it is `loud`, else who has no quiet hours just now.

    For each of them a morning list is planned: nothing that is not said now is lost.
    """
    moment, chosen, called = office.clock.now(), await rows.chosen_by(tx, people), []
    for person_id in people:
        hours = _hours(office, chosen.get(person_id))
        asleep = hours is not None and moment in hours
        await due.plan_sooner(tx, DIGEST, person_id, to_millis(_morning(office, hours, moment, asleep=asleep)))
        if loud or not asleep:
            called.append(person_id)
    return called


async def next_morning(turn: Turn, tx: Tx) -> datetime | None:
    """When their next list comes, where their quiet hours are not over yet; None where they are."""
    hours = await hours_of(turn, tx)
    return next_at(turn.moment, hours.end) if hours and turn.moment in hours else None


async def put_off(tx: Tx, person_id: str, until: datetime) -> None:
    """Their list would come in the middle of the night."""
    await due.plan(tx, DIGEST, person_id, to_millis(until))


async def plan_next(turn: Turn, tx: Tx) -> None:
    """What still waits is listed again on the next working day."""
    at = _morning(turn.office, await hours_of(turn, tx), turn.moment, asleep=False)
    await due.plan_sooner(tx, DIGEST, turn.person.id, to_millis(at))


async def hours_of(turn: Turn, tx: Tx) -> QuietHours | None:
    """Their quiet hours; None where they want to be called at any hour."""
    return _hours(turn.office, (await rows.chosen_by(tx, [turn.person.id])).get(turn.person.id))


async def show(turn: Turn, tx: Tx) -> Outbound:
    """`/quiet`: as it is, and what else can be chosen."""
    now = await hours_of(turn, tx)
    choices = [Choice("quiet", _code(hours), label=label_of(hours)) for hours in turn.office.settings.quiet.offered]
    shown = (*((choice,) for choice in choices), (Choice("quiet", ALWAYS, label=say.ALWAYS),))
    return turn.reply(say.Quiet(label_of(now) if now else ""), shown, card=CARD)


async def choose(turn: Turn, tx: Tx, code: str) -> Outbound:
    """A button of that card. What nobody offered changes nothing."""
    if code in {ALWAYS, *map(_code, turn.office.settings.quiet.offered)}:
        await rows.choose(tx, turn.person.id, code)
    return await show(turn, tx)


def night_of(office: Office) -> QuietHours | None:
    """When nobody is told of what can wait, whatever they chose for their desk; None where there is no night."""
    return _hours(office, None)


def label_of(hours: QuietHours) -> str:
    """「21:30–07:30」."""
    return f"{hours.begin:%H:%M}–{hours.end:%H:%M}"


def _code(hours: QuietHours) -> str:
    return f"{hours.begin:%H%M}-{hours.end:%H%M}"


def _hours(office: Office, code: str | None) -> QuietHours | None:
    """As chosen, also where the district offers it no more; what nobody chose is the district's first."""
    offered = office.settings.quiet.offered
    if code is None:
        return offered[0] if offered else None
    return None if code == ALWAYS else QuietHours(*(time(int(part[:2]), int(part[2:])) for part in code.split("-")))


def _morning(office: Office, hours: QuietHours | None, moment: datetime, *, asleep: bool) -> datetime:
    """The end of these quiet hours; by day that of the next on a working day: nobody is bothered on a holiday."""
    hour = hours.end if hours else office.settings.quiet.morning
    found = next_at(moment, hour)
    while not (asleep or office.timetable.calendar.is_workday(found.astimezone(SHANGHAI).date())):
        found = next_at(found, hour)
    return found
