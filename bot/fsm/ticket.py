"""The ticket's life (docs/tickets.md): who may do what with it, where, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.domain.people import Role
from bot.domain.policy import BRANCH, DEPARTMENTS, OFFICES, PLATFORM, WORKERS
from bot.domain.tickets import Desk
from bot.domain.tickets import TicketState as S
from bot.fsm.machine import Flow, Row


class E(StrEnum):
    """What may happen to a ticket.

    `ASSIGN`: somebody in the compound does it (自办); `WHISTLE`: the street must help (吹哨); `HAND`: a colleague on
    the same platform has it (派单); `SEND_BACK`: it is the compound's after all; `ESCALATE`: the district must help;
    `RECALL`: taken from a department again; `RETURN`: not ours, says a department; `ANSWER`: the resident added what
    was asked for; `EXPIRE`: they did not.
    """

    ACCEPT = "accept"
    ASSIGN = "assign"
    WHISTLE = "whistle"
    ASK_INFO = "ask_info"
    MERGE = "merge"
    REJECT = "reject"
    SUSPEND = "suspend"
    RESUME = "resume"
    SCREEN = "screen"
    HAND = "hand"
    TRANSFER = "transfer"
    SEND_BACK = "send_back"
    ESCALATE = "escalate"
    RECALL = "recall"
    CHECK_IN = "check_in"
    START = "start"
    RETURN = "return"
    RECLASSIFY = "reclassify"
    RESOLVE = "resolve"
    ANSWER = "answer"
    EXPIRE = "expire"
    EVALUATE = "evaluate"
    REOPEN = "reopen"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class Do(StrEnum):
    """What a step asks of the service, in the same unit of work."""

    STOP_ALERT = "stop_alert"
    CALL_DESK = "call_desk"
    TELL_DESK = "tell_desk"
    TELL_RESIDENTS = "tell_residents"
    ASK_EVALUATION = "ask_evaluation"
    MOVE_FOLLOWERS = "move_followers"
    FORGET_CLOCK = "forget_clock"


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What the guards may know: who has it, where it goes on after an interruption, whether who acts `leads`."""

    desk: Desk = Desk.COMPOUND
    before: S | None = None
    leads: bool = True


def the_compound_has_it(facts: TicketFacts) -> bool:
    """Its own branch handles it."""
    return facts.desk is Desk.COMPOUND


def a_department_has_it(facts: TicketFacts) -> bool:
    """The departments named handle it."""
    return facts.desk is Desk.DEPARTMENT


def they_only_help(facts: TicketFacts) -> bool:
    """Another department leads, so that it goes on without them."""
    return not facts.leads


def it_was_not_accepted(facts: TicketFacts) -> bool:
    """It was interrupted before anybody took it."""
    return facts.before is S.SUBMITTED


def it_was_accepted(facts: TicketFacts) -> bool:
    """It was interrupted when its branch had taken it."""
    return facts.before is S.ACCEPTED


def it_was_screened(facts: TicketFacts) -> bool:
    """It was interrupted on the platform."""
    return facts.before is S.SCREENING


def it_was_checked_in(facts: TicketFacts) -> bool:
    """It was interrupted when a department had come."""
    return facts.before is S.CHECKED_IN


# ── who may do what ───────────────────────────────────────────────────────────────────────────────────────────
RESIDENTS = (Role.RESIDENT,)

# In the order in which the buttons stand. What the clock alone does is nobody's.
WHO: Mapping[E, tuple[Role, ...]] = {
    E.ACCEPT: OFFICES,
    E.CHECK_IN: DEPARTMENTS,
    E.START: DEPARTMENTS,
    E.RESOLVE: (*OFFICES, *DEPARTMENTS, *WORKERS),
    E.ASSIGN: OFFICES,
    E.WHISTLE: BRANCH,
    E.SCREEN: PLATFORM,
    E.TRANSFER: PLATFORM,
    E.SEND_BACK: PLATFORM,
    E.ESCALATE: (Role.STREET_DISPATCHER,),
    E.RECALL: PLATFORM,
    E.RETURN: DEPARTMENTS,
    E.ASK_INFO: (*OFFICES, *DEPARTMENTS),
    E.RESUME: (*OFFICES, *DEPARTMENTS),
    E.SUSPEND: (*OFFICES, *DEPARTMENTS),
    E.RECLASSIFY: OFFICES,
    E.HAND: PLATFORM,
    E.MERGE: OFFICES,
    E.REJECT: OFFICES,
    E.ANSWER: RESIDENTS,
    E.EVALUATE: RESIDENTS,
    E.REOPEN: RESIDENTS,
    E.WITHDRAW: RESIDENTS,
}

# Of several departments one leads: what the others may not.
OF_THE_LEAD = frozenset({E.START, E.RESOLVE, E.ASK_INFO, E.SUSPEND, E.RESUME})

# Who sits where: nobody acts on what another desk has, but the platform, which may take it from a department.
AT: Mapping[Desk, tuple[Role, ...]] = {
    Desk.COMPOUND: (*OFFICES, *WORKERS, *RESIDENTS),
    Desk.STREET: (*PLATFORM, *RESIDENTS),
    Desk.DISTRICT: (Role.DISTRICT_DISPATCHER, *RESIDENTS),
    Desk.DEPARTMENT: (*DEPARTMENTS, *RESIDENTS),
}


# Colleagues of one platform share what it has, and nothing else.
SHARED = frozenset({Desk.STREET, Desk.DISTRICT})


def may(role: Role, event: E, desk: Desk) -> bool:
    """Whether `role` may do `event` with a ticket that `desk` has; which unit is theirs is asked elsewhere."""
    sits_there = desk is Desk.DEPARTMENT if event is E.RECALL else role in AT[desk]
    return role in WHO.get(event, ()) and sits_there and (event is not E.HAND or desk in SHARED)


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────────
TOLD = (Do.TELL_DESK, Do.TELL_RESIDENTS)
TAKEN = (Do.STOP_ALERT, *TOLD)
PASSED_ON = (Do.STOP_ALERT, Do.CALL_DESK, *TOLD)
OVER = (Do.STOP_ALERT, Do.FORGET_CLOCK, *TOLD)
DONE = (Do.STOP_ALERT, Do.TELL_DESK, Do.ASK_EVALUATION)


def _in(states: tuple[S, ...], event: E, dest: S, then: tuple[Do, ...]) -> tuple[Row, ...]:
    """The same step from several states."""
    return tuple(Row(state, event, dest, None, then) for state in states)


def _going_on(state: S, event: E) -> tuple[Row, ...]:
    """After an interruption it goes on where it was; the desk that has it hears of it."""
    then = (Do.FORGET_CLOCK, Do.CALL_DESK, *TOLD)
    return (
        Row(state, event, S.SUBMITTED, it_was_not_accepted, then),
        Row(state, event, S.ACCEPTED, it_was_accepted, then),
        Row(state, event, S.SCREENING, it_was_screened, then),
        Row(state, event, S.CHECKED_IN, it_was_checked_in, then),
        Row(state, event, S.HANDLING, None, then),
    )


BRANCH_HAS = (S.SUBMITTED, S.ACCEPTED, S.REOPENED)
PLATFORM_HAS = (S.WHISTLED, S.SCREENING, S.RETURNED)
FINAL = (S.CLOSED, S.MERGED, S.REJECTED, S.WITHDRAWN)

ROWS: tuple[Row, ...] = (
    *_in(tuple(s for s in S if s not in FINAL), E.WITHDRAW, S.WITHDRAWN, OVER),  # solved itself, or a mistake
    Row(S.SUBMITTED, E.ACCEPT, S.ACCEPTED, None, TAKEN),  # 受理 is also 收到
    Row(S.REOPENED, E.ACCEPT, S.ACCEPTED, the_compound_has_it, TAKEN),
    Row(S.REOPENED, E.ACCEPT, S.REOPENED, None, (Do.TELL_DESK,)),  # a department's: it checks in
    *_in((*BRANCH_HAS, S.HANDLING), E.ASSIGN, S.HANDLING, TAKEN),  # 自办
    *_in((*BRANCH_HAS, S.HANDLING), E.WHISTLE, S.WHISTLED, PASSED_ON),  # 吹哨
    *_in((*BRANCH_HAS, *PLATFORM_HAS, S.HANDLING), E.MERGE, S.MERGED, (Do.MOVE_FOLLOWERS, *OVER)),  # 并案
    *_in((*BRANCH_HAS, S.SCREENING), E.REJECT, S.REJECTED, OVER),  # 不予受理, always for a reason
    *_in((*BRANCH_HAS, S.HANDLING, S.SCREENING, S.CHECKED_IN), E.ASK_INFO, S.NEEDS_INFO, TAKEN),  # 待补充
    *_in((*BRANCH_HAS, S.HANDLING, S.SCREENING, S.CHECKED_IN), E.SUSPEND, S.SUSPENDED, TAKEN),  # 挂起
    *_going_on(S.NEEDS_INFO, E.ANSWER),
    *_going_on(S.NEEDS_INFO, E.EXPIRE),
    *_going_on(S.SUSPENDED, E.RESUME),
    *(Row(s, E.RECLASSIFY, s, None, (Do.TELL_DESK,)) for s in (*BRANCH_HAS, *PLATFORM_HAS, S.HANDLING)),  # 改类别
    *_in((S.WHISTLED, S.RETURNED), E.SCREEN, S.SCREENING, (Do.STOP_ALERT, Do.TELL_DESK)),
    *_in(PLATFORM_HAS, E.HAND, S.SCREENING, (Do.STOP_ALERT, Do.TELL_DESK)),  # 派单
    *_in(PLATFORM_HAS, E.TRANSFER, S.TRANSFERRED, PASSED_ON),  # 转交
    *_in(PLATFORM_HAS, E.SEND_BACK, S.ACCEPTED, PASSED_ON),  # the compound can do it after all
    *_in(PLATFORM_HAS, E.ESCALATE, S.WHISTLED, PASSED_ON),  # the district must help
    *_in((S.TRANSFERRED, S.CHECKED_IN), E.RECALL, S.SCREENING, (Do.STOP_ALERT, *TOLD)),
    Row(S.HANDLING, E.RECALL, S.SCREENING, a_department_has_it, (Do.STOP_ALERT, *TOLD)),
    Row(S.HANDLING, E.RECALL, S.HANDLING, None, (Do.TELL_DESK,)),  # nothing to take back
    *_in((S.TRANSFERRED, S.REOPENED), E.CHECK_IN, S.CHECKED_IN, TAKEN),  # 报到
    Row(S.CHECKED_IN, E.CHECK_IN, S.CHECKED_IN, None, TOLD),  # the next of several departments
    Row(S.HANDLING, E.CHECK_IN, S.HANDLING, None, TOLD),
    Row(S.CHECKED_IN, E.START, S.HANDLING, None, TOLD),
    Row(S.TRANSFERRED, E.RETURN, S.TRANSFERRED, they_only_help, (Do.TELL_DESK,)),
    Row(S.CHECKED_IN, E.RETURN, S.CHECKED_IN, they_only_help, (Do.TELL_DESK,)),
    *_in((S.TRANSFERRED, S.CHECKED_IN), E.RETURN, S.RETURNED, PASSED_ON),  # not ours, with a reason
    *_in((S.ACCEPTED, S.HANDLING, S.CHECKED_IN, S.REOPENED), E.RESOLVE, S.RESOLVED, DONE),  # 办结
    *_in((S.RESOLVED, S.EVALUATED), E.EVALUATE, S.EVALUATED, (Do.TELL_DESK,)),  # each who follows it
    *_in((S.RESOLVED, S.EVALUATED), E.REOPEN, S.REOPENED, PASSED_ON),  # 返工: it is not fixed
    *_in((S.RESOLVED, S.EVALUATED), E.CLOSE, S.CLOSED, (Do.FORGET_CLOCK, Do.TELL_DESK)),  # silence, or a week after
)

# Who has it after an event that led to a state; where none is named, whoever had it.
GOES_TO: Mapping[tuple[E, S], Desk] = {
    (E.WHISTLE, S.WHISTLED): Desk.STREET,
    (E.ESCALATE, S.WHISTLED): Desk.DISTRICT,
    (E.TRANSFER, S.TRANSFERRED): Desk.DEPARTMENT,
    (E.SEND_BACK, S.ACCEPTED): Desk.COMPOUND,
    (E.RECALL, S.SCREENING): Desk.STREET,
    (E.RETURN, S.RETURNED): Desk.STREET,
}
# These come back to the platform that had transferred it.
COME_BACK = frozenset({E.RECALL, E.RETURN})


@cache
def ticket_flow() -> Flow:
    """The checked flow; built once."""
    return Flow("ticket", initial=S.SUBMITTED, final=FINAL, rows=ROWS, cancel=E.WITHDRAW)
