"""The wish's table: every pair, every row, any life; who may do what; and that each step has its words and its day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wishes import ENDED, WishState
from bot.fsm.wish import WHO, Do, E, Who, WishFacts, offered, role_for, wish_flow
from bot.services.wishes.clock import STAGES
from bot.services.wishes.life import EFFECTS
from bot.services.wishes.steps import ASKED
from bot.texts.buttons import BUTTONS
from bot.texts.wishes.steps import ASKS, REASONS
from tests.fsm import walk

FLOW = wish_flow()
EVERY_KIND_OF_FACTS = [WishFacts(extended) for extended in (False, True)]
FACTS = st.sampled_from(EVERY_KIND_OF_FACTS)
BY_THE_CLOCK = {E.LAPSE, E.EXPIRE}


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_an_allowed_pair_does_what_its_row_says(state: WishState, event: E) -> None:
    for facts in EVERY_KIND_OF_FACTS:
        walk.check_step(FLOW, state, event, facts)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(FLOW))
def test_a_forbidden_pair_is_refused(state: WishState, event: E) -> None:
    walk.check_refusal(FLOW, state, event, WishFacts())


@given(walk.walks(FLOW, FACTS))
def test_any_life_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(FLOW, steps)


def test_every_row_has_its_day() -> None:
    assert walk.rows_never_taken(FLOW, EVERY_KIND_OF_FACTS) == []


# Written out once more, by hand. Everything else is forbidden.
MAY: dict[Who, str] = {
    Who.WISHER: "submit confirm not_yet withdraw",
    Who.SECRETARY: "publish reword reject",
    Who.VOLUNTEER: "claim",
    Who.CLAIMER: "deliver extend hand_back",
    Who.PROXY: "confirm not_yet",
    Who.CLOCK: "lapse expire",
}


@pytest.mark.parametrize("who", Who)
@pytest.mark.parametrize("event", E)
def test_who_may_do_what(who: Who, event: E) -> None:
    assert (role_for(event, {who}) is who) == (event in MAY[who].split())


def test_nobody_may_anything_and_everything_is_somebodys() -> None:
    assert all(role_for(event, ()) is None for event in E)
    assert set(WHO) == set(E)


def test_more_time_is_offered_once_and_what_was_done_is_not_taken_back() -> None:
    assert E.EXTEND in offered(WishState.CLAIMED, WishFacts())
    assert E.EXTEND not in offered(WishState.CLAIMED, WishFacts(extended=True))
    assert E.WITHDRAW not in offered(WishState.DELIVERED, WishFacts())
    assert E.WITHDRAW in offered(WishState.CLAIMED, WishFacts())


def test_what_follows_is_done_by_somebody() -> None:
    assert set(EFFECTS) == set(Do)


def test_points_follow_from_the_confirmation_alone() -> None:
    assert {(row.state, row.event) for row in FLOW.rows if Do.AWARD in row.then} == {(WishState.DELIVERED, E.CONFIRM)}


def test_what_ends_forgets_how_to_reach_the_wisher() -> None:
    ending = [row for row in FLOW.rows if row.dest in ENDED]
    assert ending
    assert all(Do.FORGET_CONTACT in row.then for row in ending)


def test_the_clock_looks_after_whatever_goes_on() -> None:
    assert set(STAGES) == {*WishState} - {*ENDED}


def test_each_step_has_a_button_and_each_question_its_words() -> None:
    assert {f"w_{event}" for event in E if event not in BY_THE_CLOCK} <= set(BUTTONS)
    assert set(ASKS) == {*ASKED}
    assert set(REASONS) <= {*ASKED}
