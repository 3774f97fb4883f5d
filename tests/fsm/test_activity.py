"""The tables of an activity and of a sign-up: every pair, every row, any life."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.activities import ActivityState, SignupState
from bot.fsm.activity import Act, ActivityFacts, Do, E, SignupFacts, activity_flow, signup_flow
from bot.services.activities.effects import EFFECTS
from tests.fsm import walk

ACTIVITY, SIGNUP = activity_flow(), signup_flow()
EVERY_ACTIVITY = [ActivityFacts(*facts) for facts in product((True, False), repeat=3)]
FACTS = st.sampled_from(EVERY_ACTIVITY)
EVERY_SIGN_UP = [SignupFacts(has) for has in (True, False)]
SIGNUP_FACTS = st.sampled_from(EVERY_SIGN_UP)


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(ACTIVITY))
def test_an_allowed_pair_does_what_its_row_says(state: ActivityState, event: E) -> None:
    for facts in EVERY_ACTIVITY:
        walk.check_step(ACTIVITY, state, event, facts)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(ACTIVITY))
def test_a_forbidden_pair_is_refused(state: ActivityState, event: E) -> None:
    walk.check_refusal(ACTIVITY, state, event, ActivityFacts())


@given(walk.walks(ACTIVITY, FACTS))
def test_any_life_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(ACTIVITY, steps)


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(SIGNUP))
def test_an_allowed_step_of_a_sign_up(state: SignupState, event: Act) -> None:
    for facts in EVERY_SIGN_UP:
        walk.check_step(SIGNUP, state, event, facts)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(SIGNUP))
def test_a_forbidden_step_of_a_sign_up(state: SignupState, event: Act) -> None:
    walk.check_refusal(SIGNUP, state, event, SignupFacts())


@given(walk.walks(SIGNUP, SIGNUP_FACTS))
def test_any_sign_up_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(SIGNUP, steps)


def test_every_row_has_its_day_and_every_effect_is_done() -> None:
    assert walk.rows_never_taken(ACTIVITY, EVERY_ACTIVITY) == []
    assert walk.rows_never_taken(SIGNUP, EVERY_SIGN_UP) == []
    assert set(EFFECTS) == set(Do)
