"""From the outbox to the platforms: paced, in order per chat, the most urgent chat first (DESIGN §2).

Parcels come straight from the commit that wrote them (`offer`), or from the store (`claims`). A chat's next message
leaves only when the former one is settled in the store, so that a crash leaves at most one message per chat in doubt.

Several senders share the chats, and with each partition they have its part of the pace: what they hold adds up to one,
so does what they may send (ADR 34).
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.channels.budget import Budget
from bot.channels.claims import Claims
from bot.channels.courier import Courier
from bot.channels.holding import Holding
from bot.channels.lanes import Lane
from bot.domain.sharing import Job
from bot.services.crew import Share
from bot.services.delivery import Parcel


@dataclass(slots=True)
class Sender:
    """Decides what goes next and hands it to the `courier`. `token` marks what is ours in the store.

    `share`: the partitions whose chats are ours, which may change at any time. `shared`: there are other processes.
    """

    courier: Courier
    token: str
    share: Share = field(default_factory=lambda: Share.whole(Job.SENDER))
    shared: bool = False
    holding: Holding = field(init=False)
    claims: Claims = field(init=False)
    _budget: Budget = field(init=False)
    _flying: Counter[int] = field(default_factory=Counter)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _broken: BaseException | None = None

    def __post_init__(self) -> None:
        self.holding = Holding(self.courier, self.share)
        self.claims = Claims(self.courier, self.token, self.share, self.shared, self.holding, self._woken)
        self._budget = Budget(self.courier.settings, self.share, self.shared)

    def offer(self, parcels: Iterable[Parcel]) -> None:
        """Take over what a commit has just written. What is another's by now they find in the store."""
        for parcel in parcels:
            if parcel.queued.part in self.share.held:
                self.holding.hold(parcel)
        self._woken.set()

    def is_full(self) -> bool:
        """Whether so much waits, broadcasts apart, that nothing new should be begun."""
        return max(self.claims.pressing, self.holding.pressing()) >= self.courier.settings.max_waiting

    def budget(self) -> float:
        """Messages a second that may go from here at present."""
        return self._budget.per_second()

    def is_idle(self, part: int) -> bool:
        """Whether nothing of a partition is on the wire."""
        return not self._flying[part]

    async def run(self) -> None:
        """Until cancelled. What is on the wire is settled by `stop`."""
        await self.claims.begin()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.claims.keep_filled())
            group.create_task(self._launch())

    async def stop(self) -> None:
        """Settle what is on the wire; launch nothing more."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _launch(self) -> None:
        """Start one send after another, never faster than the pace, never more at once than may be in flight."""
        loop = asyncio.get_running_loop()
        while self._broken is None:
            in_room = len(self._tasks) < self.courier.settings.in_flight and self._budget.allows(loop.time())
            lane = self._next_lane(loop) if in_room else None
            if lane is None:
                await self._next_news()
            elif (free_at := self._budget.free_at(lane.parcels[0].queued)) > loop.time():
                self.holding.line_up(lane)
                waking = loop.call_at(free_at, self._woken.set)
                await self._next_news()
                waking.cancel()
            else:
                self._start(lane, loop)
        raise self._broken

    async def _next_news(self) -> None:
        """Until something came that may be more urgent, a lane or a place became free, or the pace allows the next."""
        self._woken.clear()
        await self._woken.wait()

    def _next_lane(self, loop: asyncio.AbstractEventLoop) -> Lane | None:
        """The most urgent chat that may be sent to now; one that may not yet comes back by a timer."""
        now = loop.time()
        while (lane := self.holding.next_lane()) is not None:
            free_at = lane.free_at()
            if free_at <= now:
                return lane
            lane.busy = True
            loop.call_at(free_at, self._free, lane)
        return None

    def _start(self, lane: Lane, loop: asyncio.AbstractEventLoop) -> None:
        self._budget.take(lane.parcels[0].queued, loop.time())
        lane.busy = True
        self._flying[lane.part] += 1  # now, not when the task has its turn: until then nobody may take the chat over
        task = asyncio.create_task(self._carry(lane, loop))
        self._tasks.add(task)
        task.add_done_callback(self._landed)

    async def _carry(self, lane: Lane, loop: asyncio.AbstractEventLoop) -> None:
        """Send the lane's next message; then the lane is free for the one after it, and what was replaced goes."""
        try:
            await self._carry_one(lane, loop)
        finally:
            self._flying[lane.part] -= 1

    async def _carry_one(self, lane: Lane, loop: asyncio.AbstractEventLoop) -> None:
        parcels = lane.next_parcels()
        lane.pace.take(loop.time())
        carried = await self.courier.carry(parcels)
        if carried.wait > 0:
            lane.paused_until = loop.time() + carried.wait
        else:
            self.holding.settle(lane, list(lane.parcels) if carried.gone else parcels)
        self._free(lane)
        if carried.older:
            # A request as any other, but no message: it waits for no pace, and the next one makes up for it.
            self._budget.take_one(loop.time())
            await self.courier.remove(*lane.key, carried.older)

    def _free(self, lane: Lane) -> None:
        """`lane` may send again."""
        self.holding.free(lane)
        self._woken.set()

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._woken.set()
        if not task.cancelled() and (error := task.exception()):
            # What became of a message could not be written down: to go on would be to send it for ever.
            self._broken = error
