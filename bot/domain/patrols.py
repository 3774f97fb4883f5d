"""Patrols and visits (日巡查、周走访, scorecard S17): from when until when one can be done, and when it is missed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.clock import SHANGHAI
from bot.domain.messages import MediaRef
from bot.domain.people import Role
from bot.domain.quiet import DAY, QuietHours, next_at
from bot.domain.tickets import WayIn

# In Shanghai. The latest hour by which a patrol may be due leaves time to make up for it before the evening.
BEGIN = time(6)
EVENING = time(20, 30)
LATEST_HOUR = 20
# Nobody is told of a missed patrol then.
NIGHT = QuietHours(time(21, 30), time(8))


class Every(StrEnum):
    """How often."""

    DAY = "day"
    WEEK = "week"


class RoundState(StrEnum):
    """What became of it; late is better than never, until the evening."""

    OPEN = "open"
    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Round:
    """One patrol or visit to be done at one place: by whoever holds `role` there.

    `day`: the first day on which it can be done, in Shanghai, with `name` and `unit_id` what makes it the only one.
    `ticket_id`: what was found; `note` and `files`: what was said of it though nothing was.
    """

    id: str
    name: str
    unit_id: str
    role: Role
    way_in: WayIn
    day: str
    due_at: datetime
    state: RoundState = RoundState.OPEN
    done_by: str = ""
    done_at: datetime | None = None
    ticket_id: str = ""
    note: str = ""
    files: tuple[MediaRef, ...] = ()


def span_of(every: Every, weekday: int, by: int, moment: datetime) -> tuple[date, datetime] | None:
    """The first day of the round that can be done at `moment`, and when it is due; None before six, and past due.

    A daily one is of its day; a weekly one of its week, from Monday until `by` o'clock on `weekday` (1: Monday).
    """
    local = moment.astimezone(SHANGHAI)
    today = local.date()
    monday = today - timedelta(days=today.weekday())
    first, last = (today, today) if every is Every.DAY else (monday, monday + timedelta(days=weekday - 1))
    due = datetime.combine(last, time(by), SHANGHAI)
    return (first, due) if local.time() >= BEGIN and moment < due else None


def next_begin(moment: datetime) -> datetime:
    """The next six o'clock after `moment`."""
    return next_at(moment, BEGIN)


def evening_of(due: datetime) -> datetime:
    """When what was due, and was not done, counts as missed."""
    return datetime.combine(due.astimezone(SHANGHAI).date(), EVENING, SHANGHAI)


def last_evening(moment: datetime) -> datetime:
    """The evening that came last: what was due before it can no longer be done."""
    return next_at(moment, EVENING) - DAY
