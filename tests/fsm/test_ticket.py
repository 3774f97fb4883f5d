"""The ticket's tables: every pair and row of the flow, and who may do what at which desk."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Role
from bot.domain.tickets import ENDED, Desk
from bot.domain.tickets import TicketState as S
from bot.fsm.ticket import AT, DEPARTMENTS, PLATFORM, RESIDENTS, WHO, WORKERS, Do, E, TicketFacts, may, ticket_flow
from bot.services.life import EFFECTS
from tests.fsm import walk

FLOW = ticket_flow()
BEFORE = (None, S.SUBMITTED, S.ACCEPTED, S.SCREENING, S.CHECKED_IN, S.HANDLING)
EVERY_KIND_OF_FACTS = [TicketFacts(*known) for known in product(Desk, BEFORE, (True, False))]
FACTS = st.sampled_from(EVERY_KIND_OF_FACTS)


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_an_allowed_pair_does_what_its_row_says(state: S, event: E) -> None:
    for facts in EVERY_KIND_OF_FACTS:
        walk.check_step(FLOW, state, event, facts)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(FLOW))
def test_a_forbidden_pair_is_refused(state: S, event: E) -> None:
    walk.check_refusal(FLOW, state, event, TicketFacts())


@given(walk.walks(FLOW, FACTS))
def test_any_life_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(FLOW, steps)


def test_every_row_has_its_day() -> None:
    assert walk.rows_never_taken(FLOW, EVERY_KIND_OF_FACTS) == []


def test_the_services_know_every_effect() -> None:
    assert set(EFFECTS) == set(Do)


def test_what_ends_a_ticket_is_what_the_domain_calls_ended() -> None:
    assert FLOW.final == ENDED


@pytest.mark.parametrize("state", [state for state in S if state not in FLOW.final])
def test_whoever_reported_it_can_take_it_back_at_any_time(state: S) -> None:
    assert FLOW.step(state, E.WITHDRAW, TicketFacts()).state is S.WITHDRAWN
    assert all(may(Role.RESIDENT, E.WITHDRAW, desk) for desk in Desk)


@pytest.mark.parametrize(("role", "event", "desk"), list(product(Role, E, Desk)))
def test_nobody_does_what_is_not_theirs_or_at_a_desk_where_they_do_not_sit(role: Role, event: E, desk: Desk) -> None:
    allowed = may(role, event, desk)
    if allowed:
        assert role in WHO[event]
        assert role in AT[desk] or event is E.RECALL
    elif event in WHO and event is not E.RECALL:
        assert role not in WHO[event] or role not in AT[desk]


@pytest.mark.parametrize("event", [event for event in E if event not in WHO])
def test_what_the_clock_does_nobody_may(event: E) -> None:
    assert not any(may(role, event, desk) for role in Role for desk in Desk)


def test_what_a_department_has_no_branch_touches_and_only_the_platform_takes_back() -> None:
    taken = [(role, event) for role in Role for event in E if may(role, event, Desk.DEPARTMENT)]
    assert {role for role, event in taken if event is E.RECALL} == set(PLATFORM)
    assert {role for role, event in taken if event is not E.RECALL} <= {*DEPARTMENTS, *RESIDENTS}


@pytest.mark.parametrize("role", WORKERS)
def test_whoever_is_asked_to_do_it_may_settle_it_and_no_more(role: Role) -> None:
    assert {event for event in E if any(may(role, event, desk) for desk in Desk)} == {E.RESOLVE}


@pytest.mark.parametrize("event", list(WHO))
def test_every_button_leads_somewhere(event: E) -> None:
    assert any(event in FLOW.allowed(state) for state in S if state not in FLOW.final)
