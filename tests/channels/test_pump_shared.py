"""A worker among others: it looks by itself, leaves what it gave away, and knows what others have received."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from bot.channels import pump as pumping
from bot.channels.pump import Pump
from bot.domain.clock import SystemClock
from bot.storage import inbox as rows
from bot.storage.database import Database
from bot.storage.inbox import Waiting
from tests.channels.fakes import working
from tests.channels.pumping import FakeInbox, Handled


@dataclass(slots=True)
class SharedInbox(FakeInbox):
    """One that others fill too: `elsewhere` are the update ids in other workers' partitions."""

    elsewhere: tuple[int, ...] = ()

    async def read(self, unit: object, *facts: Any) -> Any:
        await asyncio.sleep(0)
        if unit is rows.passed_by:
            _, first, last, _ = facts
            return sorted(one for one in self.elsewhere if first <= one <= last)
        after, limit, parts = facts
        return [row for row in self.rows if row.seq > after and row.part in parts][:limit]


@asynccontextmanager
async def among_others(
    inbox: SharedInbox, handled: Handled, epochs: dict[int, int], **options: Any
) -> AsyncIterator[Pump]:
    pump = Pump(cast(Database, inbox), SystemClock(), handled.process, epochs, shared=True, **options)
    async with working(pump):
        yield pump


async def test_nobody_need_wake_it() -> None:
    inbox = SharedInbox()
    handled = Handled(inbox)
    async with among_others(inbox, handled, {0: 1}):
        await asyncio.sleep(0.05)
        inbox.receive(1, "anna")
        await handled.until(1)


async def test_what_is_given_away_is_left_and_found_again_when_it_comes_back() -> None:
    inbox, epochs, go_on = SharedInbox(), {0: 1}, asyncio.Event()

    async def act(_: Waiting) -> None:
        await go_on.wait()

    handled = Handled(inbox, act)
    async with among_others(inbox, handled, epochs) as pump:
        for update_id in (1, 2, 3):
            inbox.receive(update_id, "anna")
        while not handled.begun["anna"]:
            await asyncio.sleep(0.01)
        assert not pump.is_idle(0)
        del epochs[0]
        go_on.set()
        await handled.until(1)
        await asyncio.sleep(0.1)
        assert pump.is_idle(0)
        assert handled.begun["anna"] == [1]
        epochs[0] = 3
        await handled.until(3)
        assert handled.done["anna"] == [1, 2, 3]


async def test_what_becomes_visible_late_is_found_soon() -> None:
    inbox = SharedInbox()
    handled = Handled(inbox)
    async with among_others(inbox, handled, {0: 1}):
        inbox.last = 5
        inbox.receive(11, "anna")
        await handled.until(1)
        inbox.last = 2  # committed later, numbered earlier
        inbox.receive(10, "bert")
        await handled.until(2)


async def test_webhooks_that_went_to_others_are_not_waited_for() -> None:
    inbox = SharedInbox(elsewhere=(11, 12, 13))
    handled = Handled(inbox)
    async with among_others(inbox, handled, {0: 1}, reorder_ms=60_000):
        inbox.receive(10, "anna")
        inbox.receive(14, "anna")
        await handled.until(2)


async def test_one_that_is_on_its_way_is_waited_for() -> None:
    inbox = SharedInbox(elsewhere=(11, 13))
    handled = Handled(inbox)
    async with among_others(inbox, handled, {0: 1}, reorder_ms=60_000):
        inbox.receive(10, "anna")
        inbox.receive(14, "anna")
        await asyncio.sleep(0.3)
        assert handled.begun["anna"] == [10]
        inbox.receive(12, "anna")
        await handled.until(3)
        assert handled.done["anna"] == [10, 12, 14]


def test_the_looks_are_never_further_apart_than_a_quarter_of_a_second() -> None:
    assert max(pumping.LOOKS_S) <= 0.25
