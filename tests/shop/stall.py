"""A stall for the machine: a store with two shops, and the model of what it should hold."""

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.domain.people import Post, Role
from bot.domain.points import Account
from bot.domain.shop import Goods, OrderState, Shelf
from bot.services.turn import Office
from bot.storage import goods, people
from bot.storage.database import Tx
from tests.conversations.town import GAO, HE, LI, WANG, morning
from tests.conversations.wander.store import OneThread

BUYERS, KEEPERS = (WANG, LI, HE), {GAO: "shop", LI: "market"}
SHELVES = {"soap": ("shop", 5, 4), "rice": ("shop", 12, 2), "brush": ("market", 3, 6)}


@dataclass(slots=True)
class Model:
    """What the store should say: accounts, stock and prices, orders; what was given, by its key, and taken back."""

    accounts: dict[int, Account] = field(default_factory=lambda: dict.fromkeys((*BUYERS, GAO), Account()))
    stock: dict[str, int] = field(default_factory=lambda: {name: pieces for name, (_, _, pieces) in SHELVES.items()})
    price: dict[str, int] = field(default_factory=lambda: {name: price for name, (_, price, _) in SHELVES.items()})
    off: set[str] = field(default_factory=set)
    given: dict[str, tuple[int, int]] = field(default_factory=dict)
    reversed: set[str] = field(default_factory=set)
    orders: dict[str, tuple[int, str, int, OrderState, int]] = field(default_factory=dict)

    def change(self, who: int, **by: int) -> None:
        before = self.accounts[who]
        self.accounts[who] = replace(before, **{name: getattr(before, name) + much for name, much in by.items()})

    def end(self, order_id: str, state: OrderState) -> None:
        who, name, price, _, until = self.orders[order_id]
        self.orders[order_id] = (who, name, price, state, until)
        back = 0 if state is OrderState.COMPLETED else price
        self.change(who, held=-price, balance=back)
        self.stock[name] += bool(back)


@dataclass(slots=True)
class Stall:
    """A town's store with shops; `ids` of the people in it."""

    path: Path
    db: OneThread
    office: Office
    ids: dict[int, str]

    @classmethod
    async def open(cls, template: Path, office: Office) -> "Stall":
        path = Path(shutil.copy(template, template.with_name("stall.db")))
        db = OneThread(path)
        ids = await db.write(_settle)
        return cls(path, db, replace(office, clock=morning()), ids)

    async def restart(self) -> None:
        """Another process on the same store."""
        await self.db.close()
        self.db = OneThread(self.path)

    async def close(self) -> None:
        await self.db.close()
        for leftover in self.path.parent.glob("stall.db*"):
            leftover.unlink()


async def _settle(tx: Tx) -> dict[int, str]:
    ids = {who: (await people.arrive(tx, people.Address("telegram", str(who)), 0)).id for who in (*BUYERS, GAO)}
    for who, shop in KEEPERS.items():
        await people.appoint(tx, ids[who], Post(Role.SHOPKEEPER, shop), 0)
    for name, (shop, price, pieces) in SHELVES.items():
        await goods.add(tx, Goods(name, shop, name, price, pieces, 1, Shelf.ON), ids[GAO], 0)
    return ids
