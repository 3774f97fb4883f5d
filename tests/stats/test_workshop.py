"""What is asked for is made once, outside the writer, for whoever may still see it; nothing is lost on the way."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.charts import Chart, Sheet
from bot.domain.clock import to_millis
from bot.domain.errors import StorageBusy
from bot.domain.messages import Command, Outbound, Toast
from bot.domain.periods import period_of
from bot.domain.tickets import TicketState
from bot.services import stats
from bot.services.orders import PUSH, Order
from bot.services.workshop import LATER_MS, finish
from bot.storage import due, made_files, outbox
from bot.storage.database import Tx
from bot.texts.listing import SheetMade
from bot.texts.stats import Drawing, FiguresShown, NotMade
from tests.conversations.town import CHEN, MORNING, SUN, WANG, ZHOU
from tests.handlers.hall import words
from tests.services.owners import PHONE, press, put, somebody
from tests.stats.shop import Shop

WAITING = "SELECT * FROM due_work WHERE kind LIKE 'stats%'"


async def ask(shop: Shop, who: int = CHEN) -> None:
    (said,) = await shop.hall.arrive(who, Command("stats"))
    assert isinstance(said, Outbound)
    assert said.prompt == Drawing()


async def dismiss(tx: Tx, telegram_id: int) -> None:
    await tx.execute("DELETE FROM post WHERE person_id = ?", (await somebody(tx, telegram_id),))


async def test_it_is_drawn_and_sent_with_its_file_in_one_commit(shop: Shop) -> None:
    await put(shop.hall, 1)
    await ask(shop)
    assert await shop.work() == 1
    (message,) = shop.messages
    assert isinstance(message.prompt, FiguresShown)
    assert message.upload
    assert (message.card, message.replaces, message.upload.kind) == ("stats", True, "photo")
    (kept,) = await shop.rows("SELECT f.id, f.content, o.state FROM made_file f JOIN outbox o ON o.id = f.outbox_id")
    (chart,) = shop.press.made
    assert (kept["id"], kept["content"], kept["state"]) == (message.upload.id, repr(chart).encode(), "waiting")
    assert await shop.rows(WAITING) == []


async def test_asked_for_twice_it_is_made_once(shop: Shop) -> None:
    await ask(shop)
    await ask(shop)
    assert await shop.work() == 1


async def test_two_workshops_at_once_send_one(shop: Shop) -> None:
    await ask(shop)
    both = [shop.workshop(), shop.workshop()]
    await asyncio.gather(*(workshop._make_next() for workshop in both))
    assert len(shop.sent) == 1
    assert len(await shop.rows("SELECT id FROM made_file")) == 1


async def test_after_a_crash_while_drawing_it_is_drawn_again(shop: Shop) -> None:
    await ask(shop)
    shop.press.trouble = asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        await shop.work()
    assert shop.sent == []
    shop.press.trouble = None
    assert await shop.work() == 1
    assert len(shop.sent) == 1


async def test_a_store_that_is_busy_is_tried_again(shop: Shop) -> None:
    await ask(shop)
    shop.press.trouble = StorageBusy()
    with pytest.raises(StorageBusy):
        await shop.work()
    assert len(await shop.rows(WAITING)) == 1


async def test_where_drawing_fails_whoever_waits_hears_of_it(shop: Shop) -> None:
    await ask(shop)
    shop.press.trouble = RuntimeError("a bug")
    await shop.work()
    assert [message.prompt for message in shop.messages] == [NotMade()]
    assert await shop.rows(WAITING) == []


async def test_what_is_pushed_comes_later_where_drawing_fails(shop: Shop) -> None:
    await put(shop.hall, 1)
    person = await shop.hall.db.write(somebody, CHEN)
    order = Order(person, period_of("2026-W11"))
    await shop.hall.db.write(due.plan, PUSH, order.subject, to_millis(MORNING))
    shop.press.trouble = RuntimeError("a bug")
    await shop.work()
    (row,) = await shop.rows(WAITING)
    assert row["due_at"] == to_millis(MORNING) + LATER_MS
    shop.press.trouble = None
    shop.clock.at += timedelta(milliseconds=LATER_MS)
    await shop.work()
    assert len(shop.messages) == 1


async def test_whoever_lost_the_post_meanwhile_is_sent_nothing(shop: Shop) -> None:
    await ask(shop)
    await shop.hall.db.write(dismiss, CHEN)
    await shop.work()
    assert shop.sent == []
    assert await shop.rows(WAITING) == []


async def test_nor_whoever_loses_it_while_it_is_drawn(shop: Shop) -> None:
    await ask(shop)
    person, moment, office = await shop.hall.db.write(somebody, CHEN), MORNING, shop.hall.dispatcher.office
    (duty,) = await shop.hall.db.read(due.ready, to_millis(moment), 10)
    making = await shop.hall.db.read(stats.drawing, office, duty.subject, moment)
    assert making
    assert making.to == person
    await shop.hall.db.write(dismiss, CHEN)
    assert await shop.hall.db.write(finish, office, duty, making, b"x", moment, "ours") == []
    assert await shop.rows("SELECT id FROM made_file") == []


@pytest.mark.parametrize("which", ["2026-03/beicheng", "2026-03/street", "2026-03/nowhere"])
async def test_a_unit_of_somebody_else_is_answered_like_none(shop: Shop, which: str) -> None:
    for what in ("stats", "stats_list"):
        (said,) = words(await press(shop.hall, CHEN, what, which))
        (of_none,) = words(await press(shop.hall, CHEN, "look", "no such ticket"))
        assert said == of_none
    assert await shop.rows(WAITING) == []


async def test_a_unit_below_is_theirs(shop: Shop) -> None:
    (said,) = await press(shop.hall, SUN, "stats", "2026-03/beicheng")
    assert isinstance(said, Toast)
    await shop.work()
    chart = shop.press.made[0]
    assert isinstance(chart, Chart)
    assert chart.title == "北辰家园"


async def test_nobody_else_may_ask(shop: Shop) -> None:
    for what in ("stats", "stats_list"):
        (said,) = words(await press(shop.hall, WANG, what, "2026-03/"))
        assert "负责的人" in said
    assert await shop.rows(WAITING) == []


async def test_each_sees_the_tickets_of_their_own_units(shop: Shop) -> None:
    await put(shop.hall, 1)
    await put(shop.hall, 2, compound_id="beicheng")
    await put(shop.hall, 3, compound_id="street")
    for who, count in ((CHEN, 1), (ZHOU, 1), (SUN, 3)):
        await ask(shop, who)
        await shop.work()
        chart = shop.press.made[-1]
        assert isinstance(chart, Chart)
        assert chart.total == f"收到 {count} 件"


async def test_the_file_goes_with_the_message(shop: Shop) -> None:
    await ask(shop)
    await shop.work()
    row = shop.sent[0].queued.id
    assert await shop.hall.db.write(made_files.forget_settled) == 0
    await shop.hall.db.write(outbox.give_up_chat, "telegram", str(CHEN), 0, "blocked")
    assert await shop.hall.db.write(made_files.forget_settled) == 1
    assert await shop.rows("SELECT id FROM made_file WHERE outbox_id = ?", row) == []


# ── the list ──────────────────────────────────────────────────────────────────────────────────────────────────
async def listed(shop: Shop, who: int) -> list[tuple[str | int, ...]]:
    await press(shop.hall, who, "stats_list", "2026-03/")
    await shop.work()
    sheet = shop.press.made[-1]
    assert isinstance(sheet, Sheet)
    return list(sheet.rows)


async def test_the_list_says_no_more_than_it_may(shop: Shop) -> None:
    await put(shop.hall, 1, contact=PHONE)
    await put(shop.hall, 2, anonymous=True, contact=PHONE)
    await put(shop.hall, 3, contact=PHONE, state=TicketState.CLOSED)
    open_one, hidden, over = await listed(shop, CHEN)
    assert (open_one[0], *open_one[3:5], open_one[-1]) == ("0310-001", "3号楼2单元501", "", "138****0000")
    assert (hidden[0], hidden[3], hidden[-1]) == ("0310-002", "3号楼", "")
    assert (over[0], over[-1]) == ("0310-003", "")
    assert [row[-1] for row in await listed(shop, SUN)] == ["", "", ""]
    everything = repr(shop.press.made)
    for secret in (PHONE, PHONE.replace(" ", ""), "第1件", "第2件"):
        assert secret not in everything


async def test_each_list_taken_away_is_written_down(shop: Shop) -> None:
    await put(shop.hall, 1)
    await listed(shop, CHEN)
    await listed(shop, CHEN)
    rows = await shop.rows("SELECT person_id, units, period, tickets, at FROM exported ORDER BY id")
    person = await shop.hall.db.write(somebody, CHEN)
    one = {"person_id": person, "units": "cuihu", "period": "2026-03", "tickets": 1, "at": to_millis(MORNING)}
    assert rows == [one, one]
    assert [type(message.prompt) for message in shop.messages] == [SheetMade, SheetMade]
    assert shop.messages[0].upload
    assert shop.messages[0].upload.name == "翠湖苑_2026-03.xlsx"
