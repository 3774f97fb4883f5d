"""Each statement refuses by itself what another writer made impossible since it was looked at."""

from dataclasses import replace

import pytest

from bot.domain.clock import to_millis
from bot.domain.ids import new_id
from bot.domain.shop import MOST_STOCK, OrderState, Shelf
from bot.storage import code_tries, goods
from bot.storage import redemptions as rows
from bot.storage.database import Tx
from tests.conversations.town import GAO, MORNING, WANG
from tests.services.owners import somebody
from tests.shop.counter import PAPER, SOAP, Counter

NOW, HOUR = to_millis(MORNING), code_tries.HOUR_MS


async def test_an_order_ends_from_where_it_stands(counter: Counter) -> None:
    order_id = await counter.buys()
    read = await counter.hall.db.read(rows.load, order_id)
    assert read
    first = await counter.hall.db.write(rows.end, read, OrderState.COMPLETED, None, NOW)
    assert first
    assert (first.state, first.ended_at) == (OrderState.COMPLETED, MORNING)
    assert await counter.hall.db.write(rows.end, read, OrderState.EXPIRED, None, NOW) is None
    assert (await counter.order(order_id))["state"] == "completed"


async def test_a_piece_is_taken_while_there_is_one_on_the_shelf_at_this_price(counter: Counter) -> None:
    take = counter.hall.db.write
    assert not await take(goods.take, PAPER, 11)
    assert await take(goods.take, PAPER, 12)
    assert not await take(goods.take, PAPER, 12)
    assert await counter.hall.db.write(goods.shelve, SOAP, Shelf.OFF)
    assert not await take(goods.take, SOAP, 20)
    assert not await take(goods.take, "none", 1)
    assert (await counter.stock(PAPER), await counter.stock(SOAP)) == (0, 30)


@pytest.mark.parametrize(
    ("pieces", "stock"), [(-30, 0), (-31, None), (MOST_STOCK - 30, MOST_STOCK), (MOST_STOCK, None)]
)
async def test_a_shelf_holds_no_less_than_nothing_and_no_more_than_is_said(
    counter: Counter, pieces: int, stock: int | None
) -> None:
    by = await counter.hall.db.write(somebody, GAO)
    assert await counter.hall.db.write(goods.restock, SOAP, pieces, by, NOW) is (stock is not None)
    assert await counter.stock() == (30 if stock is None else stock)
    await counter.holds()


async def test_a_code_is_given_once_in_a_shop_and_may_be_another_shops(counter: Counter) -> None:
    order = await counter.hall.db.read(rows.load, await counter.buys())
    assert order
    again = replace(order, id=new_id())
    assert not await counter.hall.db.write(rows.add, again)
    assert await counter.hall.db.write(rows.add, replace(again, shop_id="market"))
    found = [await counter.hall.db.read(rows.by_code, order.digits, {shop}) for shop in ("shop", "market", "none")]
    assert [one and one.id for one in found] == [order.id, again.id, None]


async def test_who_keeps_two_shops_is_shown_the_order_that_waits(counter: Counter) -> None:
    order = await counter.hall.db.read(rows.load, await counter.buys())
    assert order
    old = replace(order, id=new_id(), shop_id="market")

    async def unit(tx: Tx) -> None:
        await rows.add(tx, old)
        await rows.end(tx, old, OrderState.CANCELLED, None, NOW)

    await counter.hall.db.write(unit)
    found = await counter.hall.db.read(rows.by_code, order.digits, {"shop", "market"})
    assert found
    assert found.id == order.id


async def test_a_try_too_many_is_one_for_each_person_and_hour(counter: Counter) -> None:
    gao, wang = [await counter.hall.db.write(somebody, who) for who in (GAO, WANG)]
    tries = [(gao, 5), (gao, 5), (gao, 5), (wang, 5), (gao, 6), (gao, 6), (gao, 6)]
    done = [await counter.hall.db.write(code_tries.spend, who, hour * HOUR, 2) for who, hour in tries]
    assert done == [True, True, False, True, True, True, False]
    await counter.hall.db.write(code_tries.forgive, gao)
    assert await counter.hall.db.write(code_tries.spend, gao, 6 * HOUR, 2)
    assert not await counter.hall.db.write(code_tries.spend, gao, 6 * HOUR, 2)
