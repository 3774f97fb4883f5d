"""What is settled already when the demo begins."""

from bot.config import Settings
from bot.demo.district import DemoDistrict
from bot.demo.fill import fill
from bot.demo.history import fill_history, load_history
from bot.domain.clock import ManualClock, to_millis
from bot.domain.figures import figures_of
from bot.domain.periods import month_at
from bot.domain.tickets import TicketState
from bot.storage import figures
from bot.storage.database import Row, Tx
from bot.storage.figures import Span
from bot.storage.sqlite import SqliteDatabase


async def rows(tx: Tx, sql: str) -> list[Row]:
    return await tx.fetch(sql)


async def test_it_is_over_and_put_in_once(
    database: SqliteDatabase, district: DemoDistrict, settings: Settings, clock: ManualClock
) -> None:
    await fill(database, district, settings, clock)
    history = load_history()
    for _ in range(2):
        await fill_history(database, history, settings, clock)
    found = await database.read(
        rows, "SELECT state, due_at, created_at, changed_at FROM ticket WHERE way_in = 'patrol'"
    )
    closed = [row for row in found if row["state"] == TicketState.CLOSED]
    assert len(closed) == len(history) >= 40
    assert all(
        row["due_at"] is None and row["created_at"] < row["changed_at"] < to_millis(clock.now()) for row in closed
    )
    # What the demo's wishes and activities wait for is theirs.
    due = "SELECT 1 FROM due_work WHERE kind <> 'wish' AND kind NOT LIKE 'activity%'"
    waiting = f"SELECT 1 FROM outbox UNION ALL {due}"
    assert await database.read(rows, waiting) == []
    assert (
        await database.read(
            rows,
            "SELECT 1 FROM follower WHERE open = 1 AND ticket_id IN (SELECT id FROM ticket WHERE state = 'closed')",
        )
        == []
    )


async def test_every_line_is_of_the_district_and_of_a_known_category(
    district: DemoDistrict, settings: Settings
) -> None:
    names = {category.name for category in settings.categories}
    for one in load_history():
        assert district.unit(one.compound)
        assert one.category in names
        assert one.days_ago * 24 > one.resolved + 24
        assert one.resolved * 60 > one.answered
        assert one.score in ("", "satisfied", "mostly")


async def test_the_month_before_has_figures_of_every_kind(
    database: SqliteDatabase, district: DemoDistrict, settings: Settings, clock: ManualClock
) -> None:
    await fill(database, district, settings, clock)
    await fill_history(database, load_history(), settings, clock)
    month = month_at(clock.now()).before()
    span = Span([unit.id for unit in district.units], to_millis(month.begins_at), to_millis(month.ends_at))
    found = figures_of(await database.read(figures.courses, span), to_millis(clock.now()))
    assert found.reported > 10
    assert found.response.percent
    assert found.on_time.percent
    assert found.satisfaction.percent
    assert found.silent
