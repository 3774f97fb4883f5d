"""The table of an order: every pair, every row, any life; who may do what, and what follows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Role
from bot.domain.shop import OrderState
from bot.fsm.redemption import WHO, Do, E, redemption_flow
from bot.services.shop.redemptions import EFFECTS
from tests.fsm import walk

FLOW = redemption_flow()
NOTHING = st.just(None)


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_an_allowed_pair_does_what_its_row_says(state: OrderState, event: E) -> None:
    walk.check_step(FLOW, state, event, None)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(FLOW))
def test_a_forbidden_pair_is_refused(state: OrderState, event: E) -> None:
    walk.check_refusal(FLOW, state, event)


@given(walk.walks(FLOW, NOTHING))
def test_any_life_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(FLOW, steps)


def test_every_row_has_its_day() -> None:
    assert walk.rows_never_taken(FLOW, [None]) == []


def test_an_order_ends_once() -> None:
    """Whatever happens to it is the end of it."""
    assert {row.state for row in FLOW.rows} == {OrderState.RESERVED}
    assert set(FLOW.final) == set(OrderState) - {OrderState.RESERVED}


def test_points_are_spent_or_given_back_and_what_is_given_back_lies_on_the_shelf() -> None:
    for row in FLOW.rows:
        spent, back = Do.SPEND_POINTS in row.then, Do.GIVE_POINTS_BACK in row.then
        assert spent is not back
        assert (Do.PUT_BACK in row.then) is back
        assert (Do.FORGET_CLOCK in row.then) is (row.event is not E.EXPIRE)


def test_every_event_is_somebodys_or_the_clocks_and_every_effect_is_known() -> None:
    assert set(E) - set(WHO) == {E.EXPIRE}
    assert WHO == {E.COLLECT: (Role.SHOPKEEPER,), E.CANCEL: (Role.RESIDENT,)}
    assert set(EFFECTS) == set(Do)
