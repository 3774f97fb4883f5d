"""A deadline in the facts in which a person thinks of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.clock import SHANGHAI
from bot.domain.deadlines import DayAhead, FriendlyDeadline, PartOfDay, friendly_deadline

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=SHANGHAI)
spans = st.integers(0, 400 * 86400).map(lambda seconds: timedelta(seconds=seconds))


def test_the_facts_are_those_of_shanghai() -> None:
    late_in_greenwich = datetime(2026, 12, 31, 18, 10, tzinfo=UTC)
    assert friendly_deadline(late_in_greenwich, NOW) == FriendlyDeadline(
        minutes=None,
        ahead=DayAhead.LATER,
        day=date(2027, 1, 1),
        this_year=False,
        part=PartOfDay.NIGHT,
        hour=2,
        minute=30,
    )


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        ((0, 0), PartOfDay.NIGHT),
        ((6, 0), PartOfDay.NIGHT),
        ((6, 1), PartOfDay.MORNING),
        ((12, 0), PartOfDay.MORNING),
        ((12, 1), PartOfDay.AFTERNOON),
        ((18, 0), PartOfDay.AFTERNOON),
        ((18, 1), PartOfDay.EVENING),
        ((23, 59), PartOfDay.EVENING),
    ],
)
def test_what_ends_a_part_of_the_day_belongs_to_it(clock: tuple[int, int], part: PartOfDay) -> None:
    moment = datetime(2026, 11, 23, *clock, tzinfo=SHANGHAI)
    assert friendly_deadline(moment, NOW).part is part


@given(spans)
def test_no_time_is_named_that_lies_before_the_deadline(span: timedelta) -> None:
    deadline = NOW + span
    facts = friendly_deadline(deadline, NOW)
    midnight = datetime(facts.day.year, facts.day.month, facts.day.day, tzinfo=SHANGHAI)
    assert deadline <= midnight + timedelta(hours=facts.hour, minutes=facts.minute)
    assert facts.minutes is None or deadline <= NOW + timedelta(minutes=facts.minutes)


@given(spans)
@example(timedelta(hours=1))
@example(timedelta(hours=1, seconds=1))
def test_minutes_are_given_within_the_hour_alone(span: timedelta) -> None:
    minutes = friendly_deadline(NOW + span, NOW).minutes
    assert (minutes is not None) is (span <= timedelta(hours=1))
    assert (minutes == 0) is (span == timedelta(0))


def test_a_deadline_that_has_passed_has_no_minutes_left() -> None:
    assert friendly_deadline(NOW - timedelta(days=2), NOW).minutes == 0
