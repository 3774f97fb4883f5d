"""A post office to be tested: the real sender, courier and store, and a platform that is faked."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.channels.courier import Courier
from bot.channels.sender import Sender
from bot.config.sections import Delivery
from bot.domain.clock import ManualClock, to_millis
from bot.domain.errors import StorageBusy
from bot.domain.messages import Outbound
from bot.services.delivery import post
from bot.storage import people
from bot.storage.database import Database, Tx
from tests.channels.fakes import PLATFORM, FakeChannel, working
from tests.conversations.town import morning, rows_of

P = ParamSpec("P")
T = TypeVar("T")

QUICK = Delivery(
    per_second=1000,
    per_chat_burst=20,
    per_chat_per_second=100,
    group_per_minute=1000,
    in_flight=64,
    max_waiting=100_000,
    backoff_base_s=0.01,
    backoff_max_s=1,
    keep_sent_hours=72,
)
TOKEN = "ours"


@dataclass(slots=True)
class Unsteady:
    """A store that is busy for the next `busy` writes and `unread` reads."""

    store: Database
    busy: int = 0
    unread: int = 0

    async def write(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        if self.busy:
            self.busy -= 1
            raise StorageBusy
        return await self.store.write(unit, *args, **kwargs)

    async def read(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        if self.unread:
            self.unread -= 1
            raise StorageBusy
        return await self.store.read(unit, *args, **kwargs)


@dataclass(slots=True)
class PostOffice:
    """What a test writes to and looks at."""

    db: Unsteady
    channel: FakeChannel
    sender: Sender
    clock: ManualClock
    outcomes: Counter[str] = field(default_factory=Counter)

    async def write(self, *messages: Outbound, token: str | None = TOKEN) -> None:
        """Into the outbox, and to the sender what is ours."""
        now = to_millis(self.clock.now())
        self.sender.offer(await self.db.store.write(_write, messages, now, token))

    async def rows(self, sql: str) -> list[dict[str, Any]]:
        return await self.db.store.read(rows_of, sql)

    async def states(self) -> list[str]:
        return [row["state"] for row in await self.rows("SELECT state FROM outbox ORDER BY id")]

    async def until_settled(self, seconds: float = 5) -> None:
        async with asyncio.timeout(seconds):
            while "waiting" in await self.states():
                await asyncio.sleep(0.002)

    async def until_idle(self) -> None:
        """Until all is settled, and what was replaced taken away or left for good."""
        await self.until_settled()
        await until(lambda: not self.sender._tasks)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.002)


async def _write(tx: Tx, messages: Sequence[Outbound], now: int, token: str | None) -> Any:
    for chat in dict.fromkeys(message.chat or "" for message in messages):
        if await people.address_of(tx, f"p{chat}") is None and not await _is_known(tx, chat):
            await tx.execute("INSERT INTO person (id, created_at) VALUES (?, ?)", (f"p{chat}", now))
            address = "INSERT INTO address (channel, key, person_id, seen_at) VALUES (?, ?, ?, ?)"
            await tx.execute(address, (PLATFORM, chat, f"p{chat}", now))
    return await post(tx, messages, now, token=token)


async def _is_known(tx: Tx, chat: str) -> bool:
    return await tx.fetch_one("SELECT 1 AS one FROM person WHERE id = ?", (f"p{chat}",)) is not None


@asynccontextmanager
async def open_office(store: Database, channel: FakeChannel, delivery: Delivery = QUICK) -> AsyncIterator[PostOffice]:
    """A running sender; stopped in order at the end."""
    db, clock, outcomes = Unsteady(store), morning(), Counter[str]()

    def note(outcome: str) -> None:
        outcomes[outcome] += 1

    sender = Sender(Courier(db, clock, {PLATFORM: channel}, delivery, note), TOKEN)  # type: ignore[arg-type]
    async with working(sender):
        yield PostOffice(db, channel, sender, clock, outcomes)
