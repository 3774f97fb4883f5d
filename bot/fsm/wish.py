"""The life of a wish (docs/wishes.md): who may do what with it, and what follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.domain.wishes import ENDED
from bot.domain.wishes import WishState as S
from bot.fsm.machine import Flow, Row, everywhere


class E(StrEnum):
    """What may happen to a wish.

    `REWORD`: the secretary changes what everybody reads; `LAPSE`: its time is over and it is in the pool again;
    `NOT_YET`: the wisher says that it is not fulfilled after all.
    """

    SUBMIT = "submit"
    PUBLISH = "publish"
    REWORD = "reword"
    REJECT = "reject"
    CLAIM = "claim"
    EXTEND = "extend"
    HAND_BACK = "hand_back"
    LAPSE = "lapse"
    DELIVER = "deliver"
    CONFIRM = "confirm"
    NOT_YET = "not_yet"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


class Do(StrEnum):
    """What a step asks of the service, in the same unit of work."""

    CALL_SECRETARY = "call_secretary"
    TELL_COLLEAGUES = "tell_colleagues"
    TELL_WISHER = "tell_wisher"
    TELL_CLAIMER = "tell_claimer"
    ASK_WISHER = "ask_wisher"
    AWARD = "award"
    FORGET_CONTACT = "forget_contact"


class Who(StrEnum):
    """How somebody stands by a wish.

    `PROXY`: a secretary where the wisher cannot say it themselves, or has not for days; never who fulfilled it.
    """

    WISHER = "wisher"
    SECRETARY = "secretary"
    VOLUNTEER = "volunteer"
    CLAIMER = "claimer"
    PROXY = "proxy"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class WishFacts:
    """What the guards may know."""

    extended: bool = False


def it_was_extended_before(facts: WishFacts) -> bool:
    """More time is given once."""
    return facts.extended


# ── who may do what, in the order in which the buttons stand ──────────────────────────────────────────────────
WHO: Mapping[E, tuple[Who, ...]] = {
    E.SUBMIT: (Who.WISHER,),
    E.PUBLISH: (Who.SECRETARY,),
    E.REWORD: (Who.SECRETARY,),
    E.REJECT: (Who.SECRETARY,),
    E.CLAIM: (Who.VOLUNTEER,),
    E.DELIVER: (Who.CLAIMER,),
    E.EXTEND: (Who.CLAIMER,),
    E.HAND_BACK: (Who.CLAIMER,),
    E.CONFIRM: (Who.WISHER, Who.PROXY),
    E.NOT_YET: (Who.WISHER, Who.PROXY),
    E.WITHDRAW: (Who.WISHER,),
    E.LAPSE: (Who.CLOCK,),
    E.EXPIRE: (Who.CLOCK,),
}


def role_for(event: E, standing: Iterable[Who]) -> Who | None:
    """As what somebody who stands so may do it; None where they may not."""
    held = frozenset(standing)
    return next((who for who in WHO[event] if who in held), None)


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────────
REVIEWED = (Do.TELL_WISHER, Do.TELL_COLLEAGUES)
OVER = (Do.FORGET_CONTACT, Do.TELL_CLAIMER)
WITHDRAWABLE = (S.DRAFT, S.PENDING_REVIEW, S.OPEN, S.CLAIMED)

ROWS: tuple[Row, ...] = (
    *everywhere(WITHDRAWABLE, E.WITHDRAW, S.WITHDRAWN, OVER),  # not wished for any more
    Row(S.DELIVERED, E.WITHDRAW, S.DELIVERED),  # nobody takes back what was done for them: yes or not yet
    Row(S.DRAFT, E.SUBMIT, S.PENDING_REVIEW, None, (Do.CALL_SECRETARY,)),
    Row(S.PENDING_REVIEW, E.REWORD, S.PENDING_REVIEW, None, (Do.TELL_COLLEAGUES,)),  # nothing that tells who it is
    Row(S.PENDING_REVIEW, E.PUBLISH, S.OPEN, None, REVIEWED),
    Row(S.PENDING_REVIEW, E.REJECT, S.REJECTED, None, (Do.FORGET_CONTACT, *REVIEWED)),  # always for a reason
    Row(S.OPEN, E.REJECT, S.REJECTED, None, (Do.FORGET_CONTACT, *REVIEWED)),  # seen too late
    Row(S.OPEN, E.CLAIM, S.CLAIMED, None, (Do.TELL_WISHER,)),  # by one alone
    Row(S.OPEN, E.EXPIRE, S.EXPIRED, None, (Do.FORGET_CONTACT, Do.TELL_WISHER)),
    Row(S.CLAIMED, E.EXTEND, S.CLAIMED, it_was_extended_before),
    Row(S.CLAIMED, E.EXTEND, S.CLAIMED, None, (Do.TELL_WISHER,)),
    Row(S.CLAIMED, E.HAND_BACK, S.OPEN, None, (Do.TELL_WISHER,)),
    Row(S.CLAIMED, E.LAPSE, S.OPEN, None, (Do.TELL_WISHER, Do.TELL_CLAIMER)),
    Row(S.CLAIMED, E.DELIVER, S.DELIVERED, None, (Do.ASK_WISHER,)),  # with a photo or a note
    Row(S.DELIVERED, E.NOT_YET, S.CLAIMED, None, (Do.TELL_CLAIMER,)),
    Row(S.DELIVERED, E.CONFIRM, S.CONFIRMED, None, (Do.AWARD, Do.FORGET_CONTACT)),
)


@cache
def wish_flow() -> Flow:
    """The checked flow; built once."""
    return Flow("wish", initial=S.DRAFT, final=ENDED, rows=ROWS, cancel=E.WITHDRAW)


def offered(state: S, facts: WishFacts) -> tuple[E, ...]:
    """What can happen to a wish that makes any difference, in the order of the buttons."""
    flow = wish_flow()
    steps = {event: flow.step(state, event, facts) for event in flow.allowed(state)}
    return tuple(event for event in WHO if event in steps and (steps[event].effects or steps[event].state is not state))
