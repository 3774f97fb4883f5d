"""Orders beside their usual way: at night, too late, corrected points, codes among other words, little left."""

from datetime import datetime, timedelta

import pytest

from bot.domain.charts import Code
from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.errors import NotEnoughPoints
from bot.domain.messages import Command, Outbound, Text
from bot.domain.people import Post, Role
from bot.domain.points import Dimension, Earning
from bot.domain.shop import Goods, Shelf
from bot.services.points import ledger
from bot.services.shop import redemptions
from bot.services.shop.redemptions import PREFIX
from bot.services.workshop import MAKINGS
from bot.storage import goods, people
from bot.storage.database import Tx
from bot.storage.sealed import VOLUNTEER_NAME
from bot.texts.shop import CodePicture, OrderCard
from bot.texts.shopkeeping import LowStock, NobodyCame
from tests.conversations.town import GAO, LI, MORNING, WANG
from tests.handlers.hall import draft_of_anybody, words
from tests.services.owners import buttons, messages, press, somebody
from tests.shop.counter import PAPER, SOAP, Counter


async def test_the_picture_leads_to_the_order_and_says_its_digits(counter: Counter) -> None:
    order_id = await counter.buys()
    bench = counter.bench
    bench.hall.dispatcher.office.link_to = "https://t.me/bot?start={}".format
    assert await bench.work() == 1
    (code,) = bench.press.made
    digits = (await counter.order(order_id))["digits"]
    assert code == Code(
        f"https://t.me/bot?start={PREFIX}{order_id}", "取货码",
        (f"{digits[:4]} {digits[4:]}", "洗衣液 · 桃园爱心商店", "3月12日 09:05 前来取"),
    )  # fmt: skip
    assert [message.prompt for message in bench.messages] == [CodePicture("洗衣液")]


async def test_no_picture_of_what_was_given_up(counter: Counter) -> None:
    await counter.presses(WANG, "unbuy", await counter.buys())
    assert await counter.passes(seconds=1) == []
    assert await counter.rows("SELECT * FROM due_work WHERE kind = ?", redemptions.PAINT) == []


async def test_a_picture_that_cannot_be_painted_comes_later(counter: Counter) -> None:
    await counter.buys()
    bench = counter.bench
    bench.press.trouble = RuntimeError("no fonts")
    assert await bench.work() == 1
    assert bench.messages == []
    bench.press.trouble = None
    await bench.go_on(MORNING + timedelta(minutes=11))
    assert len(bench.messages) == 1
    assert next(iter(MAKINGS)) == redemptions.PAINT


async def test_what_would_end_in_the_night_ends_in_the_morning(counter: Counter) -> None:
    counter.bench.clock.at = datetime(2026, 3, 10, 23, 0, tzinfo=SHANGHAI)
    order = await counter.order(await counter.buys())
    assert from_millis(order["until"]).astimezone(SHANGHAI) == datetime(2026, 3, 13, 7, 30, tzinfo=SHANGHAI)


async def test_nobody_came_and_the_bot_was_away_for_weeks(counter: Counter) -> None:
    order_id = await counter.buys()
    told = [one for one in await counter.passes(days=40) if not isinstance(one.prompt, CodePicture)]
    assert [type(one.prompt) for one in told] == [OrderCard, NobodyCame]
    assert all(one.silent for one in told)
    assert (await counter.purse(), await counter.stock()) == ((55, 0), 30)
    office = counter.hall.dispatcher.office
    assert await counter.hall.db.write(redemptions.expire, office, order_id, to_millis(office.clock.now())) == []
    assert (await counter.purse(), await counter.stock()) == ((55, 0), 30)
    await counter.holds()


async def test_too_late_is_too_late_also_before_the_clock_came_round(counter: Counter) -> None:
    order_id = await counter.buys()
    counter.bench.clock.at += timedelta(hours=48)
    assert "过期了" in (await counter.scans(GAO, order_id))[0]
    assert "过期了" in (await counter.types(GAO, order_id))[0]
    assert (await counter.presses(GAO, "give", order_id))[0] == "这一步已经办好了，不用再点。"
    assert (await counter.order(order_id))["state"] == "reserved"


async def test_a_clock_that_is_put_back_ends_nothing_early_and_forgets_nothing(counter: Counter) -> None:
    order_id, office = await counter.buys(), counter.hall.dispatcher.office
    assert await counter.hall.db.write(redemptions.expire, office, order_id, to_millis(MORNING)) == []
    assert (await counter.order(order_id))["state"] == "reserved"
    await counter.holds()


async def test_points_that_are_corrected_meanwhile_take_no_order_away(counter: Counter) -> None:
    """What is set aside stays so; what is left must suffice for the correction."""
    order_id = await counter.buys()
    key = Earning(await counter.hall.db.write(somebody, WANG), "志愿服务", Dimension.EXTRA, "test", "1", "").key
    with pytest.raises(NotEnoughPoints):
        await counter.hall.db.write(ledger.reverse, key, "记错了", key.split(":")[2], to_millis(MORNING))
    assert await counter.purse() == (35, 20)
    await counter.presses(GAO, "give", order_id)
    assert await counter.purse() == (35, 0)
    await counter.holds()


async def test_a_card_of_another_price_is_asked_anew(counter: Counter) -> None:
    for price in (19, 21):
        heard = await counter.presses(WANG, "buy", f"{SOAP}~new", price)
        assert heard == [f"价格变了：原来 {price} 分。\n用 20 分换 洗衣液 1 件？\n换了还剩 35 分，到桃园爱心商店取。"]
    assert (await counter.purse(), await counter.stock()) == ((55, 0), 30)


async def test_the_name_in_the_file_is_masked(counter: Counter) -> None:
    async def unit(tx: Tx) -> None:
        wang = await somebody(tx, WANG)
        await tx.execute(
            "INSERT INTO volunteer (person_id, compound_id, state, name, at) VALUES (?, 'cuihu', 'active', ?, 0)",
            (wang, tx.vault.seal(VOLUNTEER_NAME, wang, "王秀兰")),
        )

    await counter.hall.db.write(unit)
    order_id = await counter.buys()
    assert await counter.scans(GAO, order_id) == ["🎫 洗衣液 1 件 · 王*\n20 分，还没取。"]
    assert "· 洗衣液 1 件，王*，" in words(await counter.hall.arrive(GAO, Command("shop")))[0]


# ── codes among other words ───────────────────────────────────────────────────────────────────────────────────
async def test_a_code_is_no_answer_to_what_the_shop_was_asked(counter: Counter) -> None:
    order_id = await counter.buys()
    for what, which in (("restock", SOAP), ("reprice", SOAP), ("newgoods", "shop")):
        await counter.presses(GAO, what, which)
        assert "🎫 洗衣液 1 件" in (await counter.types(GAO, order_id))[0]
    assert await counter.stock() == 29


async def test_whoever_is_asked_for_a_telephone_number_gives_one(counter: Counter) -> None:
    hall = counter.hall
    await hall.arrive(GAO, Text("翠湖苑3号楼楼道灯坏了"))
    for what in ("agree", "fix", "phone"):
        await press(hall, GAO, what, *await hall.db.read(draft_of_anybody))
    assert (await counter.rows("SELECT state FROM draft"))[0]["state"] == "contact"
    assert "取货码" not in words(await hall.arrive(GAO, Text("55501234")))[0]
    assert await counter.rows("SELECT * FROM code_try") == []


async def test_a_story_is_a_report_whatever_the_shop_was_asked(counter: Counter) -> None:
    await counter.presses(GAO, "restock", SOAP)
    assert "整数" not in (await counter.hall.arrive(GAO, Text("翠湖苑3号楼楼道灯坏了三天了没人来修")))[0].prompt.text()
    assert len(await counter.rows("SELECT * FROM draft")) == 1


async def test_wrong_codes_are_counted_by_the_hour_and_right_ones_not(counter: Counter) -> None:
    order_id = await counter.buys()
    for _ in range(20):
        assert "🎫" in (await counter.types(GAO, order_id))[0]
    wrong = "00000000" if (await counter.order(order_id))["digits"] != "00000000" else "11111111"
    heard = [words(await counter.hall.arrive(GAO, Text(wrong)))[0] for _ in range(12)]
    assert ["不是本店的" in one for one in heard] == [True] * 10 + [False] * 2
    assert "数字错太多次了" in (await counter.types(GAO, order_id))[0]
    assert "🎫" in (await counter.scans(GAO, order_id))[0]
    counter.bench.clock.at += timedelta(hours=1)
    assert "🎫" in (await counter.types(GAO, order_id))[0]


# ── little left, much there ───────────────────────────────────────────────────────────────────────────────────
async def test_little_left_is_said_once_until_more_comes(counter: Counter) -> None:
    async def alerts() -> int:
        rows = await counter.rows("SELECT body FROM outbox WHERE body LIKE '%LowStock%'")
        return len(rows)

    first = await counter.buys(WANG, PAPER)
    assert await alerts() == 1
    await counter.presses(WANG, "unbuy", first)
    await counter.presses(WANG, "unbuy", await counter.buys(WANG, PAPER))
    assert await alerts() == 1, "to and fro at the mark is no news"
    await counter.presses(GAO, "restock", PAPER)
    await counter.hall.arrive(GAO, Text("1"))
    assert await counter.stock(PAPER) == 2
    await counter.buys(WANG, PAPER)
    assert await alerts() == 2


async def test_little_left_at_night_makes_no_sound(counter: Counter) -> None:
    counter.bench.clock.at = datetime(2026, 3, 10, 23, 0, tzinfo=SHANGHAI)
    (alert,) = await counter.rows("SELECT body FROM outbox WHERE body LIKE '%LowStock%'") or [None]
    assert alert is None
    await counter.buys(WANG, PAPER)
    (alert,) = await counter.rows("SELECT body FROM outbox WHERE body LIKE '%LowStock%'")
    assert '"silent":true' in alert["body"]
    assert LowStock("卫生纸", 0).text() == "📦 卫生纸换完了。"


async def test_many_goods_are_turned_page_by_page(counter: Counter) -> None:
    async def unit(tx: Tx) -> None:
        for at in range(20):
            await goods.add(tx, Goods(f"m{at}", "shop", f"东西{at}", 1, 5, 0, Shelf.ON), None, 10**13 + at)
        elsewhere = await somebody(tx, GAO)
        await people.appoint(tx, elsewhere, Post(Role.SHOPKEEPER, "market"), 0)

    await counter.hall.db.write(unit)
    seen: list[str] = []
    page: list[Outbound] = messages(await counter.hall.arrive(WANG, Command("redeem")))
    while True:
        seen += [one.label or "" for one in buttons(page[0]) if one.what == "want"]
        later = [one for one in buttons(page[0]) if one.label == "下一页"]
        if not later:
            break
        page = messages(await press(counter.hall, WANG, "shop_at", later[0].which))
    assert len(seen) == len(set(seen)) == 23
    day = messages(await counter.hall.arrive(GAO, Command("shop")))[0]
    assert [one.label for one in buttons(day)] == ["货架（1 样）", None, "桃园爱心商店"]
    shelf = messages(await press(counter.hall, GAO, "shelves", "shop~3"))[0]
    assert len([one for one in buttons(shelf) if one.what == "ware"]) == 5
    for forged in ("shop~99", "shop~-1", "shop~", "shop~x"):
        assert buttons(messages(await press(counter.hall, GAO, "shelves", forged))[0])


async def test_shops_without_a_home_or_a_place_are_told_by_name(counter: Counter) -> None:
    """李叔 moved away; both shops are anywhere to him."""

    async def unit(tx: Tx) -> None:
        await people.settle_in(tx, await somebody(tx, LI), None)

    await counter.hall.db.write(unit)
    card = messages(await counter.hall.arrive(LI, Command("redeem")))[0]
    assert "柳巷爱心商店" in card.prompt.text()


async def test_without_anything_on_any_shelf(counter: Counter) -> None:
    async def unit(tx: Tx) -> None:
        await tx.execute("UPDATE goods SET state = 'off'")

    order_id = await counter.buys()
    await counter.hall.db.write(unit)
    card = messages(await counter.hall.arrive(WANG, Command("redeem")))[0]
    assert card.prompt.text() == "您有 35 分。商店还没上货，过几天再来看看。"
    assert [one.which for one in buttons(card)] == [order_id]
