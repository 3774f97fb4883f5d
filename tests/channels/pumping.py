"""A store of updates and a handler that a test can watch, with a pump between them."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from bot.channels.pump import Pump
from bot.domain.clock import SystemClock, to_millis
from bot.domain.errors import StorageBusy
from bot.storage.database import Database
from bot.storage.inbox import Waiting
from tests.channels.fakes import working


@dataclass(slots=True)
class FakeInbox:
    """A store of updates: those after a number, in order of arrival."""

    rows: list[Waiting] = field(default_factory=list)
    busy: int = 0
    last: int = 0

    async def read(self, unit: object, after: int, limit: int, parts: object) -> list[Waiting]:
        await asyncio.sleep(0)
        if self.busy:
            self.busy -= 1
            raise StorageBusy
        return [row for row in self.rows if row.seq > after][:limit]

    def receive(self, update_id: int, chat: str, ahead_ms: int = 0) -> None:
        """`ahead_ms`: how far the clock was ahead when it came."""
        self.last += 1
        now = to_millis(SystemClock().now()) + ahead_ms
        self.rows.append(Waiting(self.last, "telegram", update_id, chat, 0, "", now))


@dataclass(slots=True)
class Handled:
    """Notes what was begun and what was finished; `act` decides how it goes."""

    inbox: FakeInbox
    act: Callable[[Waiting], Awaitable[None]] | None = None
    begun: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    done: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    busy_chats: set[str] = field(default_factory=set)
    most_at_once: int = 0

    async def process(self, update: Waiting, epoch: int) -> None:
        assert update.chat not in self.busy_chats, "two updates of one chat at once"
        self.busy_chats.add(update.chat)
        self.most_at_once = max(self.most_at_once, len(self.busy_chats))
        self.begun[update.chat].append(update.update_id)
        try:
            await (self.act(update) if self.act else asyncio.sleep(0))
            self.inbox.rows.remove(update)
            self.done[update.chat].append(update.update_id)
        finally:
            self.busy_chats.discard(update.chat)

    async def until(self, count: int) -> None:
        async with asyncio.timeout(2):
            while sum(map(len, self.done.values())) < count:
                await asyncio.sleep(0.001)


@asynccontextmanager
async def pumped(inbox: FakeInbox, handled: Handled, **options: Any) -> AsyncIterator[Pump]:
    pump = Pump(cast(Database, inbox), SystemClock(), handled.process, {0: 1}, **options)
    async with working(pump):
        yield pump
