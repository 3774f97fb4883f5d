"""A month or a week in Shanghai: what figures are counted over."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.clock import SHANGHAI

DAY = timedelta(days=1)
_CODE = re.compile(r"(?P<year>2\d{3})-(?:(?P<month>0[1-9]|1[0-2])|W(?P<week>0[1-9]|[1-4]\d|5[0-3]))")


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of the day `first` until before `end`; a whole month, or a week from Monday."""

    first: date
    end: date

    @property
    def is_week(self) -> bool:
        """Whether it is a week; else a month."""
        return self.end - self.first == 7 * DAY

    @property
    def code(self) -> str:
        """「2026-03」 or 「2026-W10」 (ISO 8601), as it stands behind a button."""
        if self.is_week:
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02}"
        return f"{self.first:%Y-%m}"

    @property
    def begins_at(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time(), SHANGHAI)

    @property
    def ends_at(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.end, time(), SHANGHAI)

    def before(self) -> "Period":
        """The month before this month, the week before this week."""
        return self._around(self.first - DAY)

    def after(self) -> "Period":
        """The one that follows."""
        return self._around(self.end)

    def _around(self, day: date) -> "Period":
        return week_around(day) if self.is_week else month_around(day)


def month_around(day: date) -> Period:
    """The month to which `day` belongs."""
    first = day.replace(day=1)
    return Period(first, (first + 31 * DAY).replace(day=1))


def week_around(day: date) -> Period:
    """The week to which `day` belongs."""
    monday = day - day.weekday() * DAY
    return Period(monday, monday + 7 * DAY)


def month_at(moment: datetime) -> Period:
    """The month that it is at `moment` in Shanghai."""
    return month_around(moment.astimezone(SHANGHAI).date())


def week_at(moment: datetime) -> Period:
    """The week that it is at `moment` in Shanghai."""
    return week_around(moment.astimezone(SHANGHAI).date())


def period_of(code: str) -> Period:
    """The period of a `code`. Raises `ValueError` for what is none."""
    found = _CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"{code!r} is no period")
    year = int(found["year"])
    if found["month"]:
        return month_around(date(year, int(found["month"]), 1))
    return week_around(date.fromisocalendar(year, int(found["week"]), 1))
