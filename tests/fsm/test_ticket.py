"""The ticket's table: every pair, every row, any life; and who may do what with it, at which desk."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Role
from bot.domain.policy import DEPARTMENTS, OFFICES, PLATFORM, WORKERS
from bot.domain.tickets import ENDED, Desk, TicketState
from bot.fsm.ticket import (
    AT,
    FINAL,
    GOES_TO,
    OF_THE_LEAD,
    RESIDENTS,
    WHO,
    Do,
    E,
    TicketFacts,
    may,
    ticket_flow,
)
from bot.services.deed_questions import ASKS
from bot.services.life import EFFECTS, WAKES
from bot.texts.buttons import BUTTONS
from bot.texts.deeds import DONE, REASONS_FOR
from bot.texts.news import SAID
from bot.texts.words import AT_DESK, STATES
from tests.fsm import walk

FLOW = ticket_flow()
BEFORE = (None, *(state for state in TicketState if state not in ENDED))
EVERY_KIND_OF_FACTS = [TicketFacts(*facts) for facts in product(Desk, BEFORE, (True, False))]
FACTS = st.sampled_from(EVERY_KIND_OF_FACTS)
# What nobody does: the clock alone.
BY_THE_CLOCK = {E.EXPIRE, E.CLOSE}


@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_an_allowed_pair_does_what_its_row_says(state: TicketState, event: E) -> None:
    for facts in EVERY_KIND_OF_FACTS:
        walk.check_step(FLOW, state, event, facts)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(FLOW))
def test_a_forbidden_pair_is_refused(state: TicketState, event: E) -> None:
    walk.check_refusal(FLOW, state, event, TicketFacts())


@given(walk.walks(FLOW, FACTS))
def test_any_life_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(FLOW, steps)


def test_every_row_has_its_day() -> None:
    assert walk.rows_never_taken(FLOW, EVERY_KIND_OF_FACTS) == []


# ── who, where ────────────────────────────────────────────────────────────────────────────────────────────────

# Written out once more, by hand: role → what it may at which desk. Everything else is forbidden.
BRANCH_MAY = "accept resolve assign whistle ask_info resume suspend reclassify merge reject"
# At which state of it, the flow says.
SCREENS = "accept resolve assign screen transfer send_back ask_info resume suspend reclassify merge reject"
RESIDENTS_MAY = "answer evaluate reopen withdraw"
DEPARTMENT_MAY = "check_in start resolve return ask_info resume suspend"
MAY: dict[Role, dict[Desk, str]] = {
    Role.RESIDENT: dict.fromkeys(Desk, RESIDENTS_MAY),
    Role.SECRETARY: {Desk.COMPOUND: BRANCH_MAY},
    Role.COMMUNITY_STAFF: {Desk.COMPOUND: BRANCH_MAY},
    Role.PROPERTY_STAFF: {Desk.COMPOUND: "resolve"},
    Role.BUILDING_LEAD: {Desk.COMPOUND: "resolve"},
    Role.GRID_WORKER: {Desk.COMPOUND: "resolve"},
    Role.VOLUNTEER: {Desk.COMPOUND: "resolve"},
    Role.STREET_DISPATCHER: {
        Desk.COMPOUND: f"{SCREENS} escalate", Desk.STREET: f"{SCREENS} escalate hand", Desk.DEPARTMENT: "recall",
    },
    Role.DISTRICT_DISPATCHER: {
        Desk.COMPOUND: SCREENS, Desk.STREET: f"{SCREENS} hand", Desk.DISTRICT: f"{SCREENS} hand",
        Desk.DEPARTMENT: "recall",
    },
    Role.DEPARTMENT_STAFF: {Desk.DEPARTMENT: DEPARTMENT_MAY},
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("desk", Desk)
def test_who_may_do_what_where(role: Role, desk: Desk) -> None:
    allowed = {event for event in E if may(role, event, desk)}
    assert allowed == {E(name) for name in MAY.get(role, {}).get(desk, "").split()}


def test_every_event_is_somebodys_or_the_clocks() -> None:
    assert set(E) - set(WHO) == BY_THE_CLOCK
    assert all(roles for roles in WHO.values())
    assert set(WAKES.values()) == {*BY_THE_CLOCK, E.RESUME}


def test_whoever_may_do_something_can_at_some_desk() -> None:
    for event, roles in WHO.items():
        assert all(any(may(role, event, desk) for desk in Desk) for role in roles), event


def test_nobody_acts_where_they_do_not_sit_but_the_platform_that_takes_it_back() -> None:
    elsewhere = {
        (role, event) for role, event, desk in product(Role, E, Desk) if may(role, event, desk) and role not in AT[desk]
    }
    assert elsewhere == {(role, E.RECALL) for role in PLATFORM}


def test_the_lead_does_nothing_that_no_department_may() -> None:
    assert all(Role.DEPARTMENT_STAFF in WHO[event] for event in OF_THE_LEAD)
    assert {*OFFICES, *DEPARTMENTS, *WORKERS, *RESIDENTS} | {Role.SHOPKEEPER, Role.ADMIN} == set(Role)


# ── what follows ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("row", FLOW.rows, ids=lambda row: f"{row.state}-{row.event}-{row.dest}")
def test_every_change_is_seen_on_the_desks_and_ends_the_reminders_of_what_waited(row: walk.Row) -> None:
    """Nobody acts on what is past, and nobody is reminded of what is done."""
    assert Do.TELL_DESK in row.then
    if row.state is TicketState.SUBMITTED and row.dest is not row.state:
        assert Do.STOP_ALERT in row.then


@pytest.mark.parametrize("row", FLOW.rows, ids=lambda row: f"{row.state}-{row.event}-{row.dest}")
def test_where_it_goes_to_another_desk_that_desk_is_called(row: walk.Row) -> None:
    if (row.event, row.dest) in GOES_TO and row.event is not E.RECALL:
        assert Do.CALL_DESK in row.then


def test_residents_hear_of_whatever_becomes_of_it_and_are_asked_in_the_end() -> None:
    told = {row.event for row in FLOW.rows if Do.TELL_RESIDENTS in row.then}
    assert set(SAID) - {"extend"} <= told
    assert all(Do.ASK_EVALUATION in row.then for row in FLOW.rows if row.event is E.RESOLVE)
    assert {row.event for row in FLOW.rows if Do.ASK_EVALUATION in row.then} == {E.RESOLVE}


def test_every_effect_is_known_and_every_state_has_its_words() -> None:
    assert set(EFFECTS) == set(Do)
    assert set(STATES) == set(AT_DESK) == set(TicketState)
    assert set(FINAL) == ENDED


@pytest.mark.parametrize("event", [event for event in WHO if WHO[event] != RESIDENTS or event is E.REOPEN])
def test_every_step_has_a_button_and_a_sentence_and_its_reasons_fit_on_buttons(event: E) -> None:
    assert BUTTONS["unsatisfied" if event is E.REOPEN else f"do_{event}"]
    assert DONE[event]
    assert all(len(reason) <= 8 for reason in REASONS_FOR.get(event, ()))


def test_nothing_is_refused_returned_or_whistled_without_a_reason() -> None:
    wanted = {E.WHISTLE, E.REJECT, E.SEND_BACK, E.ESCALATE, E.RECALL, E.RETURN, E.ASK_INFO, E.SUSPEND, E.REOPEN}
    assert {event for event, asks in ASKS.items() if isinstance(event, E) and "why" in asks} == wanted
