"""One sentence of an organiser, taken apart."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock import SHANGHAI
from bot.domain.gatherings import Gathering, number_said, places_in, read

# A Tuesday.
NOW = datetime(2026, 3, 10, 9, 5, tzinfo=SHANGHAI)


def at(written: str) -> datetime | None:
    return datetime.strptime(f"2026-{written}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI) if written else None


@pytest.mark.parametrize(
    ("sentence", "words", "begins", "ends", "places", "days", "matter"),
    [
        (
            "周六上午9点到11点在3号楼前打扫卫生，要10个人",
            "在3号楼前打扫卫生",
            "3-14 9:00",
            "3-14 11:00",
            10,
            1,
            "志愿服务",
        ),
        ("明天下午2点到4点巡逻，连续3天，5个人", "巡逻", "3-11 14:00", "3-11 16:00", 5, 3, "巡查走访"),
        ("今天早上8点打扫", "打扫", "3-10 8:00", "3-10 10:00", None, 1, "志愿服务"),
        ("周六9点打扫，2个小时", "打扫", "3-14 9:00", "3-14 11:00", None, 1, "志愿服务"),
        ("周日9-11点义诊，招20名志愿者，人数不限", "义诊", "3-15 9:00", "3-15 11:00", 0, 1, "志愿服务"),
        ("3月14日9点到11点在广场发传单 需要十二个人", "在广场发传单", "3-14 9:00", "3-14 11:00", 12, 1, "政策宣传"),
        ("今晚7点半到9点值守要两位党员", "值守", "3-10 19:30", "3-10 21:00", 2, 1, "应急值守"),
        ("下午3点到下午2点打扫", "打扫", "3-10 15:00", "3-11 14:00", None, 1, "志愿服务"),
        ("9点到11点打扫卫生，周六", "打扫卫生", "3-14 9:00", "3-14 11:00", None, 1, "志愿服务"),
        ("打扫楼道，0个人，明天9点", "打扫楼道", "3-11 9:00", "3-11 11:00", None, 1, "志愿服务"),
        ("周四晚上11点到1点巡逻", "巡逻", "3-12 23:00", "3-13 1:00", None, 1, "巡查走访"),
        ("连续90天巡逻", "巡逻", "", "", None, 7, "巡查走访"),
        ("陪两位老人去医院，要2个人", "陪两位老人去医院", "", "", 2, 1, ""),
        ("明天", "明天", "", "", None, 1, ""),
    ],
)
def test_it_is_taken_apart(
    sentence: str, words: str, begins: str, ends: str, places: int | None, days: int, matter: str
) -> None:
    said = read(sentence, NOW)
    assert (said.words, said.begins, said.ends) == (words, at(begins), at(ends))
    assert (said.places, said.days, said.matter) == (places, days, matter)


def test_a_day_without_hours_is_known() -> None:
    said = read("后天捡垃圾", NOW)
    assert (said.day, said.begins) == (at("3-12 0:00"), None)


def test_a_party_lesson_on_a_cleaning_day_is_asked_for() -> None:
    assert read("上党课，然后打扫卫生", NOW).matter == ""


@pytest.mark.parametrize(
    ("said", "number"),
    [("10", 10), ("十个", 10), ("20人", 20), ("不限", 0), ("要5个", 5), ("打扫", None), ("0", None), ("一百二十", 120)],
)
def test_a_number_in_answer(said: str, number: int | None) -> None:
    assert number_said(said) == number


@given(st.text(max_size=300))
def test_whatever_is_said_is_read(words: str) -> None:
    said = read(words, NOW)
    assert isinstance(said, Gathering)
    assert 1 <= said.days <= 7
    assert said.ends is None or (said.begins is not None and said.ends > said.begins)
    assert places_in(words) is None or places_in(words) == said.places or said.places is not None


@given(st.text(alphabet="一二两三百十0159点到至-周下午上晚明天个人要连续，半号月小时", max_size=40))
def test_whatever_is_nearly_a_time_is_read(words: str) -> None:
    said = read(words, NOW)
    assert said.ends is None or (said.begins is not None and said.ends > said.begins)
    number_said(words)
