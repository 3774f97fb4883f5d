"""The hours of work, in Shanghai, in which deadlines are counted (docs/tickets.md). Days off are handed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeAlias

from bot.domain.clock import SHANGHAI

Spans: TypeAlias = tuple[tuple[time, time], ...]

HOUR_S = 3600
DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working `hours` of a day, and which days have them: Monday to Friday but `holidays`, and `workdays` besides.

    Durations are exact to the second. A closing time is no working moment any more, but a deadline may end on it
    (「18:00 前」). Refuses with `ValueError`: hours that are empty, out of order or past midnight, and days that are
    both off and worked. Until `known_until` the days are those that were published; beyond it they may still change.
    """

    hours: Spans
    holidays: frozenset[date]
    workdays: frozenset[date]
    known_until: date

    def __post_init__(self) -> None:
        refuse_disorder(self.hours)
        if both := self.holidays & self.workdays:
            raise ValueError(f"{min(both)} is both a holiday and a working day")

    def is_workday(self, day: date) -> bool:
        """Whether anybody works on this day."""
        return day in self.workdays or (day.weekday() < SATURDAY and day not in self.holidays)

    def next_opening(self, moment: datetime) -> datetime:
        """This moment where somebody works, else when they begin again. Refuses naive times, as all below does."""
        opens = next(opens for opens, closes in self._spans(moment) if moment < closes)
        return max(opens, _in_shanghai(moment))

    def add_hours(self, start: datetime, hours: float) -> datetime:
        """The deadline: the moment, in Shanghai, at which so many working hours have passed since `start`.

        Refuses fewer than none. None at all end at `start` itself, or at the next opening where nobody works.
        """
        left = timedelta(seconds=round(hours * HOUR_S))
        if left < timedelta(0):
            raise ValueError("a deadline lies ahead")
        spans = self._spans(start)
        opens, closes = next(spans)
        begins = max(opens, _in_shanghai(start))
        while left > closes - begins:
            left -= closes - begins
            begins, closes = next(spans)
        return begins + left

    def hours_between(self, start: datetime, end: datetime) -> float:
        """The working hours from `start` to `end`; below zero where `end` comes first."""
        if end < start:
            return -self.hours_between(end, start)
        worked = timedelta(0)
        for opens, closes in self._spans(start):
            if opens >= end:
                break
            worked += min(closes, end) - max(opens, start)
        return worked.total_seconds() / HOUR_S

    def _spans(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every span of work that closes at `moment` or later, in order, without end."""
        day = _in_shanghai(moment).date()
        while True:
            for opens, closes in self.hours if self.is_workday(day) else ():
                if (until := datetime.combine(day, closes, SHANGHAI)) >= moment:
                    yield datetime.combine(day, opens, SHANGHAI), until
            day += DAY


def refuse_disorder(hours: Spans) -> None:
    """Raises `ValueError` unless these are spans of one day, in order, none beginning before the last has ended."""
    if not hours:
        raise ValueError("must not be empty")
    for opens, closes in hours:
        if opens >= closes:
            raise ValueError(f"must begin before they end, not at {opens:%H:%M} until {closes:%H:%M}")
    for (_, closes), (opens, _) in pairwise(hours):
        if opens < closes:
            raise ValueError(f"must follow one another: {opens:%H:%M} comes before {closes:%H:%M}")


def _in_shanghai(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a naive time has no place in a calendar")
    return moment.astimezone(SHANGHAI)
