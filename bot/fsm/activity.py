"""The life of an activity, and how somebody stands to it (scorecard S7)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.domain.activities import ActivityState, SignupState
from bot.fsm.machine import Flow, Row, everywhere

A = ActivityState
S = SignupState


class E(StrEnum):
    """What may happen to an activity."""

    CHANGE = "change"
    PUBLISH = "publish"
    CONFIRM = "confirm"
    CANCEL = "cancel"


class Do(StrEnum):
    """What a step asks of the service, in the same unit of work."""

    PLAN_CLOCK = "plan_clock"
    FORGET_CLOCK = "forget_clock"
    CALL_VOLUNTEERS = "call_volunteers"
    TELL_CHANGE = "tell_change"
    TELL_CANCELLED = "tell_cancelled"
    SETTLE_WHO_CAME = "settle_who_came"
    NOTE_ON_TICKET = "note_on_ticket"


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What the guards may know of it now."""

    is_complete: bool = False
    has_begun: bool = False
    is_over: bool = False


def it_can_be_announced(facts: ActivityFacts) -> bool:
    """Everything is said, and it lies ahead."""
    return facts.is_complete and not facts.has_begun


def it_lies_ahead(facts: ActivityFacts) -> bool:
    """It has not begun."""
    return not facts.has_begun


def it_is_over(facts: ActivityFacts) -> bool:
    """Its end has passed."""
    return facts.is_over


@cache
def activity_flow() -> Flow[ActivityState, E, ActivityFacts, Do]:
    """Full and going on are no states: they follow from the places taken and from the clock."""
    return Flow(
        "activity",
        initial=A.DRAFT,
        final=(A.CLOSED, A.CANCELLED),
        cancel=E.CANCEL,
        rows=(
            # What was missing was said, or something put otherwise.
            Row(A.DRAFT, E.CHANGE, A.DRAFT),
            # From now on volunteers see it; they are called by day.
            Row(A.DRAFT, E.PUBLISH, A.OPEN, it_can_be_announced, (Do.PLAN_CLOCK, Do.CALL_VOLUNTEERS)),
            # Something is missing, or its time passed while the card was looked at: that is asked.
            Row(A.DRAFT, E.PUBLISH, A.DRAFT),
            # Nobody saw it yet.
            Row(A.DRAFT, E.CANCEL, A.CANCELLED),
            # Another time or place: whoever signed up or waits is told.
            Row(A.OPEN, E.CHANGE, A.OPEN, it_lies_ahead, (Do.PLAN_CLOCK, Do.TELL_CHANGE)),
            # They are there already.
            Row(A.OPEN, E.CHANGE, A.OPEN),
            # Who came earns points; the ticket that asked for help knows of it.
            Row(
                A.OPEN, E.CONFIRM, A.CLOSED, it_is_over,
                (Do.FORGET_CLOCK, Do.SETTLE_WHO_CAME, Do.NOTE_ON_TICKET),
            ),
            # Nobody can say yet who came.
            Row(A.OPEN, E.CONFIRM, A.OPEN),
            # Rain, or too few: with a reason.
            Row(A.OPEN, E.CANCEL, A.CANCELLED, None, (Do.FORGET_CLOCK, Do.TELL_CANCELLED)),
        ),
    )  # fmt: skip


class Act(StrEnum):
    """What may happen to a sign-up. `MISS`: the organiser takes a check-in back; `SETTLE`: attendance is confirmed."""

    SIGN_UP = "sign_up"
    MOVE_UP = "move_up"
    LEAVE = "leave"
    CHECK_IN = "check_in"
    MISS = "miss"
    SETTLE = "settle"
    CALL_OFF = "call_off"


class Then(StrEnum):
    """What a step of a sign-up asks of the service. The place that a guard speaks of was taken by asking for it."""

    GIVE_PLACE_ON = "give_place_on"


@dataclass(frozen=True, slots=True)
class SignupFacts:
    """`has_place`: a free place was theirs for the asking."""

    has_place: bool = False


def a_place_is_free(facts: SignupFacts) -> bool:
    """Taken by one conditional statement, so that nobody else has the same one."""
    return facts.has_place


@cache
def signup_flow() -> Flow[SignupState, Act, SignupFacts, Then]:
    """Who has no place waits in turn; without having signed up one may come where a place is left."""
    return Flow(
        "sign-up",
        initial=S.LEFT,
        final=(S.CAME, S.ABSENT),
        cancel=Act.CALL_OFF,
        rows=(
            # First come, first served.
            Row(S.LEFT, Act.SIGN_UP, S.SIGNED_UP, a_place_is_free),
            # It is full.
            Row(S.LEFT, Act.SIGN_UP, S.WAITING),
            # Somebody left: the first who waits has their place, and is told.
            Row(S.WAITING, Act.MOVE_UP, S.SIGNED_UP, a_place_is_free),
            # There was none after all.
            Row(S.WAITING, Act.MOVE_UP, S.WAITING),
            # Before the beginning.
            Row(S.SIGNED_UP, Act.LEAVE, S.LEFT, None, (Then.GIVE_PLACE_ON,)),
            # They waited for nothing that anybody else wants.
            Row(S.WAITING, Act.LEAVE, S.LEFT),
            # By code, by pin, or by the organiser.
            Row(S.SIGNED_UP, Act.CHECK_IN, S.HERE),
            # Who waited and is there may take part where somebody stayed away for good.
            Row(S.WAITING, Act.CHECK_IN, S.HERE, a_place_is_free),
            # It is full.
            Row(S.WAITING, Act.CHECK_IN, S.WAITING),
            # Who never signed up and is there: so too.
            Row(S.LEFT, Act.CHECK_IN, S.HERE, a_place_is_free),
            # It is full.
            Row(S.LEFT, Act.CHECK_IN, S.LEFT),
            # A wrong tick.
            Row(S.HERE, Act.MISS, S.SIGNED_UP),
            # They were there: points.
            Row(S.HERE, Act.SETTLE, S.CAME),
            # They had a place and did not come.
            Row(S.SIGNED_UP, Act.SETTLE, S.ABSENT),
            # No place became free.
            Row(S.WAITING, Act.SETTLE, S.LEFT),
            # The activity is cancelled.
            *everywhere((S.LEFT, S.SIGNED_UP, S.WAITING, S.HERE), Act.CALL_OFF, S.LEFT),
        ),
    )
