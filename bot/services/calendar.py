"""The working calendar of the district, made of what is published, what the operator adds and what the law fixes."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count, takewhile
from typing import Any

import holidays
import structlog

from bot.config.worktime import Worktime
from bot.domain.arrangements import ARRANGEMENTS
from bot.domain.clock import SHANGHAI
from bot.domain.tickets import Severity
from bot.domain.worktime import WorkCalendar

log = structlog.get_logger(__name__)

YEARS_AHEAD = 10
# A notice may give away days before its own New Year, as that for 2019 did from 29 December on.
LAST_SAFE = (12, 28)
WARNED_DAYS = 60
REMEDY = "a newer chuishao, or holidays and workdays under [worktime] in config.toml"


def work_calendar(section: Worktime, today: date) -> WorkCalendar:
    """The calendar from 2024 until ten years after `today`.

    In the years that were arranged (`ARRANGEMENTS`) the published days count; in later ones weekends and the holidays
    that the law fixes, with their days in lieu. The operator's own days go before either, and a year for which they
    name working days, following one that is known, counts as arranged.
    """
    off: set[date] = set()
    worked: set[date] = set()
    for year in range(min(ARRANGEMENTS), today.year + YEARS_AHEAD + 1):
        if arranged := ARRANGEMENTS.get(year):
            off |= arranged.days_off(year)
            worked |= arranged.days_worked(year)
        else:
            off |= _by_law(year)
    own_off, own_worked = frozenset(section.holidays), frozenset(section.workdays)
    return WorkCalendar(
        hours=section.hours,
        holidays=frozenset(off - own_worked) | own_off,
        workdays=frozenset(worked - own_off) | own_worked,
        known_until=_known_until(own_worked),
    )


@cache
def _by_law(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("CN", years=year))


def _known_until(own_worked: frozenset[date]) -> date:
    known = ARRANGEMENTS.keys() | {day.year for day in own_worked}
    *_, last = takewhile(known.__contains__, count(min(ARRANGEMENTS)))
    return date(last, *LAST_SAFE)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline. `known_until` is given where `at` lies beyond it: the day may move when that year is arranged."""

    at: datetime
    known_until: date | None = None


@dataclass(slots=True)
class Timetable:
    """Gives deadlines, and says in the log, once for each year, where a calendar is not known yet."""

    calendar: WorkCalendar
    _told: set[int] = field(default_factory=set, init=False, repr=False, compare=False)
    _looked: date | None = field(default=None, init=False, repr=False, compare=False)

    def due(self, start: datetime, hours: float, severity: Severity) -> Due:
        """`hours` after `start`: working hours, but real ones for danger (docs/tickets.md). Refuses fewer than none."""
        if severity is Severity.DANGER:
            return Due(start.astimezone(SHANGHAI) + timedelta(hours=hours))
        at = self.calendar.add_hours(start, hours)
        if at.date() <= self.calendar.known_until:
            return Due(at)
        self._tell(at.year)
        return Due(at, self.calendar.known_until)

    def look_ahead(self, today: date) -> None:
        """Says in the log, each day on which it is asked, that less than sixty days are left that are known."""
        left = (self.calendar.known_until - today).days
        if left < WARNED_DAYS and today != self._looked:
            self._looked = today
            self._warn("working_days_end_soon", days_left=max(left, 0))

    def _tell(self, year: int) -> None:
        if year not in self._told:
            self._told.add(year)
            self._warn("working_days_not_known", year=year, counted_with="weekends and fixed holidays alone")

    def _warn(self, event: str, **facts: Any) -> None:
        log.warning(event, **facts, known_until=self.calendar.known_until.isoformat(), remedy=REMEDY)
