"""The table of a file's life: every pair, every row, any life."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.volunteers import FileState as S
from bot.fsm.volunteer import FINAL, Do, E, FileFacts, volunteer_flow
from bot.services.volunteers.filing import EFFECTS
from tests.fsm import walk

FLOW = volunteer_flow()
EVERY_KIND_OF_FACTS = [FileFacts(serves) for serves in (False, True)]
FACTS = st.sampled_from(EVERY_KIND_OF_FACTS)


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_an_allowed_pair_does_what_its_row_says(state: S, event: E) -> None:
    for facts in EVERY_KIND_OF_FACTS:
        walk.check_step(FLOW, state, event, facts)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(FLOW))
def test_a_forbidden_pair_is_refused(state: S, event: E) -> None:
    walk.check_refusal(FLOW, state, event, FileFacts())


@given(walk.walks(FLOW, FACTS))
def test_any_life_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(FLOW, steps)


def test_every_effect_is_done_by_the_service() -> None:
    assert set(EFFECTS) == set(Do) == {effect for row in FLOW.rows for effect in row.then}


def test_the_post_is_given_by_a_yes_alone_and_taken_whoever_leaves() -> None:
    given_by = {(row.state, row.event) for row in FLOW.rows if Do.GIVE_POST in row.then}
    assert given_by == {(S.PENDING, E.APPROVE)}
    taken_by = {row.state for row in FLOW.rows if Do.TAKE_POST in row.then}
    assert taken_by == set(S) - set(FINAL)
