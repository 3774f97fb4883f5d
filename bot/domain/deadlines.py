"""A deadline as a person thinks of it: how soon, which day, which part of the day. The words are the texts'."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.clock import SHANGHAI

SOON_M = 60
STEP_M = 5
HALF_HOUR_M = 30


class DayAhead(StrEnum):
    """How far away a day is."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    LATER = "later"


class PartOfDay(StrEnum):
    """Six hours each; what ends a part belongs to it, as a deadline at 12:00 is one for the morning."""

    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


PARTS = tuple(PartOfDay)


@dataclass(frozen=True, slots=True)
class FriendlyDeadline:
    """The facts in which a deadline can be worded, in Shanghai. None of them promises more than the deadline does.

    `minutes` until then, up to the next five, zero where it has passed, and None where more than an hour is left.
    `hour` and `minute` are the time of the day up to the next half hour, 24:00 at the latest.
    """

    minutes: int | None
    ahead: DayAhead
    day: date
    this_year: bool
    part: PartOfDay
    hour: int
    minute: int


def friendly_deadline(moment: datetime, now: datetime) -> FriendlyDeadline:
    """What is worth saying `now` about a deadline at `moment`. Both must be aware."""
    local, today = moment.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    into_day = _minutes_up(local - local.replace(hour=0, minute=0, second=0, microsecond=0), 1)
    hour, minute = divmod(-(-into_day // HALF_HOUR_M) * HALF_HOUR_M, 60)
    return FriendlyDeadline(
        minutes=_minutes_left(moment - now),
        ahead=_ahead((local.date() - today).days),
        day=local.date(),
        this_year=local.year == today.year,
        part=PARTS[max(0, into_day - 1) // 360],
        hour=hour,
        minute=minute,
    )


def _minutes_left(left: timedelta) -> int | None:
    if left <= timedelta(0):
        return 0
    minutes = _minutes_up(left, STEP_M)
    return minutes if minutes <= SOON_M else None


def _minutes_up(span: timedelta, step: int) -> int:
    return -(-span // timedelta(minutes=step)) * step


def _ahead(days: int) -> DayAhead:
    if days <= 0:
        return DayAhead.TODAY
    return DayAhead.TOMORROW if days == 1 else DayAhead.LATER
