"""What people do at the counter of a shop, in a hall."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.domain.ids import new_id
from bot.domain.messages import Command, Outbound, Reply, Text
from bot.services.shop.redemptions import PREFIX
from bot.storage import goods
from bot.storage.database import Tx
from tests.conversations.town import WANG
from tests.handlers.hall import Hall, words
from tests.services.owners import press, somebody
from tests.shop.laws import broken
from tests.stats.shop import Shop as Bench

SOAP, PAPER = "shop-0", "shop-1"


@dataclass(slots=True)
class Counter:
    hall: Hall

    @property
    def bench(self) -> Bench:
        return Bench(self.hall)

    async def buys(self, who: int = WANG, goods_id: str = SOAP) -> str:
        """The id of the order; the buyer was shown the price as it is."""
        order_id, one = new_id(), await self.hall.db.read(goods.load, goods_id)
        assert one
        await press(self.hall, who, "buy", f"{goods_id}~{order_id}", one.price)
        return order_id

    async def scans(self, who: int, order_id: str) -> list[str]:
        return words(await self.hall.arrive(who, Command("start", PREFIX + order_id)))

    async def types(self, who: int, order_id: str) -> list[str]:
        return words(await self.hall.arrive(who, Text((await self.order(order_id))["digits"])))

    async def presses(self, who: int, what: str, which: str, version: int = 0) -> list[str]:
        return words(await press(self.hall, who, what, which, version))

    async def passes(self, **time: float) -> list[Outbound]:
        """What is told when the clock has moved; pictures too."""
        bench = self.bench
        await bench.go_on(bench.clock.at + timedelta(**time))
        return bench.messages

    async def order(self, order_id: str) -> dict[str, Any]:
        (row,) = await self.rows("SELECT * FROM redemption WHERE id = ?", order_id)
        return row

    async def purse(self, who: int = WANG) -> tuple[int, int]:
        """What they have to spend, and what is set aside."""

        async def unit(tx: Tx) -> tuple[int, int]:
            row = await tx.fetch_one(
                "SELECT balance, held FROM account WHERE person_id = ?", (await somebody(tx, who),)
            )
            assert row
            return row["balance"], row["held"]

        return await self.hall.db.write(unit)

    async def stock(self, goods_id: str = SOAP) -> int:
        return int((await self.rows("SELECT stock FROM goods WHERE id = ?", goods_id))[0]["stock"])

    async def rows(self, sql: str, *params: Any) -> list[dict[str, Any]]:
        return await self.bench.rows(sql, *params)

    async def holds(self) -> None:
        """Every law, from the rows alone."""
        assert await self.hall.db.read(broken) == []


def said(replies: list[Reply]) -> str:
    return "\n".join(words(replies))
