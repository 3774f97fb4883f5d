"""What is another's and what is missing are answered alike, and nothing happens to it."""

import pytest

from bot.domain.ids import new_id
from bot.domain.people import Role
from bot.storage.database import Row, Tx
from bot.texts import errors as say
from tests.conversations.town import GAO, LI, WANG
from tests.handlers.test_grid import OF_SHOPS
from tests.services.owners import press
from tests.shop.counter import SOAP, Counter

# Bears no id: one's own list.
OF_ONESELF = {"redeem", "shops"}
# Everybody may look at goods; a shop that has nothing leads to one that has.
OF_ALL = {"want", "shop_at"}
OF_BUYERS = {"pickup", "unbuy", "buy"}
OF_ORDERS = {"give"}
OF_GOODS = {"ware", "unshelve", "shelve", "restock", "reprice"}
OF_A_SHOP = {"shop", "shelves", "newgoods"}
KEEPER_ELSEWHERE = 9500


def test_every_button_is_asked_about() -> None:
    assert OF_ONESELF | OF_ALL | OF_BUYERS | OF_ORDERS | OF_GOODS | OF_A_SHOP == OF_SHOPS


async def everything(tx: Tx) -> list[list[Row]]:
    tables = ("goods", "redemption", "stock_move", "asked", "transfer", "account")
    return [await tx.fetch(f"SELECT * FROM {table} ORDER BY 1") for table in tables]


async def alike(counter: Counter, who: int, what: str, theirs: str, missing: str, version: int = 0) -> None:
    before = await counter.hall.db.read(everything)
    foreign = await press(counter.hall, who, what, theirs, version)
    assert foreign == await press(counter.hall, who, what, missing, version)
    assert say.NoSuchThing().text() in await counter.presses(who, what, theirs, version)
    assert await counter.hall.db.read(everything) == before


@pytest.mark.parametrize("what", sorted(OF_BUYERS))
async def test_anothers_order(counter: Counter, what: str) -> None:
    order_id, behind = await counter.buys(), f"{SOAP}~" if what == "buy" else ""
    nothing = f"none~{new_id()}" if what == "buy" else "0" * len(order_id)
    await alike(counter, LI, what, behind + order_id, nothing, 20)


@pytest.mark.parametrize("what", sorted(OF_ORDERS | OF_GOODS | OF_A_SHOP))
async def test_what_another_shop_has(counter: Counter, what: str) -> None:
    theirs = {**dict.fromkeys(OF_ORDERS, await counter.buys()), **dict.fromkeys(OF_A_SHOP, "shop")}.get(what, SOAP)
    await counter.hall.appoint(KEEPER_ELSEWHERE, Role.SHOPKEEPER)
    await alike(counter, KEEPER_ELSEWHERE, what, theirs, "0" * len(theirs))


async def test_goods_that_do_not_exist_are_answered(counter: Counter) -> None:
    assert await counter.presses(WANG, "want", "none") == [say.NoSuchThing().text()]
    assert "桃园爱心商店" in (await counter.presses(WANG, "shop_at", "none~x"))[0]


async def test_a_post_that_was_taken_away_counts_at_the_next_press(counter: Counter) -> None:
    order_id = await counter.buys()

    async def dismiss(tx: Tx) -> None:
        await tx.execute("DELETE FROM post WHERE role = 'shopkeeper'")

    await counter.hall.db.write(dismiss)
    assert await counter.presses(GAO, "give", order_id) == [say.NotAllowedHere().text()]
    assert "到店给店员扫才有用" in (await counter.scans(GAO, order_id))[0]
    assert (await counter.order(order_id))["state"] == "reserved"
