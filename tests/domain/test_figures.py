"""The rates, by hand and by their properties."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.figures import Course, Score, Share, Stage, figures_of, stage_of
from bot.domain.tickets import TicketState

S = TicketState
HOUR = 3_600_000
NOW = 1000 * HOUR


def course(state: S = S.SUBMITTED, category: str = "电梯", **times: float) -> Course:
    """Reported at 0; the times in hours."""
    scores = times.pop("scores", ())
    return Course(state, category, 0, scores=scores, **{name: int(at * HOUR) for name, at in times.items()})  # type: ignore[arg-type]


ANSWERED = {"answered_at": 2, "answer_due": 4}
DONE = {**ANSWERED, "resolved_at": 10, "resolve_due": 40}

# A month by hand: ten tickets.
MONTH = [
    course(S.SUBMITTED, "供电", due_at=2000),  # waits, not yet due: asked in no rate but 办结
    course(S.SUBMITTED, "供电", due_at=999),  # waits, too late
    course(S.ACCEPTED, "供电", **ANSWERED, due_at=2000),
    course(S.HANDLING, answered_at=5, answer_due=4, due_at=999),  # answered too late, and overdue now
    course(S.RESOLVED, **DONE),  # nobody said anything yet
    course(S.CLOSED, **{**DONE, "resolved_at": 50}),  # resolved too late, silence
    course(S.EVALUATED, **DONE, scores=(Score.SATISFIED, Score.MOSTLY)),
    course(S.REOPENED, **DONE, due_at=2000, scores=(Score.UNSATISFIED,)),
    course(S.WITHDRAWN, "噪音扰民"),
    course(S.REJECTED, "噪音扰民", **ANSWERED),
]


def test_a_month_counted_by_hand() -> None:
    found = figures_of(MONTH, NOW)
    assert found.reported == 10
    assert dict(found.stages) == {Stage.WAITING: 2, Stage.GOING_ON: 3, Stage.RESOLVED: 3, Stage.DROPPED: 2}
    assert found.categories == (("电梯", 5), ("供电", 3), ("噪音扰民", 2))
    # Asked: the late one that waits, and the seven answered; in time: all of these but one.
    assert found.response == Share(6, 8)
    # All but the withdrawn and the rejected one.
    assert found.resolution == Share(3, 8)
    assert found.satisfaction == Share(2, 3)
    assert found.silent == 2
    # Three resolved, one of them late; one overdue in somebody's hands.
    assert found.on_time == Share(2, 4)
    assert found.overdue == 2
    # 2, 2, 2, 2, 2, 2, 5 hours; 10, 10, 50.
    assert (found.hours_to_answer, found.hours_to_resolve) == (2, 10)


def test_of_nothing_there_is_nothing_to_say() -> None:
    found = figures_of([], NOW)
    assert found.reported == found.silent == found.overdue == 0
    assert found.hours_to_answer is found.hours_to_resolve is None
    for share in (found.response, found.resolution, found.satisfaction, found.on_time):
        assert share.percent is None


def test_a_step_of_which_no_deadline_was_kept_is_in_no_rate() -> None:
    found = figures_of([course(S.CLOSED, answered_at=2, resolved_at=9)], NOW)
    assert found.response == found.on_time == Share(0, 0)
    assert found.resolution == Share(1, 1)
    assert found.hours_to_answer == 2


@pytest.mark.parametrize("state", [S.NEEDS_INFO, S.SUSPENDED])
def test_who_waits_for_the_resident_is_not_late(state: S) -> None:
    found = figures_of([course(state, **ANSWERED, due_at=1)], NOW)
    assert found.overdue == 0
    assert found.on_time == Share(0, 0)


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(0, 3, 0), (1, 1000, 1), (999, 1000, 99), (3, 3, 100), (2, 3, 67)]
)
def test_all_is_only_all_and_none_only_none(part: int, whole: int, percent: int) -> None:
    assert Share(part, whole).percent == percent


TIMES = st.none() | st.integers(0, 2 * NOW)
COURSES = st.builds(
    Course,
    st.sampled_from(S),
    st.sampled_from(["电梯", "供电", "其他"]),
    st.integers(0, NOW),
    TIMES,
    TIMES,
    TIMES,
    TIMES,
    TIMES,
    st.lists(st.sampled_from(Score), max_size=3).map(tuple),
)


@given(st.lists(COURSES, max_size=20))
def test_what_always_holds(courses: list[Course]) -> None:
    found = figures_of(courses, NOW)
    assert sum(count for _, count in found.stages) == sum(count for _, count in found.categories) == found.reported
    for share in (found.response, found.resolution, found.satisfaction, found.on_time):
        assert 0 <= share.part <= share.whole
        assert share.percent is None or 0 <= share.percent <= 100
    assert found.silent <= dict(found.stages)[Stage.RESOLVED]
    assert found.response.whole <= len(courses)
    assert figures_of(courses[::-1], NOW) == found


@given(st.lists(COURSES, max_size=10), COURSES)
def test_what_is_withdrawn_unanswered_moves_no_rate(courses: list[Course], one: Course) -> None:
    gone = replace(one, state=S.WITHDRAWN, answered_at=None, scores=())
    with_it, without = figures_of([*courses, gone], NOW), figures_of(courses, NOW)
    for rate in ("response", "resolution", "satisfaction", "on_time", "overdue", "silent"):
        assert getattr(with_it, rate) == getattr(without, rate)


def test_every_state_has_its_stage() -> None:
    assert {stage_of(state) for state in S} == set(Stage)
