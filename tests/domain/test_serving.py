"""Names, slots and the order of the questions; what service says of somebody."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.behaviour import RULES, Habit, Served, Tag, habits_of
from bot.domain.clock import SHANGHAI
from bot.domain.volunteers import Fact, Slot, is_name, slot_at

NOW = datetime(2026, 3, 10, 9, 5, tzinfo=SHANGHAI)  # a Tuesday


@pytest.mark.parametrize(
    ("hour", "workday", "slot"),
    [
        ("06:59", True, None), ("07:00", True, Slot.WORKDAY), ("17:59", False, Slot.WEEKEND),
        ("18:00", True, Slot.WORKDAY_EVENING), ("21:59", False, Slot.WEEKEND_EVENING), ("22:00", False, None),
        ("00:00", True, None),
    ],
)  # fmt: skip
def test_the_slots_meet_without_a_gap(hour: str, workday: bool, slot: Slot | None) -> None:  # noqa: FBT001
    hours, minutes = map(int, hour.split(":"))
    assert slot_at(NOW.replace(hour=hours, minute=minutes), workday=workday) is slot


@pytest.mark.parametrize("said", ["王阿姨", "老李", "Lao Wang", "小明2号", "长" * 12])
def test_a_name(said: str) -> None:
    assert is_name(said)


@pytest.mark.parametrize("said", ["", "长" * 13, "😀", "123", "王\n阿姨", "……", "13800000000"])
def test_no_name(said: str) -> None:
    assert not is_name(said)


def test_each_question_leads_to_the_next_and_the_last_to_itself() -> None:
    facts = list(Fact)
    assert [fact.after() for fact in facts] == [*facts[1:], Fact.REVIEW]


def served(*days_ago: float, matter: str = "微心愿", hour: int = 10) -> list[Served]:
    return [Served(matter, (NOW - timedelta(days=days)).replace(hour=hour, minute=0)) for days in days_ago]


def test_what_is_done_three_times_is_done_often() -> None:
    assert habits_of(served(1, 2), NOW) == ()
    assert habits_of(served(2, 5, 6), NOW) == (Tag(Habit.OFTEN, "微心愿"),)
    assert habits_of(served(91, 92, 93), NOW) == ()
    both = [*served(2, 5, 6), *served(5, 6, 7, 8, matter="巡查走访")]
    assert habits_of(both, NOW)[0] == Tag(Habit.OFTEN, "巡查走访")


def test_weekends_and_evenings() -> None:
    saturdays = (3, 10, 17, 24)  # days before a Tuesday
    assert Tag(Habit.WEEKENDS) in habits_of(served(*saturdays), NOW)
    assert Tag(Habit.WEEKENDS) not in habits_of([*served(*saturdays), *served(4, 5, 6, 7, 8)], NOW)
    assert Tag(Habit.EVENINGS) in habits_of(served(4, 5, 6, 8, hour=19), NOW)
    assert Tag(Habit.EVENINGS) not in habits_of(served(4, 5, 6, 8, hour=22), NOW)


def test_three_months_in_a_row_end_with_this_one_or_the_last() -> None:
    january, february, march, december = 55, 25, 2, 80
    assert Tag(Habit.MONTHS) in habits_of(served(january, february, march), NOW)
    assert Tag(Habit.MONTHS) in habits_of(served(december, january, february), NOW)
    assert Tag(Habit.MONTHS) not in habits_of(served(december, january, march), NOW)


def test_four_matters_are_many() -> None:
    every = [one for matter in "一二三四" for one in served(200, matter=matter)]
    assert habits_of(every, NOW) == (Tag(Habit.VERSATILE),)
    assert habits_of(every[:3], NOW) == ()


MINUTES = st.integers(-600_000, 600_000).map(lambda minutes: NOW + timedelta(minutes=minutes))


@given(st.lists(st.builds(Served, st.sampled_from("甲乙丙"), MINUTES)))
def test_what_is_still_to_come_says_nothing_and_the_order_is_no_matter(done: list[Served]) -> None:
    past = [one for one in done if one.at <= NOW]
    assert habits_of(done, NOW) == habits_of(past[::-1], NOW)
    assert len(habits_of(done, NOW)) <= len(RULES)
