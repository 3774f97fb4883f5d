"""Every pair of a flow's table, allowed and forbidden, and random walks through it: for the tests of each flow.

    @pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
    def test_an_allowed_pair_does_what_its_row_says(state, event):
        for facts in EVERY_KIND_OF_FACTS:
            walk.check_step(FLOW, state, event, facts)

    @pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(FLOW))
    def test_a_forbidden_pair_is_refused(state, event):
        walk.check_refusal(FLOW, state, event)

    @given(walk.walks(FLOW, FACTS))
    def test_any_conversation_follows_the_table(steps):
        walk.follow(FLOW, steps)

    def test_every_row_has_its_day():
        assert walk.rows_never_taken(FLOW, EVERY_KIND_OF_FACTS) == []

What should happen is read from the rows by hand (`row_for`), never asked of the machine under test.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import strategies as st

from bot.domain.errors import NotPossibleNow
from bot.fsm.machine import Flow, Row, Step

Walk = list[tuple[Any, Any]]


def row_for(flow: Flow, state: Any, event: Any, facts: Any) -> Row | None:
    """The row that the table means: the first of the pair whose guard agrees."""
    rows = _by_pair(flow).get((state, event), [])
    return next((row for row in rows if row.when is None or row.when(facts)), None)


@cache
def _by_pair(flow: Flow) -> dict[tuple[Any, Any], list[Row]]:
    rows = defaultdict(list)
    for row in flow.rows:
        rows[row.state, row.event].append(row)
    return dict(rows)


def allowed_pairs(flow: Flow) -> list[Any]:
    """The (state, event) pairs that have a row, as named pytest parameters."""
    return [pair for pair in _pairs(flow) if pair.values in _by_pair(flow)]


def forbidden_pairs(flow: Flow) -> list[Any]:
    """The (state, event) pairs that have none, among them every pair of a final state."""
    allowed = [pair.values for pair in allowed_pairs(flow)]
    return [pair for pair in _pairs(flow) if pair.values not in allowed]


def check_step(flow: Flow, state: Any, event: Any, facts: Any) -> Any:
    """The step equals its row, twice over, and the pair is among the allowed; returns the next state."""
    row = row_for(flow, state, event, facts)
    assert row is not None, f"{flow.name}: the table has no row for {state}, {event} and {facts}"
    assert event in flow.allowed(state), f"{flow.name}: {event} is missing from what {state} allows"
    for _ in range(2):
        step = flow.step(state, event, facts)
        assert step == Step(row.dest, row.then), f"{flow.name}: {state}, {event}, {facts} led to {step}, not {row}"
    return row.dest


def check_refusal(flow: Flow, state: Any, event: Any, facts: Any = None) -> None:
    """The pair is refused, and not among the allowed."""
    assert event not in flow.allowed(state), f"{flow.name}: {state} should not allow {event}"
    with pytest.raises(NotPossibleNow):
        flow.step(state, event, facts)


@st.composite
def walks(draw: st.DrawFn, flow: Flow, facts: st.SearchStrategy[Any], longest: int = 25) -> Walk:
    """What a person might do, in order: mostly events that the state takes, now and then any other."""
    state, steps = flow.initial, []
    for _ in range(draw(st.integers(0, longest))):
        known = draw(facts)
        taken = [event for event in flow.events if row_for(flow, state, event, known)]
        any_event = st.sampled_from(flow.events)
        event = draw(st.one_of(st.sampled_from(taken), any_event) if taken else any_event)
        steps.append((event, known))
        row = row_for(flow, state, event, known)
        state = row.dest if row else state
    return steps


def follow(flow: Flow, steps: Walk) -> Any:
    """Take `steps` from the beginning, checking each; an open state can always be cancelled. Returns the state."""
    state = flow.initial
    for event, facts in steps:
        if row_for(flow, state, event, facts):
            state = check_step(flow, state, event, facts)
        else:
            check_refusal(flow, state, event, facts)
        if state not in flow.final:
            check_step(flow, state, flow.cancel, facts)
    return state


def rows_never_taken(flow: Flow, samples: Iterable[Any]) -> Sequence[Row]:
    """Rows that no sample of facts leads to: dead, or the samples are too few."""
    kinds = list(samples)
    return [row for row in flow.rows if not any(row_for(flow, row.state, row.event, facts) is row for facts in kinds)]


def _pairs(flow: Flow) -> list[Any]:
    return [pytest.param(*pair, id="-".join(pair)) for pair in product(flow.states, flow.events)]
