"""Whole days with a clock that is moved: every push that should come comes, once, and no other (`days/`).

The same with a bot that is killed every few minutes. `make days` kills it at every single thing that happens.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from bot.domain.arrangements import ARRANGEMENTS
from bot.domain.clock import SHANGHAI, ManualClock
from bot.domain.patrols import Every
from bot.services import clockwork
from classifier import Classifier
from tests.conversations.cast import CAST
from tests.conversations.killing import Killing
from tests.conversations.script import Line, read
from tests.conversations.stage import Stage
from tests.conversations.town import Town, running_town, settings_for

HOLIDAY_WEEK = (Path(__file__).parent / "days" / "holiday_week.txt").read_text("utf-8")
BEGINS = datetime(2026, 4, 30, 8, 30, tzinfo=SHANGHAI)
TICKETS, PEOPLE = 30, 12
OFTEN, FEW = 14, 16
# On one worker: what is heard without a kill is found out once.
pytestmark = pytest.mark.xdist_group("days")
LONG = (pytest.mark.long, pytest.mark.skipif("'long' not in config.getoption('-m')", reason="make days"))


@asynccontextmanager
async def compound(settings: Settings, classifier: Classifier, template: Path, folder: Path) -> AsyncIterator[Town]:
    """The town on the last day before the holiday; its compound is walked once a week, by Thursday."""
    weekly = settings.patrols[0].model_copy(update={"name": "小区周巡查", "every": Every.WEEK, "weekday": 4})
    own = settings_for(settings, folder).model_copy(update={"patrols": (weekly,)})
    async with running_town(own, classifier, template, ManualClock(BEGINS)) as town:
        await town.until("SELECT count(*) FROM patrol_task", wanted=1)
        yield town
        assert await town.count("SELECT count(*) FROM ticket") == TICKETS
        assert await town.count("SELECT count(*) FROM outbox WHERE state <> 'sent'") == 0


@pytest.fixture(scope="module")
def heard(
    settings: Settings, classifier: Classifier, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[int, Any]:
    """Whatever came to anybody in the week in which nothing happens to the bot."""

    async def play() -> dict[int, Any]:
        async with compound(settings, classifier, template, tmp_path_factory.mktemp("week")) as town:
            stage = Stage(town)
            await stage.play(read(HOLIDAY_WEEK))
            return stage.heard

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clockwork, "LOOK_S", 0.02)
        return asyncio.run(play())


def test_a_holiday_week(heard: dict[int, Any]) -> None:
    told = {name for name, chat in CAST.items() if heard[chat]["messages"]}
    assert told == {who for line in lines() for who in line.who.split("、") if who in CAST}
    assert len(told) == PEOPLE


@pytest.mark.parametrize("each", [OFTEN, pytest.param(1, marks=LONG)])
async def test_the_same_pushes_however_often_it_is_killed(
    each: int, heard: dict[int, Any], settings: Settings, classifier: Classifier, template: Path, tmp_path: Path
) -> None:
    async with compound(settings, classifier, template, tmp_path) as town:
        stage = Killing(town, each)
        await stage.play(read(HOLIDAY_WEEK))
    print(f"\n{stage.kills} kills, {stage.doubled} messages of which it died before it knew that they had arrived")
    assert stage.kills >= FEW
    assert stage.heard == heard


def test_lists_come_on_working_days_and_after_a_night_in_which_something_came() -> None:
    """The 1st and the 2nd are holidays: what came in the night stands in a list all the same."""
    mornings = Counter(day for day, line in dated() if "☀️" in line.what and line.verb == "hears aloud")
    assert sorted(mornings) == ["05-01", "05-02", "05-06", "05-07", "05-08", "05-09", "05-11"]
    arranged = ARRANGEMENTS[2026]
    assert (5, 1, 5) in arranged.holidays
    assert (5, 9) in arranged.workdays


def lines() -> list[Line]:
    return list(read(HOLIDAY_WEEK))


def dated() -> list[tuple[str, Line]]:
    """Each line with the day on which it happens."""
    day, found = "", []
    for line in lines():
        day = line.what.split()[0] if line.verb == "reaches" else day
        found.append((day, line))
    return found
