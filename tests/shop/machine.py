"""Points, orders and shelves as a state machine of hypothesis: anybody does anything, as often as they like.

Beside the store runs a model of a few dicts; after every step both say the same, and the laws hold of the rows alone.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.clock import ManualClock, to_millis
from bot.domain.errors import NotEnoughPoints, NotFound
from bot.domain.messages import ChatKind, Command, Inbound, Outbound, Reply, Text
from bot.domain.points import Account, Dimension, Earning
from bot.domain.shop import OrderState
from bot.services.duties import perform
from bot.services.points import ledger
from bot.services.shop import pickup, redemptions, reserving, shopkeeping
from bot.services.turn import Office, Turn
from bot.services.workshop import MAKINGS
from bot.storage import due, goods, people
from bot.storage import ledger as accounts
from bot.storage import redemptions as rows
from bot.storage.database import Tx
from bot.texts.shopkeeping import HandOver
from tests.conversations.town import GAO, LI, WANG
from tests.shop.laws import broken
from tests.shop.stall import BUYERS, KEEPERS, SHELVES, Model, Stall

T = TypeVar("T")
ANYBODY = st.sampled_from((*BUYERS, GAO))
GOODS = st.sampled_from(sorted(SHELVES))
MATTERS = st.sampled_from(("志愿服务", "微心愿", "应急值守"))
SOME = st.integers(0, 9)


class Shops(RuleBasedStateMachine):
    """`stand` is the store to begin with and its office, `runner` the loop; both are set by whoever runs it.

    `reached` counts what the walks came to, so that no law holds for want of anything that it is about.
    """

    reached: ClassVar[Counter[str]] = Counter()

    stand: ClassVar[tuple[Path, Office]]
    runner: ClassVar[asyncio.Runner]

    def __init__(self) -> None:
        super().__init__()
        self.stall = self.runner.run(Stall.open(*self.stand))
        self.model = Model()
        self.lifetimes = dict.fromkeys((*BUYERS, GAO), 0)

    def teardown(self) -> None:
        self.reached.update(order[3] for order in self.model.orders.values())
        self.reached.update(awards=len(self.model.given), reversed=len(self.model.reversed))
        self.runner.run(self.stall.close())

    @initialize()
    def begins(self) -> None:
        """Everybody has something to spend."""
        for who in self.model.accounts:
            self.earns(who, "志愿服务", -1, 5, Dimension.EXTRA)

    # ── points come and are corrected ───────────────────────────────────────────────────────────────────────────
    @rule(who=ANYBODY, matter=MATTERS, deed=SOME, times=st.integers(1, 5), dimension=st.sampled_from(Dimension))
    def earns(self, who: int, matter: str, deed: int, times: int, dimension: Dimension) -> None:
        done = Earning(self.stall.ids[who], matter, dimension, "deed", str(deed), "做了好事", times=times)
        amount = self._write(lambda tx: ledger.award(tx, self.stall.office.settings, done, self._now))
        assert 0 <= amount <= self.stall.office.settings.matter(matter).worth(dimension) * times
        assert not (amount and done.key in self.model.given)
        if amount:
            self.model.given[done.key] = (who, amount)
            self.model.change(who, balance=amount, lifetime=amount)

    @rule(at=SOME)
    def is_corrected(self, at: int) -> None:
        """An award is taken back, whole and once, where the balance still holds it."""
        key = _one_of(sorted(self.model.given), at)
        if key is None:
            return
        who, amount = self.model.given[key]
        can = self.model.accounts[who].balance >= amount and key not in self.model.reversed
        try:
            done = self._write(lambda tx: ledger.reverse(tx, key, "记错了", self.stall.ids[who], self._now))
        except NotEnoughPoints:
            done = False
            assert key not in self.model.reversed
        assert done is can
        if done:
            self.model.reversed.add(key)
            self.model.change(who, balance=-amount, corrected=amount)

    # ── people choose ───────────────────────────────────────────────────────────────────────────────────────────
    @rule(who=ANYBODY, name=GOODS, order=SOME, dearer=st.sampled_from((0, 0, 0, 1)), often=st.integers(1, 3))
    def buys(self, who: int, name: str, order: int, dearer: int, often: int) -> None:
        """With a card that may be old, pressed once or more often, whoever's order it is."""
        self._buy(who, name, f"order{order}", dearer, often)

    def _buy(self, who: int, name: str, order_id: str, dearer: int, often: int) -> None:
        price = self.model.price[name] + dearer
        for _ in range(often):
            known = self.model.orders.get(order_id)
            has = self.model.accounts[who].balance >= price and self.model.stock[name] and name not in self.model.off
            try:
                said = self._do(who, lambda turn, tx: reserving.buy(turn, tx, f"{name}~{order_id}", price))
            except NotFound:
                assert known
                assert known[0] != who
                return
            reserved = any(isinstance(one, Outbound) and one.card == f"order:{order_id}" for one in said)
            assert reserved is bool(has and not dearer and not known)
            if reserved:
                until = to_millis(redemptions.until(self.stall.office, self._clock.at))
                self.model.orders[order_id] = (who, name, price, OrderState.RESERVED, until)
                self.model.change(who, balance=-price, held=price)
                self.model.stock[name] -= 1

    @rule(who=ANYBODY)
    def buys_one_of_each(self, who: int) -> None:
        for name in SHELVES:
            self._buy(who, name, f"new{len(self.model.orders)}", 0, 1)

    @rule(other=ANYBODY, at=SOME, theirs=st.booleans())
    def gives_up(self, other: int, at: int, theirs: bool) -> None:  # noqa: FBT001
        order_id = self._order(at)
        if order_id is not None:
            owner, _, _, state, _ = self.model.orders[order_id]
            who = owner if theirs else other
            theirs = self._allowed(who, redemptions.cancel, order_id)
            assert theirs is (owner == who)
            if theirs and state is OrderState.RESERVED:
                self.model.end(order_id, OrderState.CANCELLED)

    # ── shops hand over, and look after their shelves ───────────────────────────────────────────────────────────
    @rule(who=st.sampled_from((GAO, GAO, LI, WANG)), at=SOME)
    def hands_over(self, who: int, at: int) -> None:
        order_id = self._order(at)
        if order_id is not None:
            _, name, _, state, until = self.model.orders[order_id]
            theirs = self._allowed(who, pickup.give, order_id)
            assert theirs is (KEEPERS.get(who) == SHELVES[name][0])
            if theirs and state is OrderState.RESERVED and self._now < until:
                self.model.end(order_id, OrderState.COMPLETED)

    @rule(at=SOME)
    def hands_over_as_shops_do(self, at: int) -> None:
        order_id = self._order(at)
        if order_id is not None:
            shop = SHELVES[self.model.orders[order_id][1]][0]
            self.hands_over(next(keeper for keeper in KEEPERS if KEEPERS[keeper] == shop), at)

    @rule(who=ANYBODY, at=SOME, scanned=st.booleans())
    def shows_a_code(self, who: int, at: int, scanned: bool) -> None:  # noqa: FBT001
        """To anybody: only the shop's own keeper sees the order; nothing changes."""
        order_id = self._order(at)
        if order_id is None:
            return
        order = self._write(lambda tx: rows.load(tx, order_id))
        assert order
        link = Command("start", redemptions.PREFIX + order_id)
        said = (
            self._do(who, lambda turn, tx: pickup.open_link(turn, tx, link.argument), link)
            if scanned
            else self._do(who, pickup.typed, Text(order.digits)) or []
        )
        seen = any(isinstance(one, Outbound) and isinstance(one.prompt, HandOver) for one in said)
        assert seen is (KEEPERS.get(who) == SHELVES[self.model.orders[order_id][1]][0])

    @rule(name=GOODS, pieces=st.sampled_from((-4, -1, 1, 3, 6)))
    def restocks(self, name: str, pieces: int) -> None:
        can = self.model.stock[name] + pieces >= 0
        by = self.stall.ids[GAO]
        assert self._write(lambda tx: goods.restock(tx, name, pieces, by, self._now)) is can
        self.model.stock[name] += pieces if can else 0

    @rule(name=GOODS, price=st.integers(1, 15))
    def reprices(self, name: str, price: int) -> None:
        self._write(lambda tx: goods.reprice(tx, name, price))
        self.model.price[name] = price

    @rule(who=ANYBODY, name=GOODS, on=st.booleans())
    def shelves(self, who: int, name: str, on: bool) -> None:  # noqa: FBT001
        if self._allowed(who, shopkeeping.put_on if on else shopkeeping.take_off, name):
            (self.model.off.discard if on else self.model.off.add)(name)

    # ── time passes ─────────────────────────────────────────────────────────────────────────────────────────────
    @rule(hours=st.sampled_from((0.5, 3, 24, 49, 24 * 40)), awake=st.booleans())
    def waits(self, hours: float, awake: bool) -> None:  # noqa: FBT001
        """With the clock looked at, or not: the bot was away."""
        self._clock.at += timedelta(hours=hours)
        if awake:
            self.clock_comes_round()

    @rule()
    def restarts(self) -> None:
        self.runner.run(self.stall.restart())
        self.clock_comes_round()

    def clock_comes_round(self) -> None:
        while duties := self._write(lambda tx: due.ready(tx, self._now, 100, tuple(MAKINGS))):
            for duty in duties:
                self.runner.run(self.stall.db.write(perform, self.stall.office, duty, self._clock.at, "ours"))
        for order_id, (_, _, _, state, until) in list(self.model.orders.items()):
            if state is OrderState.RESERVED and until <= self._now:
                self.model.end(order_id, OrderState.EXPIRED)

    # ── what holds ──────────────────────────────────────────────────────────────────────────────────────────────
    @invariant()
    def store_and_model_say_the_same(self) -> None:
        accounts_now, stock, states, wrong = self._write(self._look)
        assert wrong == []
        assert accounts_now == self.model.accounts
        assert stock == {name: (pieces, name not in self.model.off) for name, pieces in self.model.stock.items()}
        assert states == {order_id: order[3] for order_id, order in self.model.orders.items()}
        for who, account in accounts_now.items():
            assert account.lifetime >= self.lifetimes[who]
            self.lifetimes[who] = account.lifetime

    async def _look(self, tx: Tx) -> tuple[dict[int, Account], dict[str, tuple[int, bool]], dict[str, str], list[str]]:
        held = {who: await accounts.account_of(tx, person_id) for who, person_id in self.stall.ids.items()}
        there = await tx.fetch("SELECT id, stock, state FROM goods")
        orders = await tx.fetch("SELECT id, state FROM redemption")
        stock = {row["id"]: (row["stock"], row["state"] == "on") for row in there}
        return held, stock, {row["id"]: row["state"] for row in orders}, await broken(tx)

    def _order(self, at: int) -> str | None:
        """One of all orders; mostly one that is reserved, and no old one."""
        known = sorted(self.model.orders, key=lambda one: (self.model.orders[one][3] is OrderState.RESERVED, one))
        return _one_of(known, at // 3)

    # ── how ─────────────────────────────────────────────────────────────────────────────────────────────────────
    @property
    def _clock(self) -> ManualClock:
        clock = self.stall.office.clock
        assert isinstance(clock, ManualClock)
        return clock

    @property
    def _now(self) -> int:
        return to_millis(self._clock.at)

    def _write(self, unit: Callable[[Tx], Awaitable[T]]) -> T:
        return self.runner.run(self.stall.db.write(unit))

    def _do(self, who: int, act: Callable[[Turn, Tx], Awaitable[T]], content: Any = None) -> T:
        """As a message of theirs: with the posts as they are now."""

        async def unit(tx: Tx) -> T:
            person = await people.load(tx, self.stall.ids[who])
            assert person
            now = self._clock.at
            inbound = content and Inbound("telegram", 1, str(who), str(who), ChatKind.PRIVATE, now, content)
            return await act(Turn(inbound, person, self.stall.office, now), tx)

        return self._write(unit)

    def _allowed(self, who: int, act: Callable[[Turn, Tx, str], Awaitable[list[Reply]]], which: str) -> bool:
        """Whether it was theirs to do; what is not is as good as missing."""
        try:
            self._do(who, lambda turn, tx: act(turn, tx, which))
        except NotFound:
            return False
        return True


def _one_of(known: list[str], at: int) -> str | None:
    return known[-1 - at % len(known)] if known else None
