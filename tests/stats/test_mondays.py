"""The figures of the week: pushed once, on a working morning, however often the program stops."""

from datetime import date, datetime, time, timedelta

import pytest

from bot.config import Settings
from bot.config.stats import Stats
from bot.domain.clock import SHANGHAI, to_millis
from bot.services import mondays
from bot.services.turn import Office
from bot.texts.stats import FiguresShown
from tests.conversations.town import CHEN, SUN, ZHAO
from tests.services.owners import put, somebody
from tests.stats.shop import Shop


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """In 2026: the 9th, 16th and 23rd of March are Mondays."""
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


async def start(shop: Shop, moment: datetime) -> None:
    """What happens at each start, and every hour."""
    shop.clock.at = moment
    await shop.hall.db.write(mondays.look, shop.hall.dispatcher.office, to_millis(moment))
    await shop.go_on(moment)


def pushed(shop: Shop) -> list[tuple[str, str]]:
    """To whom, the first line; and forgotten."""
    found = [(one.to, one.prompt.lines[0]) for one in shop.messages if isinstance(one.prompt, FiguresShown)]
    shop.sent.clear()
    return sorted(found)


async def everybody(shop: Shop, *people: int) -> list[str]:
    return sorted([await shop.hall.db.write(somebody, one) for one in people])


async def test_each_secretary_and_street_once_for_the_week_that_has_passed(shop: Shop) -> None:
    await put(shop.hall, 1)  # on Tuesday the 10th
    await start(shop, at(10, 12))
    await shop.go_on(at(16, 8, 29))
    assert pushed(shop) == []
    await shop.go_on(at(16, 8, 30))
    told = pushed(shop)
    # 周书记's compound had nothing; 社区 and the others are not told.
    assert [who for who, _ in told] == await everybody(shop, CHEN, ZHAO, SUN)
    assert {line for _, line in told} == {"📊 翠湖苑 3月9日–15日：收到 1 件", "📊 柳巷街道 3月9日–15日：收到 1 件"}
    for moment in (at(16, 8, 31), at(16, 18), at(17, 8, 30), at(22, 12)):
        await start(shop, moment)
        assert pushed(shop) == []
    await put(shop.hall, 5, created_at=at(18, 9))
    await shop.go_on(at(23, 8, 30))
    assert len(pushed(shop)) == 3


async def test_after_an_outage_the_last_week_once_and_at_no_night(shop: Shop) -> None:
    await put(shop.hall, 1)
    await put(shop.hall, 2, created_at=at(17, 9))
    await start(shop, at(10, 12))
    await start(shop, at(24, 3))
    assert pushed(shop) == []
    await shop.go_on(at(24, 8))
    assert {line for _, line in pushed(shop)} == {
        "📊 翠湖苑 3月16日–22日：收到 1 件",
        "📊 柳巷街道 3月16日–22日：收到 1 件",
    }
    await start(shop, at(24, 9))
    assert pushed(shop) == []


async def test_a_clock_that_goes_back_tells_nothing_twice(shop: Shop) -> None:
    await put(shop.hall, 1)
    await start(shop, at(10, 12))
    await shop.go_on(at(16, 8, 30))
    assert len(pushed(shop)) == 3
    await start(shop, at(16, 7))
    await shop.go_on(at(16, 8, 31))
    assert pushed(shop) == []


async def test_stopped_between_the_plan_and_the_pictures_none_is_lost(shop: Shop) -> None:
    await put(shop.hall, 1)
    await start(shop, at(10, 12))
    shop.press.trouble = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        await shop.go_on(at(16, 8, 30))
    shop.press.trouble = None
    await start(shop, at(16, 9))
    assert len(pushed(shop)) == 3


@pytest.mark.parametrize(
    ("moment", "next_one"),
    [
        (at(10, 12), at(16, 8, 30)),
        (at(16, 8, 29), at(16, 8, 30)),
        (at(16, 8, 30), at(23, 8, 30)),
        (at(6, 9, month=4), at(7, 8, 30, month=4)),  # the Monday after 清明 is off
        (at(30, 9, month=9), at(8, 8, 30, month=10)),  # 国庆 until Wednesday the 7th
    ],
)
def test_the_first_working_day_of_the_week(office: Office, moment: datetime, next_one: datetime) -> None:
    assert mondays.next_telling(office, moment) == next_one


def test_some_districts_want_none(office: Office, settings: Settings) -> None:
    office.settings = settings.model_copy(update={"stats": Stats(monday="")})
    assert mondays.next_telling(office, at(10, 12)) is None


def test_it_is_a_time_of_the_settings() -> None:
    assert Stats(monday="07:05").monday_at == time(7, 5)
    for wrong in ("7:05", "24:00", "08:30+08:00", "Monday"):
        with pytest.raises(ValueError, match="monday"):
            Stats(monday=wrong)


def test_every_week_has_its_telling(office: Office) -> None:
    """Whatever the holidays: at 春节 two Mondays in a row are off."""
    moment = datetime.combine(date(2026, 1, 1), time(), SHANGHAI)
    for _ in range(60):
        after = mondays.next_telling(office, moment)
        assert after
        assert timedelta(0) < after - moment <= timedelta(days=15)
        assert office.timetable.calendar.is_workday(after.date())
        moment = after
