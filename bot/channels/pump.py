"""From the inbox to the handlers: each chat in the order of its update ids, chats side by side.

A chat has its own queue *before* any slot is taken, so that one who floods us makes only themselves wait.
"""

import asyncio
import heapq
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from bot.domain.clock import Clock, to_millis
from bot.domain.errors import Transient
from bot.storage import inbox
from bot.storage.database import Database
from bot.storage.inbox import Waiting

log = structlog.get_logger(__name__)

PAGE = 500
RESCAN_S = 30.0
# Where other processes store: nobody wakes us then, and what was stored earlier may be seen later.
LOOKS_S = (0.05, 0.1, 0.25)
SHARED_RESCAN_S = 0.5
# Webhooks overtake each other by a few updates, not by so many.
FAR = 100
LOOK_AGAIN_S = 0.02
BACKOFF_S = (0.1, 0.3, 1.0, 3.0)

Process = Callable[[Waiting, int], Awaitable[None]]


@dataclass(slots=True)
class Order:
    """Up to which update id nothing is missing: ids have no gaps, but may arrive in any order."""

    edge: int = 0
    ahead: set[int] = field(default_factory=set)

    def see(self, update_id: int) -> None:
        """`update_id` has arrived."""
        self.edge = self.edge or update_id
        if update_id > self.edge:
            self.ahead.add(update_id)
            self._join()

    def is_next(self, update_id: int) -> bool:
        """Whether nothing before `update_id` is missing."""
        return update_id <= self.edge + 1

    def pass_over(self, update_id: int) -> None:
        """What is missing before `update_id` is no longer waited for."""
        if update_id > self.edge:
            self.edge = update_id
            self.ahead = {later for later in self.ahead if later > update_id}
            self._join()

    def _join(self) -> None:
        while self.edge + 1 in self.ahead:
            self.edge += 1
            self.ahead.discard(self.edge)


@dataclass(slots=True)
class Pump:
    """Feeds `process(update, epoch)`, at most `concurrency` at once and `held` in memory; the rest waits in the store.

    `epochs` are the leases held (partition → epoch); they may change at any time, and what is no longer held is left to
    whoever took it. `shared`: other processes store too, so we look ourselves. While `blocked()` says so (a full
    outbox), nothing new is begun.
    With `reorder_ms`, an update that arrived before its predecessor (webhooks run in parallel) waits for it that long.
    """

    db: Database
    clock: Clock
    process: Process
    epochs: dict[int, int]
    concurrency: int = 64
    held: int = 2000
    reorder_ms: int = 0
    shared: bool = False
    blocked: Callable[[], bool] = lambda: False
    _queues: dict[str, list[tuple[int, Waiting]]] = field(default_factory=dict)
    _known: set[int] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _slots: asyncio.Semaphore = field(init=False)
    _cursor: int = 0
    _parts: frozenset[int] = frozenset()
    _in_hand: Counter[int] = field(default_factory=Counter)
    _quiet: int = 0
    _stopping: bool = False
    _order: Order = field(default_factory=Order)

    def __post_init__(self) -> None:
        self._slots = asyncio.Semaphore(self.concurrency)

    def wake(self) -> None:
        """Something new was stored."""
        self._woken.set()

    def is_idle(self, part: int) -> bool:
        """Whether nothing of a partition is being handled."""
        return not self._in_hand[part]

    async def run(self) -> None:
        """Until cancelled. What is in the middle of being handled is finished by `stop`."""
        rescan_at = 0.0
        while True:
            now, parts = asyncio.get_running_loop().time(), frozenset(self.epochs)
            if now >= rescan_at or parts - self._parts:
                # Rows can become visible behind the cursor (another engine's sequence, an operator's retry).
                self._cursor, rescan_at = 0, now + (SHARED_RESCAN_S if self.shared else RESCAN_S)
            self._parts = parts
            # Before the look: who is stored while we look wakes us for the next one.
            self._woken.clear()
            if await self._fill():
                self._quiet = 0
            else:
                await self._nap(self._pause())

    def _pause(self) -> float:
        """Shorter after news than when it has long been quiet."""
        if self.shared:
            self._quiet += 1
            return LOOKS_S[min(self._quiet // 8, len(LOOKS_S) - 1)]
        return 0.05 if self._is_full() else RESCAN_S

    async def stop(self) -> None:
        """Let what was begun come to its end; begin nothing more."""
        self._stopping = True
        self._queues.clear()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _is_full(self) -> bool:
        return len(self._known) >= self.held or self.blocked()

    async def _nap(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _fill(self) -> bool:
        """Take the next page from the store; False where there is nothing to take now."""
        if self._is_full() or not self._parts:
            return False
        try:
            page = await self.db.read(inbox.waiting, self._cursor, PAGE, self._parts)
        except Transient as error:
            log.warning("inbox_unreadable", kind=type(error).__name__)
            await asyncio.sleep(BACKOFF_S[-1])
            return True
        fresh = [update for update in page if update.seq not in self._known and update.part in self.epochs]
        for update in page:
            self._cursor = max(self._cursor, update.seq)
        for update in fresh:
            self._enqueue(update)
        return len(page) == PAGE or bool(fresh) if self.shared else bool(page)

    def _enqueue(self, update: Waiting) -> None:
        self._known.add(update.seq)
        self._order.see(update.update_id)
        chat = f"{update.channel}:{update.chat}"
        queue = self._queues.get(chat)
        if queue is not None:
            heapq.heappush(queue, (update.update_id, update))
            return
        self._queues[chat] = [(update.update_id, update)]
        task = asyncio.create_task(self._drain(chat))
        self._tasks.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("handling_failed", exc_info=error)

    async def _drain(self, chat: str) -> None:
        """One chat, in order, until nothing of it waits."""
        try:
            while (queue := self._queues.get(chat)) and queue[0][1].part in self.epochs:
                hold = await self._hold(queue[0][1])
                if hold > 0:
                    await asyncio.sleep(min(hold, LOOK_AGAIN_S))
                    continue
                self._order.pass_over(queue[0][0])
                async with self._slots:
                    if self._stopping:
                        return
                    _, update = heapq.heappop(queue)
                    try:
                        await self._one(update)
                    finally:
                        self._known.discard(update.seq)
        finally:
            # What is left after an unforeseen error is found again in the store by the next rescan.
            self._known.difference_update(update.seq for _, update in self._queues.pop(chat, ()))
            self.wake()

    async def _hold(self, update: Waiting) -> float:
        """Seconds that `update` should still wait for one before it that may be on its way."""
        if not self.reorder_ms or await self._is_next(update):
            return 0.0
        left = update.received_at + self.reorder_ms - to_millis(self.clock.now())
        # More than was agreed: the clock was set back since it came, for a day perhaps.
        return left / 1000 if left <= self.reorder_ms else 0.0

    async def _is_next(self, update: Waiting) -> bool:
        if self._order.is_next(update.update_id) or not self.shared:
            return self._order.is_next(update.update_id)
        # What is other workers' has arrived too, though it never came by here. What is ours does, and in its order.
        self._order.pass_over(update.update_id - FAR)
        try:
            first, last = self._order.edge + 1, update.update_id - 1
            arrived = await self.db.read(inbox.passed_by, update.channel, first, last, tuple(self.epochs))
        except Transient:
            return False
        for update_id in arrived:
            self._order.see(update_id)
        return self._order.is_next(update.update_id)

    async def _one(self, update: Waiting) -> None:
        """Handle one update, again and again while the store cannot take it: a chat never skips ahead.

        Nothing more where its partition was given away: whoever has it finds the update in the store.
        """
        attempt = 0
        self._in_hand[update.part] += 1
        try:
            while (epoch := self.epochs.get(update.part)) is not None:
                try:
                    return await self.process(update, epoch)
                except Transient as error:
                    log.warning("handling_delayed", update=update.update_id, kind=type(error).__name__)
                    await asyncio.sleep(BACKOFF_S[min(attempt, len(BACKOFF_S) - 1)])
                    attempt += 1
        finally:
            self._in_hand[update.part] -= 1
