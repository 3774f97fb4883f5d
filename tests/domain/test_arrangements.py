"""The published years: each notice's own sums, and no day that contradicts another."""

from datetime import timedelta

import pytest

from bot.domain.arrangements import ARRANGEMENTS, Arrangement

YEARS = [pytest.param(year, arranged, id=str(year)) for year, arranged in ARRANGEMENTS.items()]


@pytest.mark.parametrize(("year", "arranged"), YEARS)
def test_make_up_days_are_weekends_that_are_not_off(year: int, arranged: Arrangement) -> None:
    worked = arranged.days_worked(year)
    assert all(day.weekday() >= 5 for day in worked)
    assert not worked & arranged.days_off(year)


@pytest.mark.parametrize(("year", "arranged"), YEARS)
def test_no_two_holidays_overlap_or_touch(year: int, arranged: Arrangement) -> None:
    off = arranged.days_off(year)
    assert len(off) == sum(days for *_, days in arranged.holidays)
    assert sum(day - timedelta(days=1) not in off for day in off) == len(arranged.holidays)


def test_the_years_follow_one_another() -> None:
    assert list(ARRANGEMENTS) == list(range(min(ARRANGEMENTS), max(ARRANGEMENTS) + 1))
    assert len({arranged.document for arranged in ARRANGEMENTS.values()}) == len(ARRANGEMENTS)
