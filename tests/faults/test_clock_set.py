"""The machine's clock is set while the bot runs: nothing stalls until tomorrow, nothing comes in a flood."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import CapturingLogger

from bot.config import Settings
from bot.domain.clock import SHANGHAI, ManualClock
from bot.services import clock_watch, clockwork
from bot.services.clock_watch import ClockWatch
from classifier import Classifier
from tests.conversations.stage import Stage
from tests.conversations.town import MORNING, Town, running_town, settings_for

DAY = timedelta(days=1)
# What is told of an unanswered danger until it stands before the district: each desk's people, and that it is overdue.
A_DAYS_WORDS = 20
DANGER = """
王阿姨 says           家里燃气味很大，快来人
王阿姨 hears          ⚠️ 先保安全
王阿姨 hears          📝 家里燃气味很大，快来人
王阿姨 presses        🚨 马上叫书记
王阿姨 sees           🚨 已经叫了
王阿姨 sees           报上了
陈书记 hears          新哨
赵书记 hears          新哨
"""


@pytest.fixture
async def timed(
    settings: Settings, classifier: Classifier, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Town]:
    monkeypatch.setattr(clockwork, "CLOCK_LOOK_S", 0.02)
    async with running_town(settings_for(settings, tmp_path), classifier, template) as town:
        yield town


async def set_to(town: Town, moment: datetime) -> None:
    """And long enough for the bot to have looked at it."""
    assert isinstance(town.clock, ManualClock)
    town.clock.at = moment
    await asyncio.sleep(0.1)
    await town.until_quiet()


async def hears(town: Town, who: int, words: str) -> None:
    """Whatever else comes before."""
    while words not in (await town.phone(who).next())["message"]["text"]:
        pass


async def pushes(town: Town) -> int:
    return len(await town.client.calls("sendMessage"))


JUMPS = {"a day": DAY, "a day back": -DAY, "a year": 365 * DAY, "a year back": -365 * DAY}


@pytest.mark.parametrize("wrong", JUMPS.values(), ids=list(JUMPS))
async def test_danger_is_said_again_within_minutes_though_the_clock_was_wrong_when_it_was_told(
    timed: Town, wrong: timedelta
) -> None:
    await set_to(timed, MORNING + wrong)
    await Stage(timed).story(DANGER)
    heard = await pushes(timed)
    await set_to(timed, MORNING)
    await set_to(timed, MORNING + timedelta(minutes=6))
    # Two secretaries, told at least once more; besides, at most what a day would have brought of one ticket.
    assert 2 <= await pushes(timed) - heard <= A_DAYS_WORDS


@pytest.mark.parametrize("wrong", JUMPS.values(), ids=list(JUMPS))
async def test_a_clock_that_was_wrong_for_a_moment_stalls_nobody_and_floods_nobody(
    timed: Town, wrong: timedelta
) -> None:
    stage = Stage(timed)
    await stage.story("李叔 says 垃圾没人收", "李叔 hears 📝 垃圾没人收")
    await stage.story(DANGER)
    heard = await pushes(timed)
    await set_to(timed, MORNING + wrong)
    await set_to(timed, MORNING)
    # A draft reminded of or dropped, a ladder gone on, a deadline missed: each at most once, however far it was.
    assert await pushes(timed) - heard <= A_DAYS_WORDS
    await timed.phone(203).say("/my")
    await hears(timed, 203, "您还没报过")
    await timed.phone(101).say("/my")
    await hears(timed, 101, "0310-001")


async def test_over_new_year_and_back(timed: Town) -> None:
    """Each day's numbers go on where they stood, also when the clock is set back into the old year."""
    for words, moment, number in (
        ("垃圾没人收", datetime(2026, 12, 31, 23, 59, 50, tzinfo=SHANGHAI), "1231-001"),
        ("楼道灯坏了", datetime(2027, 1, 1, 0, 0, 5, tzinfo=SHANGHAI), "0101-001"),
        ("电梯停了好几天", datetime(2026, 12, 31, 23, 59, 58, tzinfo=SHANGHAI), "1231-002"),
        ("三单元水管漏水了", datetime(2027, 1, 1, 0, 0, 30, tzinfo=SHANGHAI), "0101-002"),
    ):
        await set_to(timed, moment)
        await timed.phone(101).say(words)
        await hears(timed, 101, "请看一眼")
        await timed.phone(101).press("✅ 提交")
        await hears(timed, 101, number)
    assert await timed.count("SELECT count(*) FROM ticket") == 4


def test_the_operator_is_told_that_the_clock_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_watch, "log", told := CapturingLogger())
    clock = ManualClock(MORNING)
    watch = ClockWatch(clock)
    assert watch.look() == 0
    clock.at += timedelta(seconds=30)
    assert watch.look() == 0
    clock.at -= DAY
    assert round(watch.look()) == -86400
    assert watch.look() == 0
    assert [call.args for call in told.calls] == [("clock_was_set",)]
