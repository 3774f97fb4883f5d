"""The code of a check-in, and how often an activity counts."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.activities import HOUR_MS, SPAN_MS, Activity, Verdict, code_at, verdict_on

NOW = 1_773_104_700_000
MOMENTS = st.integers(NOW, NOW + 10**9)


@given(MOMENTS, st.integers(0, SPAN_MS))
def test_a_code_is_good_for_two_and_a_half_minutes_at_least(shown: int, later: int) -> None:
    digits = code_at("secret", "a", shown)
    assert len(digits) == 6
    assert digits.isdecimal()
    assert verdict_on("secret", "a", digits, shown + later) is Verdict.GOOD


@given(MOMENTS, st.integers(2 * SPAN_MS, 20 * SPAN_MS))
def test_after_five_minutes_it_is_old(shown: int, later: int) -> None:
    digits = code_at("secret", "a", shown)
    # Of a million codes two may be the same.
    assume(digits not in {code_at("secret", "a", shown + later - ago) for ago in (0, SPAN_MS)})
    assert verdict_on("secret", "a", digits, shown + later) is Verdict.OLD


def test_another_activitys_another_keys_and_tomorrows_are_wrong() -> None:
    digits = code_at("secret", "a", NOW)
    assert verdict_on("secret", "b", digits, NOW) is Verdict.WRONG
    assert verdict_on("other", "a", digits, NOW) is Verdict.WRONG
    assert verdict_on("secret", "a", digits, NOW + 24 * HOUR_MS) is Verdict.WRONG
    assert verdict_on("secret", "a", code_at("secret", "a", NOW + 10 * SPAN_MS), NOW) is Verdict.WRONG
    assert verdict_on("secret", "a", "", NOW) is Verdict.WRONG


@pytest.mark.parametrize(("hours", "times"), [(0.2, 1), (1, 1), (1.4, 1), (1.5, 2), (2, 2), (3.9, 4), (9, 4)])
def test_how_often_it_counts(hours: float, times: int) -> None:
    assert Activity("a", "p", "打扫", NOW, begins_at=NOW, ends_at=NOW + int(hours * HOUR_MS)).times == times
