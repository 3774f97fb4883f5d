"""Announcements in one sentence: of which kind, until when, and as they are read on another day."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock import SHANGHAI
from bot.domain.outages import dated, end_of_day, kind_of, until_of

# A Tuesday.
NOW = datetime(2026, 3, 10, 9, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("明天9点到17点停水", "03-11 17:00"),
        ("今天18:00前停水", "03-10 18:00"),
        ("停水，18:00前恢复", "03-10 18:00"),
        ("停电到晚上8点", "03-10 20:00"),
        ("明天上午九点至下午五点半停电", "03-11 17:30"),
        ("明天9:00-17:30停水检修", "03-11 17:30"),
        ("明天9-17点停气", "03-11 17:00"),
        ("明天9点到5点停水", "03-11 17:00"),
        ("今晚10点到6点停水", "03-11 06:00"),
        ("今晚23点到次日5点停电", "03-11 05:00"),
        ("明早8点到中午12点停水", "03-11 12:00"),
        ("明天下午2点到5点停水", "03-11 17:00"),
        ("晚上10点到晚上12点停水", "03-11 00:00"),
        ("后天停水", "03-12 23:59"),
        ("大后天停暖", "03-13 23:59"),
        ("停水三天", "03-12 23:59"),
        ("明天起停水3天", "03-13 23:59"),
        ("电梯维修一周", "03-16 23:59"),
        ("停电两小时", "03-10 11:05"),
        ("停水半天", "03-10 21:05"),
        ("明天停水半天", "03-11 23:59"),
        ("明天9点停电两个小时", "03-11 11:00"),
        ("3月12日9点到3月14日18点停气", "03-14 18:00"),
        ("12号到13号停水", "03-13 23:59"),
        ("28号到2号电梯停用", "04-02 23:59"),
        ("周五停水", "03-13 23:59"),
        ("下周一8点到20点停电", "03-16 20:00"),
        ("周一停电", "03-16 23:59"),
        ("1月5日停水", "01-05 23:59"),
        ("今天8点到9点停水", "03-10 09:00"),
        ("3号楼5号楼明天停水", "03-11 23:59"),
    ],
)
def test_until_when(words: str, until: str) -> None:
    found = until_of(words, NOW)
    assert found
    assert f"{found:%m-%d %H:%M}" == until


@pytest.mark.parametrize(
    "words",
    [
        "停水",
        "水管爆了，正在抢修",
        "明天9点开始停水",
        "9点起停电",
        "3号楼电梯坏了",
        "2月31日停水",
        "停电到99:99",
        "",
        "12345热线",
    ],
)
def test_what_does_not_say_until_when(words: str) -> None:
    assert until_of(words, NOW) is None


def test_a_date_far_behind_is_next_years() -> None:
    found = until_of("到1月3日电梯停用", datetime(2026, 12, 20, 9, 0, tzinfo=SHANGHAI))
    assert found == datetime(2027, 1, 3, 23, 59, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("words", "later"),
    [
        ("明天9点到17点停水", "3月11日9点到17点停水"),
        ("今晚停电", "3月10日晚停电"),
        ("明早8点停水，后天恢复", "3月11日早8点停水，3月12日恢复"),
        ("下周五停暖", "3月20日停暖"),
        ("3月12日停水到次日5点", "3月12日停水到次日5点"),
        ("停水三天", "停水三天"),
    ],
)
def test_read_on_another_day_it_means_the_same(words: str, later: str) -> None:
    assert dated(words, NOW) == later


def test_the_end_of_a_day_is_still_that_day() -> None:
    assert [f"{end_of_day(NOW, days):%m-%d %H:%M}" for days in (1, 2, 3)] == [
        "03-10 23:59",
        "03-11 23:59",
        "03-12 23:59",
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("明天停水", "供排水"),
        ("停电检修", "供电"),
        ("停水停电", "供电"),
        ("燃气管道改造", "燃气"),
        ("换热站检修，暖气不热", "供热"),
        ("3号楼电梯年检停用", "电梯"),
        ("地库刷漆，请挪车", "其他"),
        ("周五开居民会，说说加装电梯", "其他"),
        ("征求供暖改造意见", "其他"),
        ("因开会场地抢修，停电两小时", "供电"),
    ],
)
def test_of_which_kind(words: str, kind: str) -> None:
    assert kind_of(words) == kind


@given(st.text(alphabet="今明后大天日周下一二三四五六十0123456789:点半时到至-月号早晚上午个小停水 ", max_size=40))
def test_any_sentence_can_be_read(words: str) -> None:
    until = until_of(words, NOW)
    assert until is None or until.tzinfo is not None
    assert isinstance(dated(words, NOW), str)
