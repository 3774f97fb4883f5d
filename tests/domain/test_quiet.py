"""Quiet hours: within them or not, over midnight or by day; when the next morning is."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock import SHANGHAI
from bot.domain.quiet import QuietHours, next_at

NIGHT = QuietHours(time(21, 30), time(7, 30))


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 10, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (at(21, 29), False),
        (at(21, 30), True),
        (at(23, 59), True),
        (at(0, 0), True),
        (at(7, 29), True),
        (at(7, 30), False),
        (at(12, 0), False),
    ],
)
def test_the_night_goes_over_midnight_and_ends_before_its_last_moment(moment: datetime, *, quiet: bool) -> None:
    assert (moment in NIGHT) is quiet


def test_hours_of_one_day() -> None:
    rest = QuietHours(time(12, 0), time(14, 0))
    assert at(13) in rest
    assert at(14) not in rest
    assert at(2) not in rest


def test_hours_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="another time"):
        QuietHours(time(8), time(8))


@given(st.datetimes(timezones=st.just(SHANGHAI)), st.times())
def test_the_next_time_lies_ahead_and_within_a_day(now: datetime, hour: time) -> None:
    found = next_at(now, hour)
    assert timedelta(0) < found - now <= timedelta(days=1)
    assert found.timetz().replace(tzinfo=None) == hour
