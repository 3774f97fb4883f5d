"""The report conversation's table: every pair, every row, any walk; and what it promises a resident."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fsm.report import Do, E, ReportFacts, S, report_flow
from bot.services.report_steps import EFFECTS, SHOWN
from tests.fsm import walk

FLOW = report_flow()
EVERY_KIND_OF_FACTS = [ReportFacts(*known) for known in product((False, True), repeat=3)]
FACTS = st.sampled_from(EVERY_KIND_OF_FACTS)


@pytest.mark.parametrize("facts", EVERY_KIND_OF_FACTS, ids=repr)
@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_an_allowed_pair_does_what_its_row_says(state: S, event: E, facts: ReportFacts) -> None:
    walk.check_step(FLOW, state, event, facts)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(FLOW))
def test_a_forbidden_pair_is_refused(state: S, event: E) -> None:
    walk.check_refusal(FLOW, state, event)


@given(walk.walks(FLOW, FACTS))
def test_any_conversation_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(FLOW, steps)


def test_every_row_has_its_day() -> None:
    assert walk.rows_never_taken(FLOW, EVERY_KIND_OF_FACTS) == []


def test_one_sentence_is_enough_where_the_rest_is_known() -> None:
    assert FLOW.step(S.NEW, E.TOLD, ReportFacts(consented=True, settled=True, described=True)).state is S.REVIEW


@pytest.mark.parametrize("facts", EVERY_KIND_OF_FACTS, ids=repr)
@pytest.mark.parametrize("state", [state for state in S if state not in FLOW.final])
def test_at_every_step_something_may_be_said_and_nothing_said_ends_it(state: S, facts: ReportFacts) -> None:
    step = FLOW.step(state, E.TOLD, facts)
    assert step.state not in FLOW.final
    assert step.effects


@pytest.mark.parametrize("facts", EVERY_KIND_OF_FACTS, ids=repr)
def test_nobody_gets_past_the_notice_without_agreeing(facts: ReportFacts) -> None:
    """DOMAIN §8: consent before the first personal datum is used."""
    without = ReportFacts(consented=False, settled=facts.settled, described=facts.described)
    assert FLOW.step(S.NEW, E.TOLD, without).state is S.CONSENT
    assert set(FLOW.allowed(S.CONSENT)) == {E.TOLD, E.AGREE, E.CANCEL}
    assert FLOW.step(S.CONSENT, E.TOLD, without).state is S.CONSENT


@given(walk.walks(FLOW, FACTS))
def test_a_ticket_is_opened_once_and_only_by_submitting(steps: walk.Walk) -> None:
    state, opened = FLOW.initial, 0
    for event, facts in steps:
        if event in FLOW.allowed(state):
            step = FLOW.step(state, event, facts)
            opened += Do.OPEN_TICKET in step.effects
            assert (Do.OPEN_TICKET in step.effects) == (event is E.SUBMIT) == (step.state is S.SUBMITTED)
            # Whatever ends it drops the draft; whatever does not shows something.
            assert (Do.DROP_DRAFT in step.effects) == (step.state in FLOW.final)
            state = step.state
    assert opened <= 1


def test_the_services_know_every_effect_and_can_show_every_open_step_again() -> None:
    assert set(EFFECTS) == set(Do)
    assert set(SHOWN) == {state for state in S if state not in FLOW.final} - {S.NEW}
