"""What lies on the shelves of the invented district, and what some of its people have earned to spend there."""

from collections.abc import Mapping

from bot.config import Settings
from bot.demo.district import DemoDistrict
from bot.domain.ids import new_id
from bot.domain.points import Dimension, Earning
from bot.domain.shop import Goods, Shelf
from bot.services.points import ledger
from bot.storage import goods
from bot.storage.database import Tx

SOURCE = "demo_shop"


async def stock_shops(tx: Tx, district: DemoDistrict, settings: Settings, known: Mapping[int, str], now: int) -> None:
    """Everything of the file on its shelf, in its order; nobody put it there by name."""
    for at, one in enumerate(district.goods):
        there = Goods(new_id(), one.shop_id, one.name, one.price, one.stock, settings.shop.low, Shelf.ON)
        await goods.add(tx, there, None, now + at)
    for told in district.earned:
        # An operator's own config.toml may lack a matter of ours.
        if told.matter in {matter.name for matter in settings.matters}:
            done = Earning(
                known[told.by], told.matter, Dimension.EXTRA, SOURCE, told.matter, told.reason, times=told.times
            )
            await ledger.award(tx, settings, done, now)
