"""The figures that a district lives by: the three rates (三率), how long things take, what they are about.

All are of the tickets *reported* in a period, as they stand now; `docs/figures.md` explains them to their readers.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from bot.domain.tickets import TicketState

S = TicketState
HOUR_MS = 3_600_000
RESOLVED = frozenset({S.RESOLVED, S.EVALUATED, S.CLOSED})
DROPPED = frozenset({S.MERGED, S.REJECTED, S.WITHDRAWN})
# Whoever has it cannot do anything now: the next word is the resident's, or a date's.
NOT_THEIRS = frozenset({S.NEEDS_INFO, S.SUSPENDED})


class Stage(StrEnum):
    """The seventeen states as a reader of figures asks for them."""

    WAITING = "waiting"
    GOING_ON = "going_on"
    RESOLVED = "resolved"
    DROPPED = "dropped"


class Score(StrEnum):
    """What a resident said of it in the end; `UNSATISFIED` is 没修好."""

    SATISFIED = "satisfied"
    MOSTLY = "mostly"
    UNSATISFIED = "unsatisfied"


@dataclass(frozen=True, slots=True)
class Course:
    """How one ticket went; times in milliseconds.

    `due_at`: until when its next step is due. `answered_at`: the first step that led on, not by whoever reported it;
    `answer_due`: until when that was due. `resolved_at` and `resolve_due`: the same of the last time that it was
    resolved. A step written down before deadlines were kept beside it has none. `scores`: each follower's last word.
    """

    state: TicketState
    category: str
    reported_at: int
    due_at: int | None = None
    answered_at: int | None = None
    answer_due: int | None = None
    resolved_at: int | None = None
    resolve_due: int | None = None
    scores: tuple[Score, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded, but 100 only where all are, and 0 only where none is; None of nothing."""
        if not self.whole:
            return None
        if self.part in (0, self.whole):
            return 100 * self.part // self.whole
        return min(99, max(1, round(100 * self.part / self.whole)))


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one period.

    `response` (响应率): of the tickets on which an answer was due, or came, those answered within their deadline.
    An answer is the first step that leads on: 受理, 自办, 吹哨, 不予受理 and so on. Not asked for: what was withdrawn
    before, and what still waits within its deadline.

    `resolution` (解决率): of all tickets but those withdrawn, merged or rejected, those resolved now. What a resident
    sent back (没修好) is not, until it is resolved again.

    `satisfaction` (满意率): of the evaluations, those that say 满意 or 基本满意; 没修好 is one too. Each follower's
    last word counts. `silent`: resolved, and nobody said anything; no part of the rate.

    `on_time` (按时办结率): of the tickets resolved, or overdue while somebody handles them, those resolved by the
    deadline that then held (extensions granted included).

    `hours_to_answer`, `hours_to_resolve`: medians from the report to the first answer, and to the last 办结, in hours
    of the clock, as a resident waits; None where there was none. `overdue`: open now, and past the deadline.
    """

    reported: int
    stages: tuple[tuple[Stage, int], ...]
    categories: tuple[tuple[str, int], ...]
    response: Share
    resolution: Share
    satisfaction: Share
    on_time: Share
    silent: int
    overdue: int
    hours_to_answer: float | None
    hours_to_resolve: float | None


def stage_of(state: TicketState) -> Stage:
    """Where a ticket in this state stands."""
    if state is S.SUBMITTED:
        return Stage.WAITING
    if state in RESOLVED:
        return Stage.RESOLVED
    return Stage.DROPPED if state in DROPPED else Stage.GOING_ON


def figures_of(courses: Sequence[Course], now: int) -> Figures:
    """The figures of these tickets at the moment `now` (milliseconds)."""
    stages = Counter(stage_of(one.state) for one in courses)
    categories = Counter(one.category for one in courses)
    return Figures(
        reported=len(courses),
        stages=tuple((stage, stages[stage]) for stage in Stage),
        categories=tuple(sorted(categories.items(), key=lambda pair: (-pair[1], pair[0]))),
        response=_share(courses, lambda one: answered_in_time(one, now)),
        resolution=_share(courses, _is_resolved),
        satisfaction=satisfaction_of(score for one in courses for score in one.scores),
        on_time=_share(courses, lambda one: resolved_in_time(one, now)),
        silent=sum(one.state in RESOLVED and not one.scores for one in courses),
        overdue=sum(is_overdue(one, now) for one in courses),
        hours_to_answer=_median_hours((one.reported_at, one.answered_at) for one in courses),
        hours_to_resolve=_median_hours((one.reported_at, one.resolved_at) for one in courses if _is_resolved(one)),
    )


def answered_in_time(one: Course, now: int) -> bool | None:
    """Whether it was answered within its deadline; None where that cannot be said, or not yet."""
    if one.answered_at is not None:
        return None if one.answer_due is None else one.answered_at <= one.answer_due
    return False if one.state is S.SUBMITTED and _is_past(one.due_at, now) else None


def resolved_in_time(one: Course, now: int) -> bool | None:
    """Whether it was resolved within its deadline; None where that cannot be said, or not yet."""
    if one.state in RESOLVED and one.resolved_at is not None:
        return None if one.resolve_due is None else one.resolved_at <= one.resolve_due
    return False if is_overdue(one, now) and one.state is not S.SUBMITTED else None


def is_overdue(one: Course, now: int) -> bool:
    """Whether its next step is somebody's who handles it, and is late."""
    is_open = stage_of(one.state) in (Stage.WAITING, Stage.GOING_ON)
    return is_open and one.state not in NOT_THEIRS and _is_past(one.due_at, now)


def satisfaction_of(scores: Iterable[Score]) -> Share:
    """Of all that was said, what says 满意 or 基本满意."""
    said = Counter(scores)
    return Share(said.total() - said[Score.UNSATISFIED], said.total())


def _is_resolved(one: Course) -> bool | None:
    return None if one.state in DROPPED else one.state in RESOLVED


def _is_past(due_at: int | None, now: int) -> bool:
    return due_at is not None and due_at <= now


def _share(courses: Iterable[Course], holds: Callable[[Course], bool | None]) -> Share:
    asked = [answer for one in courses if (answer := holds(one)) is not None]
    return Share(sum(asked), len(asked))


def _median_hours(spans: Iterable[tuple[int, int | None]]) -> float | None:
    hours = [(end - begin) / HOUR_MS for begin, end in spans if end is not None]
    return median(hours) if hours else None
