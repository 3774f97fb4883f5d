"""Never more than allowed in any window, whenever messages come; and never held back without need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.pace import Window

GAPS = st.lists(st.floats(0, 3, allow_nan=False), max_size=80)


def moments(limit: int, seconds: float, gaps: list[float]) -> tuple[list[float], list[float]]:
    """When each was ready to go, and when it went."""
    window, ready, went, now = Window(limit, seconds), [], [], 0.0
    for gap in gaps:
        now += gap
        ready.append(now)
        now = max(now, window.free_at())
        window.take(now)
        went.append(now)
    return ready, went


@given(st.integers(1, 30), st.floats(0.1, 60), GAPS)
def test_no_window_holds_more_than_its_limit(limit: int, seconds: float, gaps: list[float]) -> None:
    _, went = moments(limit, seconds, gaps)
    for first, beyond in zip(went, went[limit:], strict=False):
        assert beyond >= first + seconds


@given(st.integers(1, 30), st.floats(0.1, 60), GAPS)
def test_who_waits_waits_for_a_full_window(limit: int, seconds: float, gaps: list[float]) -> None:
    ready, went = moments(limit, seconds, gaps)
    for at, (wanted, gone) in enumerate(zip(ready, went, strict=True)):
        assert gone == wanted or (at >= limit and gone == went[at - limit] + seconds)


@pytest.mark.parametrize(("limit", "seconds"), [(0, 1.0), (1, 0.0), (-1, 1.0)])
def test_a_window_that_lets_nothing_through_is_refused(limit: int, seconds: float) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Window(limit, seconds)
