"""Working hours: which moments count, and where a deadline falls."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.arrangements import ARRANGEMENTS
from bot.domain.clock import SHANGHAI
from bot.domain.worktime import WorkCalendar

MORNING = (time(8, 30), time(12))
AFTERNOON = (time(14), time(18))
OFFICE = (MORNING, AFTERNOON)
DAY_H = 7.5


def calendar(hours: tuple[tuple[time, time], ...] = OFFICE) -> WorkCalendar:
    off = frozenset[date]().union(*(arranged.days_off(year) for year, arranged in ARRANGEMENTS.items()))
    worked = frozenset[date]().union(*(arranged.days_worked(year) for year, arranged in ARRANGEMENTS.items()))
    return WorkCalendar(hours, off, worked, date(2026, 12, 28))


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


def is_working(one: WorkCalendar, moment: datetime) -> bool:
    return one.next_opening(moment) == moment


CALENDAR = calendar()
CALENDARS = [CALENDAR, calendar(((time(0), time(23, 59, 59)),)), calendar((MORNING, (time(12), time(20, 0, 1))))]

DEADLINES = [
    # Inside a span, across the midday, over the night, from before the opening and from after the closing
    ("2026-11-18T09:00", 2, "2026-11-18T11:00"),
    ("2026-11-18T11:00", 2, "2026-11-18T15:00"),
    ("2026-11-18T17:00", 2, "2026-11-19T09:30"),
    ("2026-11-18T07:00", 2, "2026-11-18T10:30"),
    ("2026-11-18T12:30", 2, "2026-11-18T16:00"),
    ("2026-11-18T23:00", 2, "2026-11-19T10:30"),
    # A whole span ends on its closing, and no second later begins the next one
    ("2026-11-18T08:30", 3.5, "2026-11-18T12:00"),
    ("2026-11-18T08:30", 3.5 + 1 / 3600, "2026-11-18T14:00:01"),
    ("2026-11-18T08:30", DAY_H, "2026-11-18T18:00"),
    ("2026-11-18T18:00", 1 / 3600, "2026-11-19T08:30:01"),
    # Nothing at all
    ("2026-11-18T12:00", 0, "2026-11-18T12:00"),
    ("2026-11-18T12:00:01", 0, "2026-11-18T14:00"),
    # A weekend
    ("2026-11-20T17:30", 1, "2026-11-23T09:00"),
    ("2026-11-22T04:08", 8, "2026-11-24T09:00"),
    # New year: Friday 2 January is off, Sunday 4 January is worked
    ("2025-12-31T17:00", 2, "2026-01-04T09:30"),
    # Spring Festival 2026: Saturday 14 and Saturday 28 February are worked, the nine days from the 15th are off
    ("2026-02-13T17:00", 2, "2026-02-14T09:30"),
    ("2026-02-14T17:00", 2, "2026-02-24T09:30"),
    ("2026-02-27T17:00", 1 + DAY_H + 1, "2026-03-02T09:30"),
    # Spring Festival 2025: Sunday 26 January is worked, and Saturday 8 February
    ("2025-01-24T17:00", 2, "2025-01-26T09:30"),
    ("2025-01-27T17:00", 2, "2025-02-05T09:30"),
    ("2025-02-07T17:00", 2, "2025-02-08T09:30"),
    # A leap day
    ("2024-02-28T17:00", 2, "2024-02-29T09:30"),
    ("2024-02-29T17:00", 2, "2024-03-01T09:30"),
    # National Day 2026 from the last working hour before it, and Saturday 10 October worked
    ("2026-09-30T17:00", 1 + 2 * DAY_H + 1, "2026-10-10T09:30"),
]


@pytest.mark.parametrize(("start", "hours", "deadline"), DEADLINES)
def test_a_deadline_counts_working_hours_alone(start: str, hours: float, deadline: str) -> None:
    assert CALENDAR.add_hours(at(start), hours) == at(deadline)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-18T08:29:59", "2026-11-18T08:30"),
        ("2026-11-18T08:30", "2026-11-18T08:30"),
        ("2026-11-18T11:59:59", "2026-11-18T11:59:59"),
        ("2026-11-18T12:00", "2026-11-18T14:00"),
        ("2026-11-20T18:00", "2026-11-23T08:30"),
        ("2026-09-19T10:00", "2026-09-20T08:30"),
        ("2026-09-20T10:00", "2026-09-20T10:00"),
        ("2026-10-01T10:00", "2026-10-08T08:30"),
    ],
)
def test_somebody_works_from_the_opening_until_before_the_closing(moment: str, opening: str) -> None:
    assert CALENDAR.next_opening(at(moment)) == at(opening)


def test_it_is_the_hour_in_shanghai_that_counts() -> None:
    midnight_in_greenwich = datetime(2026, 11, 18, 0, 0, tzinfo=UTC)
    deadline = CALENDAR.add_hours(midnight_in_greenwich, 1)
    assert deadline == at("2026-11-18T09:30")
    assert deadline.tzinfo is SHANGHAI
    assert is_working(CALENDAR, datetime(2026, 11, 18, 9, 59, tzinfo=UTC))
    assert not is_working(CALENDAR, datetime(2026, 11, 18, 10, 0, tzinfo=UTC))


def test_hours_go_backwards_too() -> None:
    earlier, later = at("2026-11-20T17:00"), at("2026-11-23T09:30")
    assert CALENDAR.hours_between(earlier, later) == 2
    assert CALENDAR.hours_between(later, earlier) == -2
    assert CALENDAR.hours_between(at("2026-11-21T00:00"), at("2026-11-22T23:00")) == 0


@pytest.mark.parametrize(
    "use",
    [
        lambda naive: CALENDAR.add_hours(naive, 1),
        lambda naive: CALENDAR.hours_between(naive, naive + timedelta(hours=1)),
        CALENDAR.next_opening,
    ],
)
def test_a_naive_time_is_refused(use: Callable[[datetime], object]) -> None:
    with pytest.raises(ValueError, match="naive"):
        use(datetime(2026, 11, 18, 9))  # noqa: DTZ001 - that is what must be refused


def test_a_deadline_behind_is_refused() -> None:
    with pytest.raises(ValueError, match="ahead"):
        CALENDAR.add_hours(at("2026-11-18T09:00"), -1)


@pytest.mark.parametrize(
    ("hours", "complaint"),
    [
        ((), "empty"),
        (((time(9), time(9)),), "before they end"),
        (((time(22), time(6)),), "before they end"),
        ((AFTERNOON, MORNING), "follow one another"),
        ((MORNING, (time(11), time(15))), "follow one another"),
    ],
)
def test_hours_in_disorder_are_refused(hours: tuple[tuple[time, time], ...], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        calendar(hours)


def test_a_day_both_off_and_worked_is_refused() -> None:
    day = frozenset({date(2026, 5, 1)})
    with pytest.raises(ValueError, match="2026-05-01"):
        WorkCalendar(OFFICE, day, day, date(2026, 12, 28))


calendars = st.sampled_from(CALENDARS)
# Half of them near the days where calendars go wrong; to the second, as a deadline is.
turns = st.sampled_from(
    ["2024-02-29", "2024-12-31", "2025-01-26", "2025-02-08", "2026-01-04", "2026-02-14", "2026-10-10"]
)
moments = st.one_of(
    st.builds(lambda day, s: at(day) + timedelta(seconds=s), turns, st.integers(-10 * 86400, 10 * 86400)),
    st.integers(0, 3 * 365 * 86400).map(lambda s: at("2024-01-01") + timedelta(seconds=s)),
)
durations = st.integers(0, 60 * 3600).map(lambda s: s / 3600)


@given(calendars, moments, moments, durations)
def test_an_earlier_start_never_has_a_later_deadline(one: WorkCalendar, a: datetime, b: datetime, h: float) -> None:
    assert one.add_hours(min(a, b), h) <= one.add_hours(max(a, b), h)


@given(calendars, moments, durations, durations)
def test_more_hours_have_a_later_deadline(one: WorkCalendar, start: datetime, a: float, b: float) -> None:
    assert (one.add_hours(start, a) < one.add_hours(start, b)) is (a < b)


@given(calendars, moments, durations, durations)
@example(CALENDAR, at("2026-11-18T08:30"), 3.5, 0)
@example(CALENDAR, at("2026-11-18T08:30"), 0, 3.5)
def test_hours_added_one_after_the_other_are_their_sum(one: WorkCalendar, start: datetime, a: float, b: float) -> None:
    assert one.add_hours(one.add_hours(start, a), b) == one.add_hours(start, a + b)


@given(calendars, moments, durations)
def test_the_hours_until_the_deadline_are_those_added(one: WorkCalendar, start: datetime, h: float) -> None:
    assert one.hours_between(start, one.add_hours(start, h)) == pytest.approx(h, abs=1e-9)


@given(calendars, moments, moments, moments)
def test_hours_between_add_up(one: WorkCalendar, a: datetime, b: datetime, c: datetime) -> None:
    whole = one.hours_between(a, b) + one.hours_between(b, c)
    assert whole == pytest.approx(one.hours_between(a, c), abs=1e-6)


@given(calendars, moments, durations)
def test_a_deadline_never_falls_where_nobody_works(one: WorkCalendar, start: datetime, h: float) -> None:
    deadline = one.add_hours(start, h)
    assert start <= deadline
    assert is_working(one, deadline) or is_working(one, deadline - timedelta(seconds=1))


@given(moments)
def test_the_count_is_that_of_every_single_second(start: datetime) -> None:
    """Against the plainest possible count, over a stretch short enough for it."""
    end = start + timedelta(minutes=20)
    seconds = (start + timedelta(seconds=passed) for passed in range(1200))
    plain = sum(
        CALENDAR.is_workday(second.date()) and any(opens <= second.time() < closes for opens, closes in OFFICE)
        for second in seconds
    )
    assert CALENDAR.hours_between(start, end) * 3600 == pytest.approx(plain, abs=1e-6)
