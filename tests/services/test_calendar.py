"""The district's calendar: what is published, what the operator adds, and what is said where nothing is known."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby

import holidays
import pytest
import structlog
from structlog.testing import LogCapture
from structlog.typing import EventDict

from bot.config.worktime import Worktime
from bot.domain.arrangements import ARRANGEMENTS
from bot.domain.clock import SHANGHAI
from bot.domain.tickets import Severity
from bot.services import calendar as module
from bot.services.calendar import Due, Timetable, work_calendar

TODAY = date(2026, 11, 22)
OFFICE = ((time(8, 30), time(12)), (time(14), time(18)))


def section(off: tuple[date, ...] = (), worked: tuple[date, ...] = ()) -> Worktime:
    return Worktime(hours=OFFICE, holidays=off, workdays=worked)


def timetable(off: tuple[date, ...] = (), worked: tuple[date, ...] = ()) -> Timetable:
    return Timetable(work_calendar(section(off, worked), TODAY))


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


def days_of(year: int) -> Iterator[date]:
    return (date(year, 1, 1) + timedelta(days=passed) for passed in range(365 + (year % 4 == 0)))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[EventDict]:
    """What reaches the log, whatever the log was set up for before."""
    capture = LogCapture()
    monkeypatch.setattr(module, "log", structlog.wrap_logger(None, processors=[capture]))
    return capture.entries


@pytest.mark.parametrize("year", ARRANGEMENTS)
def test_two_sources_agree_on_every_day(year: int) -> None:
    """Our table of the notices against the library's own."""
    theirs = holidays.country_holidays("CN", years=year)
    ours = work_calendar(section(), TODAY)
    assert [day for day in days_of(year) if ours.is_workday(day) != theirs.is_working_day(day)] == []


def test_the_library_knows_no_year_that_we_lack() -> None:
    theirs = holidays.country_holidays("CN", years=range(2024, 2034)).weekend_workdays
    assert max(theirs).year <= max(ARRANGEMENTS), "a new notice is out: add it to ARRANGEMENTS"


def test_an_unpublished_year_has_the_holidays_of_the_law_and_no_make_up_days() -> None:
    calendar = work_calendar(section(), TODAY)
    off = [day for day in days_of(2027) if day.weekday() < 5 and not calendar.is_workday(day)]
    assert {date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 8), date(2027, 4, 5), date(2027, 10, 1)} <= set(off)
    assert {month for month, _ in groupby(off, lambda day: day.month)} == {1, 2, 4, 5, 6, 9, 10}
    assert not any(calendar.is_workday(day) for day in days_of(2027) if day.weekday() >= 5)
    assert calendar.known_until == date(2026, 12, 28)


def test_the_operators_days_go_before_all_others() -> None:
    published_off, published_worked = date(2026, 5, 1), date(2026, 5, 9)
    calendar = work_calendar(section(off=(published_worked, date(2026, 11, 25)), worked=(published_off,)), TODAY)
    assert calendar.is_workday(published_off)
    assert not calendar.is_workday(published_worked)
    assert not calendar.is_workday(date(2026, 11, 25))


@pytest.mark.parametrize(
    ("worked", "known_until"),
    [
        ((), date(2026, 12, 28)),
        ((date(2026, 12, 5),), date(2026, 12, 28)),
        ((date(2027, 2, 14),), date(2027, 12, 28)),
        ((date(2027, 2, 14), date(2028, 1, 29)), date(2028, 12, 28)),
        # A year after a gap says nothing of the gap.
        ((date(2028, 1, 29),), date(2026, 12, 28)),
    ],
)
def test_a_year_is_known_once_its_working_days_are_named(worked: tuple[date, ...], known_until: date) -> None:
    assert work_calendar(section(worked=worked), TODAY).known_until == known_until


def test_holidays_alone_do_not_make_a_year_known() -> None:
    assert work_calendar(section(off=(date(2027, 7, 1),)), TODAY).known_until == date(2026, 12, 28)


def test_sixty_days_before_the_known_days_end_it_says_so_once_a_day(said: list[EventDict]) -> None:
    table = timetable()
    table.look_ahead(date(2026, 10, 29))
    assert said == []
    for day in (date(2026, 10, 30), date(2026, 10, 30), date(2026, 12, 28), date(2027, 1, 3)):
        table.look_ahead(day)
    assert [(entry["event"], entry["days_left"]) for entry in said] == [
        ("working_days_end_soon", 59),
        ("working_days_end_soon", 0),
        ("working_days_end_soon", 0),
    ]


@pytest.mark.parametrize("severity", [Severity.NORMAL, Severity.URGENT])
def test_a_deadline_is_counted_in_working_hours(severity: Severity, said: list[EventDict]) -> None:
    assert timetable().due(at("2026-11-20T17:00"), 2, severity) == Due(at("2026-11-23T09:30"))
    assert said == []


def test_danger_does_not_wait_for_monday(said: list[EventDict]) -> None:
    assert timetable().due(at("2026-11-21T23:50"), 0.5, Severity.DANGER) == Due(at("2026-11-22T00:20"))
    assert timetable().due(at("2027-02-06T23:50"), 0.5, Severity.DANGER).known_until is None
    assert said == []


def test_an_unknown_year_is_said_once_in_the_log_and_with_each_deadline(said: list[EventDict]) -> None:
    table = timetable()
    dues = [table.due(at(start), 8, Severity.NORMAL) for start in ("2026-12-31T15:00", "2027-01-05T09:00")]
    assert [due.known_until for due in dues] == [date(2026, 12, 28)] * 2
    assert dues[0].at == at("2027-01-04T15:30")
    assert [(line["log_level"], line["event"], line["year"]) for line in said] == [
        ("warning", "working_days_not_known", 2027)
    ]


def test_each_unknown_year_is_said(said: list[EventDict]) -> None:
    table = timetable()
    for year in (2027, 2028, 2027):
        table.due(at(f"{year}-06-01T09:00"), 1, Severity.NORMAL)
    assert [line["year"] for line in said] == [2027, 2028]


def test_the_last_days_of_a_known_year_may_still_be_given_away() -> None:
    """The notice for 2019 made 31 December 2018 a day off and 29 December a working day."""
    table = timetable()
    assert table.due(at("2026-12-28T09:00"), 1, Severity.NORMAL).known_until is None
    assert table.due(at("2026-12-29T09:00"), 1, Severity.NORMAL).known_until == date(2026, 12, 28)


def test_the_calendar_reaches_ten_years_ahead() -> None:
    calendar = work_calendar(section(), TODAY)
    assert not calendar.is_workday(date(2036, 10, 1))
