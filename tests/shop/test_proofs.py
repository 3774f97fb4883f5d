"""Everybody at once, over the real port: nobody overspends, nothing is given twice, and whoever comes late hears so."""

import asyncio
from collections import Counter as Counted
from itertools import cycle

import pytest

from bot.config import Settings
from bot.domain.clock import to_millis
from bot.domain.errors import NotEnoughPoints, Refused
from bot.domain.ids import new_id
from bot.domain.messages import Outbound, Reply, Toast
from bot.domain.people import Person
from bot.domain.points import Dimension, Earning
from bot.domain.shop import Goods, Shelf
from bot.services.points import ledger
from bot.services.shop import pickup, redemptions, reserving
from bot.services.turn import Turn
from bot.storage import due, goods, people
from bot.storage.database import Tx
from bot.texts.shop import AfterRedeem, Missing, OrderCard, SoldOut
from tests.conversations.town import GAO, MORNING, WANG
from tests.services.owners import somebody
from tests.shop.counter import SOAP, Counter

NOW = to_millis(MORNING)


async def loaded(tx: Tx, telegram_id: int) -> Person:
    return await people.arrive(tx, people.Address("telegram", str(telegram_id)), NOW)


def turn_of(counter: Counter, person: Person) -> Turn:
    return Turn(None, person, counter.hall.dispatcher.office, MORNING)


async def buys(counter: Counter, person: Person, goods_id: str, price: int) -> list[Reply]:
    order = f"{goods_id}~{new_id()}"
    return await counter.hall.db.write(_buy, turn_of(counter, person), order, price)


async def _buy(tx: Tx, turn: Turn, order: str, price: int) -> list[Reply]:
    return await reserving.buy(turn, tx, order, price)


def heard(replies: list[list[Reply]]) -> Counted[type]:
    return Counted(type(reply.prompt) for each in replies for reply in each if isinstance(reply, Outbound | Toast))


async def test_fifty_tasks_at_one_balance_spend_what_is_there_and_no_more(counter: Counter) -> None:
    """55 points, 20 each: two of fifty, whatever their order; with as much on the shelf as anybody wants."""
    wang = await counter.hall.db.write(loaded, WANG)
    replies = await asyncio.gather(*(buys(counter, wang, SOAP, 20) for _ in range(50)))
    told = heard(replies)
    assert (told[OrderCard], told[Missing]) == (2, 48)
    assert (await counter.purse(), await counter.stock()) == ((15, 40), 28)
    await counter.holds()


async def test_the_statement_alone_refuses_whoever_read_an_older_balance(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where several writers read the same balance first: the card says that it suffices, the ledger knows better."""
    monkeypatch.setattr(reserving, "_trouble", lambda one, balance: None)
    wang = await counter.hall.db.write(loaded, WANG)
    replies = await asyncio.gather(*(buys(counter, wang, SOAP, 20) for _ in range(50)), return_exceptions=True)
    assert sum(isinstance(one, NotEnoughPoints) for one in replies) == 48
    assert (await counter.purse(), await counter.stock()) == ((15, 40), 28)
    await counter.holds()


async def test_two_hundred_people_at_the_last_twenty(counter: Counter, settings: Settings) -> None:
    async def crowd(tx: Tx) -> list[Person]:
        found = [await loaded(tx, 20_000 + number) for number in range(200)]
        for person in found:
            done = Earning(person.id, "志愿服务", Dimension.EXTRA, "test", "1", "打扫卫生", times=4)
            await ledger.award(tx, settings, done, NOW)
        await goods.add(tx, Goods("last", "shop", "粽子", 15, 20, 0, Shelf.ON), None, NOW)
        return found

    everybody = await counter.hall.db.write(crowd)
    told = heard(await asyncio.gather(*(buys(counter, one, "last", 15) for one in everybody)))
    assert (told[OrderCard], told[AfterRedeem], told[SoldOut]) == (20, 20, 180)
    assert await counter.stock("last") == 0
    (row,) = await counter.rows(
        "SELECT count(DISTINCT person_id) AS people, count(DISTINCT digits) AS codes FROM redemption"
    )
    assert (row["people"], row["codes"]) == (20, 20)
    (purses,) = await counter.rows("SELECT sum(balance) AS balance, sum(held) AS held FROM account")
    assert (purses["balance"], purses["held"]) == (200 * 20 + 55 + 15 - 300, 300)
    await counter.holds()


async def test_however_many_end_an_order_at_once_it_ends_once(counter: Counter) -> None:
    """Both keepers, the buyer and the clock, ten times each."""
    office = counter.hall.dispatcher.office
    for _ in range(5):
        order_id = await counter.buys()

        async def give(tx: Tx, order_id: str = order_id) -> list[Reply]:
            return await pickup.give(turn_of(counter, await loaded(tx, GAO)), tx, order_id)

        async def cancel(tx: Tx, order_id: str = order_id) -> list[Reply]:
            return await redemptions.cancel(turn_of(counter, await loaded(tx, WANG)), tx, order_id)

        async def expire(tx: Tx, order_id: str = order_id) -> list[Reply]:
            await due.cancel(tx, redemptions.EXPIRE, order_id)  # as whoever is on duty takes it, in the same unit
            return await redemptions.expire(tx, office, order_id, NOW + 3 * 86_400_000)

        units = [unit for _ in range(10) for unit in (cancel, give, expire)]
        await asyncio.gather(*(counter.hall.db.write(unit) for unit in units))
        assert (await counter.order(order_id))["state"] != "reserved"
        await counter.holds()


async def test_the_same_tap_fifty_times_reserves_once(counter: Counter) -> None:
    wang, order = await counter.hall.db.write(loaded, WANG), f"{SOAP}~{new_id()}"
    turn = turn_of(counter, wang)
    told = heard(await asyncio.gather(*(counter.hall.db.write(_buy, turn, order, 20) for _ in range(50))))
    assert told[OrderCard] == 1
    assert await counter.purse() == (35, 20)


async def test_a_code_that_the_shop_had_before_is_drawn_anew(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserving.secrets, "randbelow", lambda _: 7)
    first = await counter.buys()
    await counter.presses(WANG, "unbuy", first)
    drawn = cycle((7, 7, 8))
    monkeypatch.setattr(reserving.secrets, "randbelow", lambda _: next(drawn))
    second = await counter.buys()
    assert [(await counter.order(one))["digits"] for one in (first, second)] == ["00000007", "00000008"]


async def test_what_is_refused_leaves_nothing(counter: Counter) -> None:
    """The piece was taken before the ledger said no: it lies on the shelf again."""
    poor = await counter.hall.db.write(loaded, 30_000)
    with pytest.raises(Refused):
        await counter.hall.db.write(_take_first, turn_of(counter, poor))
    assert await counter.stock() == 30
    assert await counter.rows("SELECT * FROM redemption") == []
    assert await counter.hall.db.write(somebody, 30_000) == poor.id


async def _take_first(tx: Tx, turn: Turn) -> None:
    one = await goods.load(tx, SOAP)
    assert one
    assert await goods.take(tx, SOAP, one.price)
    await reserving._keep(turn, tx, one, new_id())
    await ledger.reserve(tx, turn.person.id, one.price, redemptions.SOURCE, "x", "兑换", NOW)
