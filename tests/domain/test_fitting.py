"""Who fits, and why: laws that hold for any volunteers, and what the sums say of a few."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching import DAY_MS, Because, Candidate, Reason, Wanted, fitting
from bot.domain.volunteers import FileState, Slot

SKILLS = ("理发", "开车", "搬运")
NOW = 1_800_000_000_000
SOME_SKILLS = st.lists(st.sampled_from(SKILLS), unique=True).map(tuple)
ANYBODY = st.builds(
    Candidate,
    person_id=st.text("abcdef", min_size=1, max_size=4),
    compound_id=st.sampled_from(["here", "there"]),
    state=st.sampled_from([FileState.ACTIVE, FileState.PAUSED, FileState.PENDING]),
    skills=SOME_SKILLS,
    times=st.lists(st.sampled_from([slot.value for slot in Slot]), unique=True).map(tuple),
    helped=st.integers(0, 9),
    busy=st.integers(0, 3),
    asked_at=st.none() | st.integers(NOW - 20 * DAY_MS, NOW + DAY_MS),
)
PEOPLE = st.lists(ANYBODY, unique_by=lambda one: one.person_id, max_size=8)
WANTED = st.builds(Wanted, st.just("here"), SOME_SKILLS, st.none() | st.sampled_from(Slot), st.just(NOW))


@given(PEOPLE, WANTED, st.randoms())
def test_the_order_does_not_depend_on_the_order_in_which_they_come(
    people: list, wanted: Wanted, random: object
) -> None:
    mixed = list(people)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert fitting(people, wanted, 12) == fitting(mixed, wanted, 12)


@given(PEOPLE, WANTED)
def test_nobody_who_rests_or_lives_elsewhere_or_can_only_do_other_things(people: list, wanted: Wanted) -> None:
    known = {one.person_id: one for one in people}
    for found in fitting(people, wanted, 12):
        one = known[found.person_id]
        assert (one.state, one.compound_id) == (FileState.ACTIVE, "here")
        assert not wanted.skills or not one.skills or set(wanted.skills) & set(one.skills)


@given(PEOPLE, WANTED, st.integers(0, 12))
def test_a_limit_leaves_out_the_last_and_each_stands_once(people: list, wanted: Wanted, limit: int) -> None:
    every = fitting(people, wanted, 12)
    assert fitting(people, wanted, limit) == every[:limit]
    assert len({one.person_id for one in every}) == len(every)
    assert [one.score for one in every] == sorted((one.score for one in every), reverse=True)


@given(PEOPLE, WANTED, ANYBODY)
def test_to_have_been_asked_just_now_never_brings_somebody_forward(
    people: list, wanted: Wanted, one: Candidate
) -> None:
    one = replace(one, person_id="zz", asked_at=None)
    before = [found.person_id for found in fitting([*people, one], wanted, 20)]
    after = [found.person_id for found in fitting([*people, replace(one, asked_at=NOW)], wanted, 20)]
    assert sorted(before) == sorted(after)
    if "zz" in before:
        assert after.index("zz") >= before.index("zz")


@given(PEOPLE, WANTED)
def test_every_reason_is_true(people: list, wanted: Wanted) -> None:
    known = {one.person_id: one for one in people}
    for found in fitting(people, wanted, 12):
        one, because = known[found.person_id], {reason.because for reason in found.reasons}
        assert (Because.CAN in because) == bool(set(wanted.skills) & set(one.skills))
        assert (Because.HAS_TIME in because) == (wanted.slot in one.times)
        assert (Because.FREE in because) == (one.busy == 0)
        assert (Because.HELPED in because) == (one.helped > 0)


def order(*people: Candidate, slot: Slot | None = Slot.WEEKEND) -> list[str]:
    return [one.person_id for one in fitting(people, Wanted("here", ("理发",), slot, NOW), 9)]


def test_who_can_and_has_time_comes_before_who_can_and_who_said_nothing() -> None:
    both = Candidate("both", "here", skills=("理发",), times=(Slot.WEEKEND,))
    can = Candidate("can", "here", skills=("理发",), times=(Slot.WORKDAY,))
    silent = Candidate("silent", "here")
    other = Candidate("other", "here", skills=("开车",), times=(Slot.WEEKEND,))
    assert order(other, silent, can, both) == ["both", "can", "silent"]


def test_of_two_alike_whoever_was_not_asked_yesterday_goes_first() -> None:
    one = Candidate("a", "here", skills=("理发",), asked_at=NOW - DAY_MS)
    assert order(one, replace(one, person_id="b", asked_at=None)) == ["b", "a"]
    assert order(one, replace(one, person_id="b", asked_at=NOW - 9 * DAY_MS)) == ["b", "a"]
    # Long ago counts as never, but who was never asked still goes first.
    assert order(replace(one, asked_at=NOW - 30 * DAY_MS), replace(one, person_id="b", asked_at=None)) == ["b", "a"]


def test_at_night_time_is_no_reason() -> None:
    (found,) = fitting([Candidate("a", "here", times=tuple(Slot))], Wanted("here", (), None, NOW), 1)
    assert found.reasons == (Reason(Because.FREE), Reason(Because.NEAR))
