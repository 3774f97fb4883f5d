"""数字画像: its size, that it shows what it is given, and that nothing at all can be drawn."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

from PIL import Image

from bot.domain.behaviour import Habit, Service
from bot.files import portrait as painter
from bot.files.typeface import STAND_IN, drawable
from bot.texts.portrait import portrait

TODAY = date(2026, 3, 10)
MONDAY = date(2025, 9, 15)
MATTERS = (
    "组织生活",
    "志愿服务",
    "微心愿",
    "巡查走访",
    "矛盾调解",
    "政策宣传",
    "民情收集",
    "议事协商",
    "应急值守",
    "邻里互助",
)
BUSY = Service(
    name="何师傅",
    compound="翠湖苑",
    party=True,
    earned=tuple((name, 7 * at) for at, name in enumerate(MATTERS)),
    monday=MONDAY,
    today=TODAY,
    days=tuple(TODAY - timedelta(days=days) for days in (0, 1, 1, 1, 1, 1, 60, 170)),
    skills=("水电维修", "开车"),
    habits=((Habit.OFTEN, "微心愿"), (Habit.MONTHS, "")),
    merit=315,
)
NEW = replace(BUSY, name="", earned=tuple((name, 0) for name in MATTERS), days=(), skills=(), habits=(), merit=0)


def drawn(service: Service) -> Image.Image:
    return Image.open(BytesIO(painter.draw(portrait(service))))


def test_it_is_made_for_a_phone_and_looks_the_same_each_time() -> None:
    content = painter.draw(portrait(BUSY))
    picture = Image.open(BytesIO(content))
    assert (picture.format, picture.width) == ("PNG", 1080)
    assert 1.3 < picture.height / picture.width < 2
    assert len(content) < 150_000
    assert painter.draw(portrait(BUSY)) == content


def test_it_shows_what_it_is_given() -> None:
    plain = drawn(BUSY).tobytes()
    for other in (
        replace(BUSY, earned=BUSY.earned[::-1]),
        replace(BUSY, days=BUSY.days[1:]),
        replace(BUSY, habits=()),
    ):
        assert drawn(other).tobytes() != plain


def test_the_calendar_is_half_a_year_of_whole_weeks_and_shows_no_day_to_come() -> None:
    shown = portrait(BUSY)
    assert {len(week) for week in shown.weeks} == {7}
    assert len(shown.weeks) == len(shown.months) == 26
    assert shown.weeks[-1] == (4, 1, -1, -1, -1, -1, -1)
    assert sum(max(0, done) > 0 for week in shown.weeks for done in week) == 4


def test_of_nothing_at_all_and_of_too_much_there_is_a_picture() -> None:
    assert drawn(NEW).width == 1080
    assert drawn(replace(BUSY, skills=("长" * 40, *"一二三四五六七八九十"), name="长" * 40)).width == 1080
    assert STAND_IN not in drawable(repr(portrait(BUSY)))
