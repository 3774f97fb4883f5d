"""The demo's year of points: put in once, by the ledger itself, and enough of it to be looked at."""

from datetime import timedelta

from bot.config import Settings
from bot.demo.district import DemoDistrict
from bot.demo.fill import fill
from bot.demo.merits import fill_merits, load_merits
from bot.domain.clock import ManualClock
from bot.services.points.account import last_months
from bot.services.points.audit import whole
from bot.storage import ledger
from bot.storage.sqlite import SqliteDatabase
from tests.demo.test_demo_fill import dump, person_at


async def test_a_year_of_points_is_put_in_once_and_is_worth_a_look(
    database: SqliteDatabase, district: DemoDistrict, settings: Settings, clock: ManualClock
) -> None:
    await fill(database, district, settings, clock)
    await fill_merits(database, load_merits(), settings, clock)
    months = last_months(clock.now())
    for one in load_merits().volunteers:
        person = await database.read(person_at, one.id)
        earned = await database.read(ledger.earned_by_month, person.id, months[0], months[-1])
        assert len({each.month for each in earned}) >= 11, one.id
        assert len({each.matter for each in earned}) >= 5, one.id
        assert (await database.read(ledger.account_of, person.id)).merit >= settings.points.stars[0], one.id
    before = await dump(database)
    clock.at += timedelta(days=9)
    await fill_merits(database, load_merits(), settings, clock)
    assert await dump(database) == before
    assert (await whole(database)).is_right
