"""The life of a volunteer's file: written, sent, approved, rested from, left (scorecard S6)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.domain.volunteers import FileState as S
from bot.fsm.machine import Flow, Row, everywhere


class E(StrEnum):
    """What may happen to a file. `AGAIN`: they apply once more after a no."""

    SUBMIT = "submit"
    APPROVE = "approve"
    REFUSE = "refuse"
    AGAIN = "again"
    PAUSE = "pause"
    COME_BACK = "come_back"
    LEAVE = "leave"


class Do(StrEnum):
    """What a step asks of the service, in the same unit of work."""

    ASK_BRANCH = "ask_branch"
    GIVE_POST = "give_post"
    TAKE_POST = "take_post"
    LEAVE_TEAMS = "leave_teams"
    PLAN_RETURN = "plan_return"
    FORGET_RETURN = "forget_return"
    TELL_PERSON = "tell_person"
    REDRAW_BRANCH = "redraw_branch"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the guards may know: whether they hold the post of a volunteer in that compound already."""

    serves: bool = False


def they_serve_already(facts: FileFacts) -> bool:
    """They were made a volunteer before there was a file: nobody need approve it."""
    return facts.serves


FINAL = (S.LEFT,)
OPEN = tuple(state for state in S if state not in FINAL)

ROWS: tuple[Row, ...] = (
    # To leave ends what was begun in their name; the ledger stays. Whoever joins again begins a new draft.
    *everywhere(OPEN, E.LEAVE, S.LEFT, (Do.FORGET_RETURN, Do.TAKE_POST, Do.LEAVE_TEAMS, Do.REDRAW_BRANCH)),
    Row(S.DRAFT, E.SUBMIT, S.ACTIVE, they_serve_already, ()),
    Row(S.DRAFT, E.SUBMIT, S.PENDING, None, (Do.ASK_BRANCH,)),  # the branch knows its people
    Row(S.PENDING, E.APPROVE, S.ACTIVE, None, (Do.GIVE_POST, Do.REDRAW_BRANCH, Do.TELL_PERSON)),
    Row(S.PENDING, E.REFUSE, S.REFUSED, None, (Do.REDRAW_BRANCH, Do.TELL_PERSON)),  # always for a reason
    Row(S.REFUSED, E.AGAIN, S.DRAFT, None, ()),  # with what they said before
    Row(S.ACTIVE, E.PAUSE, S.PAUSED, None, (Do.PLAN_RETURN,)),
    Row(S.PAUSED, E.PAUSE, S.PAUSED, None, (Do.PLAN_RETURN,)),  # until another day
    Row(S.PAUSED, E.COME_BACK, S.ACTIVE, None, (Do.FORGET_RETURN,)),
)


@cache
def volunteer_flow() -> Flow:
    """The checked flow."""
    return Flow("volunteer", initial=S.DRAFT, final=FINAL, rows=ROWS, cancel=E.LEAVE)
