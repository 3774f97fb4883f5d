"""The report conversation's table: every pair, every row, any walk; and what it promises a resident."""

from dataclasses import fields, replace
from functools import reduce
from inspect import isfunction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fsm import report_facts as known
from bot.fsm.machine import Row
from bot.fsm.report import OPEN, Do, E, S, report_flow
from bot.fsm.report_facts import ReportFacts
from bot.services.report.stepping import EFFECTS, SHOWN
from tests.fsm import walk

FLOW = report_flow()
# As little as possible is asked: only the card.
PLAIN = ReportFacts()
NAMES = [field.name for field in fields(ReportFacts)]


def otherwise(facts: ReportFacts, name: str) -> ReportFacts:
    return replace(facts, **{name: not getattr(facts, name)})


ONE_OTHERWISE = [otherwise(PLAIN, name) for name in NAMES]
# Of the 2,048 kinds those in which at most two things are not plain: each guard alone, and before each other.
KINDS_OF_FACTS = [PLAIN, *ONE_OTHERWISE, *(reduce(otherwise, two, PLAIN) for two in combinations(NAMES, 2))]
FACTS = st.builds(ReportFacts, *(st.booleans() for _ in NAMES))
OPEN_STATES = pytest.mark.parametrize("state", OPEN)
# What the person wants to say once more, or to see again.
WISHES = {E.BACK, E.BROWSE, E.FIX, E.ADD_MORE, *(event for event in E if event.startswith(("change_", "add_")))}


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_an_allowed_pair_does_what_its_row_says(state: S, event: E) -> None:
    for facts in KINDS_OF_FACTS:
        walk.check_step(FLOW, state, event, facts)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(FLOW))
def test_a_forbidden_pair_is_refused(state: S, event: E) -> None:
    walk.check_refusal(FLOW, state, event, PLAIN)


@given(walk.walks(FLOW, FACTS))
def test_any_conversation_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(FLOW, steps)


def test_every_row_has_its_day() -> None:
    assert walk.rows_never_taken(FLOW, [PLAIN, *ONE_OTHERWISE]) == []


GUARDS = [thing for thing in vars(known).values() if isfunction(thing) and thing.__module__ == known.__name__]


@pytest.mark.parametrize("guard", GUARDS)
def test_each_guard_decides_somewhere_all_alone(guard: object) -> None:
    """One fact otherwise, and its row is taken; none of the eleven is there for nothing."""

    def taken(row: Row, facts: ReportFacts) -> bool:
        return walk.row_for(FLOW, row.state, row.event, facts) is row

    rows = [row for row in FLOW.rows if row.when is guard]
    assert any(taken(row, facts) and not taken(row, PLAIN) for row in rows for facts in ONE_OTHERWISE)


def test_one_sentence_is_enough_where_the_rest_is_known() -> None:
    assert FLOW.step(S.NEW, E.TOLD, PLAIN).state is S.REVIEW


@OPEN_STATES
def test_at_every_step_something_may_be_said_and_it_is_answered(state: S) -> None:
    assert all(FLOW.step(state, E.TOLD, facts).effects for facts in KINDS_OF_FACTS)


@OPEN_STATES
def test_nothing_said_ends_a_report_but_what_belongs_to_a_ticket(state: S) -> None:
    """Or says where they live, which was all that they came for."""
    for facts in KINDS_OF_FACTS:
        step = FLOW.step(state, E.TOLD, facts)
        assert step.state is not S.SETTLED or facts.only_home
        if step.state in FLOW.final and not facts.only_home:
            assert facts.belongs
            assert step.state is S.ATTACHED
            assert step.effects[0] is Do.ADD_TO_TICKET


@OPEN_STATES
@pytest.mark.parametrize(
    ("event", "dest", "effect"),
    [(E.ALARM, S.SUBMITTED, Do.OPEN_TICKET), (E.CANCEL, S.CANCELLED, Do.SAY_CANCELLED)],
)
def test_the_alarm_and_cancelling_wait_for_nothing(state: S, event: E, dest: S, effect: Do) -> None:
    """At every step, whatever is known or missing: no consent, place or words first (docs/conversation.md)."""
    for facts in KINDS_OF_FACTS:
        step = FLOW.step(state, event, facts)
        assert step.state is dest
        assert effect in step.effects
        assert not set(step.effects) & set(ASKED)


def test_nobody_gets_past_the_notice_without_agreeing() -> None:
    """Consent before the first personal datum (docs/privacy.md); what belongs to a ticket was agreed to with it."""
    assert set(FLOW.allowed(S.CONSENT)) == {E.TOLD, E.SCAN, E.BACK, E.AGREE, E.ALARM, E.CANCEL}
    for facts in KINDS_OF_FACTS:
        for event in (E.TOLD, E.SCAN, E.MOVE):
            assert FLOW.step(S.NEW, event, replace(facts, consented=False, belongs=False)).state is S.CONSENT
        for event in (E.TOLD, E.SCAN, E.BACK):
            assert FLOW.step(S.CONSENT, event, facts).state is S.CONSENT


# What each asking effect asks for, where nobody wished to be asked again.
ASKED = {
    Do.ASK_CONSENT: known.consent_is_missing,
    Do.ASK_FOLLOWUP: known.may_belong_to_a_ticket,
    Do.ASK_SPLIT: known.two_problems_were_told,
    Do.ASK_COMPOUND: known.compound_is_missing,
    Do.ASK_WORDS: known.words_are_missing,
    Do.ASK_QUESTION: known.question_is_open,
    Do.SHOW_SIMILAR: known.similar_was_found,
}


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_nobody_is_asked_for_what_is_known(state: S, event: E) -> None:
    """Only somebody who goes back or wants to change it sees such a question again, or who has not answered it yet."""
    for facts in KINDS_OF_FACTS if event not in WISHES else ():
        step = FLOW.step(state, event, facts)
        if step.state is not state:
            assert all(ASKED[effect](facts) for effect in step.effects if effect in ASKED)


# Where a line of the card is changed, which leads back to it.
AT_THE_CARD = (S.REVIEW, S.CATEGORY, S.PLACE, S.WORDS, S.PHOTO, S.CONTACT)


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_the_card_comes_only_when_nothing_is_missing(state: S, event: E) -> None:
    for facts in KINDS_OF_FACTS if state not in AT_THE_CARD else ():
        if FLOW.step(state, event, facts).state is S.REVIEW:
            assert not any(missing(facts) for missing in ASKED.values())


@given(walk.walks(FLOW, FACTS))
def test_a_ticket_is_opened_once_and_only_by_submitting_or_the_alarm(steps: walk.Walk) -> None:
    state, opened = FLOW.initial, 0
    for event, facts in steps:
        if event in FLOW.allowed(state):
            step = FLOW.step(state, event, facts)
            opened += Do.OPEN_TICKET in step.effects
            sends = event in (E.SUBMIT, E.ALARM)
            assert (Do.OPEN_TICKET in step.effects) == sends == (step.state is S.SUBMITTED)
            # Whatever ends it drops the draft; whatever does not shows something.
            assert (Do.DROP_DRAFT in step.effects) == (step.state in FLOW.final)
            assert step.effects
            state = step.state
    assert opened <= 1


@pytest.mark.parametrize("state", [state for state in S if state in FLOW.final and state is not S.SETTLED])
def test_whatever_ends_a_report_of_several_problems_begins_the_next_one(state: S) -> None:
    """But a home: there is no report then."""
    assert all(row.then[-1] is Do.BEGIN_NEXT for row in FLOW.rows if row.dest is state)


def test_the_services_know_every_effect_and_can_show_every_open_step_again() -> None:
    assert set(EFFECTS) == set(Do)
    assert set(SHOWN) == {*OPEN} - {S.NEW}
