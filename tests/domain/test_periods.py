"""Months and weeks, in Shanghai."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock import SHANGHAI
from bot.domain.periods import Period, month_around, month_at, period_of, week_around, week_at

DAYS = st.dates(date(2001, 1, 1), date(2999, 12, 1))
PERIODS = st.one_of(st.builds(month_around, DAYS), st.builds(week_around, DAYS))


@pytest.mark.parametrize(
    ("code", "first", "end"),
    [
        ("2026-03", date(2026, 3, 1), date(2026, 4, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2028-02", date(2028, 2, 1), date(2028, 3, 1)),
        ("2026-W10", date(2026, 3, 2), date(2026, 3, 9)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 4)),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 5)),
    ],
)
def test_a_code_and_its_days(code: str, first: date, end: date) -> None:
    assert period_of(code) == Period(first, end)
    assert period_of(code).code == code


@pytest.mark.parametrize(
    "code", ["", "2026", "2026-13", "2026-00", "2026-3", "2025-W53", "2026-W00", "1999-01", "2026-03 "]
)
def test_what_is_no_period(code: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        period_of(code)


@given(PERIODS)
def test_periods_follow_one_another(period: Period) -> None:
    assert period.after().first == period.end
    assert period.before().end == period.first
    assert period.after().before() == period
    assert period_of(period.code) == period


@given(DAYS)
def test_a_day_is_within_its_month_and_its_week(day: date) -> None:
    for period in (month_around(day), week_around(day)):
        assert period.first <= day < period.end
    assert week_around(day).first.weekday() == 0


def test_it_is_the_next_month_in_shanghai_first() -> None:
    moment = datetime(2026, 4, 1, 0, 0, tzinfo=SHANGHAI)
    assert month_at(moment).code == "2026-04"
    assert month_at(moment - timedelta(seconds=1)).code == "2026-03"
    assert month_at(moment).begins_at == moment == month_at(moment).before().ends_at
    assert week_at(datetime(2026, 3, 9, tzinfo=SHANGHAI)).code == "2026-W11"
