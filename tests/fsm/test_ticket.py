"""The ticket's table, as far as its life goes yet: every pair, every row, any walk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.tickets import TicketState
from bot.fsm.ticket import Do, E, ticket_flow
from bot.services.tickets import EFFECTS
from bot.texts.words import STATES
from tests.fsm import walk

FLOW = ticket_flow()


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_an_allowed_pair_does_what_its_row_says(state: TicketState, event: E) -> None:
    walk.check_step(FLOW, state, event, None)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(FLOW))
def test_a_forbidden_pair_is_refused(state: TicketState, event: E) -> None:
    walk.check_refusal(FLOW, state, event)


@given(walk.walks(FLOW, st.none()))
def test_any_life_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(FLOW, steps)


def test_every_row_has_its_day() -> None:
    assert walk.rows_never_taken(FLOW, [None]) == []


@pytest.mark.parametrize("row", FLOW.rows, ids=lambda row: f"{row.state}-{row.event}")
def test_every_change_is_seen_on_the_desks_and_ends_the_reminders_of_what_waited(row: object) -> None:
    """Nobody acts on what is past, and nobody is reminded of what is done."""
    assert Do.TELL_DESK in row.then  # type: ignore[attr-defined]
    if row.state is TicketState.SUBMITTED:  # type: ignore[attr-defined]
        assert Do.STOP_ALERT in row.then  # type: ignore[attr-defined]


def test_the_reporter_hears_of_what_others_do() -> None:
    assert Do.TELL_REPORTER in FLOW.step(TicketState.SUBMITTED, E.ACCEPT, None).effects


def test_every_effect_is_known_and_every_state_has_a_word() -> None:
    assert set(EFFECTS) == set(Do)
    assert set(STATES) == set(TicketState)
