"""From the outbox to the platforms: paced, in order per chat, the most urgent chat first (DESIGN §2).

Parcels come straight from the commit that wrote them (`offer`), or from the store (after a restart, broadcasts, rows
whose time has come). A chat's next message leaves only when the former one is settled in the store, so that a crash
leaves at most one message per chat in doubt.

Several senders share the chats, and with each partition they have its part of the pace: what they hold adds up to one,
so does what they may send (ADR 34).
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from bot.channels.courier import Courier
from bot.channels.lanes import Key, Lane, Ready
from bot.channels.pace import Window
from bot.domain.clock import to_millis
from bot.domain.errors import Transient
from bot.domain.messages import Urgency
from bot.domain.sharing import PARTITIONS, Job
from bot.services.crew import Share
from bot.services.delivery import CLAIM_MS, Parcel, unpack
from bot.storage import outbox

log = structlog.get_logger(__name__)

PAGE = 500
HELD = 5000
LOOK_S = 1.0
# Where other processes write: nobody hands that over.
LOOKS_S = (0.05, 0.1, 0.25)
# Telegram counts what arrives, and the way there stretches and squeezes: a window a little longer than its own.
MARGIN = 1.02

T = TypeVar("T")


@dataclass(slots=True)
class Sender:
    """Decides what goes next and hands it to the `courier`. `token` marks what is ours in the store.

    `share`: the partitions whose chats are ours, which may change at any time. `shared`: there are other processes.
    """

    courier: Courier
    token: str
    share: Share = field(default_factory=lambda: Share.whole(Job.SENDER))
    shared: bool = False
    lanes: dict[Key, Lane] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)
    waiting: int = 0
    pressing: int = 0
    _ready: Ready = field(default_factory=Ready)
    _overall: Window = field(init=False)
    _spread: Window = field(init=False)
    _slots: int = 0
    _open: dict[int, int] = field(default_factory=dict)
    _taken: dict[int, float] = field(default_factory=dict)
    _flying: Counter[int] = field(default_factory=Counter)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _broadcasts: set[int] = field(default_factory=set)
    _quiet: int = 0
    _broken: BaseException | None = None

    def __post_init__(self) -> None:
        per_second = self.courier.settings.per_second
        self._overall = Window(max(1, int(per_second)), max(1, 1 / per_second) * MARGIN)
        self._spread = _spread(per_second)
        # Among others nobody knows what was sent in the second before.
        self._slots = 0 if self.shared else max(1, int(per_second))

    def offer(self, parcels: Iterable[Parcel]) -> None:
        """Take over what a commit has just written. What is another's by now they find in the store."""
        for parcel in parcels:
            if parcel.queued.part in self.share.held:
                self._hold(parcel)
        self._woken.set()

    def is_full(self) -> bool:
        """Whether so much waits, broadcasts apart, that nothing new should be begun."""
        return max(self.pressing, len(self.held) - len(self._broadcasts)) >= self.courier.settings.max_waiting

    def budget(self) -> float:
        """Messages a second that may go from here at present."""
        return self.courier.settings.per_second * len(self.share.held) / PARTITIONS

    def is_idle(self, part: int) -> bool:
        """Whether nothing of a partition is on the wire."""
        return not self._flying[part]

    async def run(self) -> None:
        """Until cancelled. What is on the wire is settled by `stop`."""
        await self._patiently(self._follow)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_filled())
            group.create_task(self._launch())

    async def stop(self) -> None:
        """Settle what is on the wire; launch nothing more."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _keep_filled(self) -> None:
        """Fetch from the store what nobody handed over, and keep the claim on what is still held."""
        loop = asyncio.get_running_loop()
        extend_at = loop.time() + CLAIM_MS / 3000
        while True:
            until = loop.time() + LOOK_S
            try:
                self.waiting, self.pressing = await self.courier.db.read(outbox.count_waiting, Urgency.BROADCAST)
                while self.waiting > len(self.held) and len(self.held) <= HELD - PAGE:
                    if len(await self._fill()) < PAGE:
                        break
                if loop.time() >= extend_at:
                    await self.courier.db.write(outbox.extend, sorted(self.held), self._now() + CLAIM_MS)
                    extend_at = loop.time() + CLAIM_MS / 3000
            except Transient as error:
                log.warning("outbox_unreadable", kind=type(error).__name__)
            self._forget_quiet_lanes(loop.time())
            await self._look_closely(until, loop)

    async def _look_closely(self, until: float, loop: asyncio.AbstractEventLoop) -> None:
        """Until then; and where others write, look whether they did, and what of the chats is ours."""
        while (left := until - loop.time()) > 0:
            await asyncio.sleep(min(left, LOOKS_S[min(self._quiet // 8, len(LOOKS_S) - 1)]) if self.shared else left)
            if not self.shared:
                continue
            self._quiet += 1
            try:
                await self._follow()
                while len(self.held) <= HELD - PAGE and await self.courier.db.read(outbox.has_news, self.token):
                    self._quiet = 0
                    if not await self._fill():
                        break
            except Transient as error:
                log.warning("outbox_unreadable", kind=type(error).__name__)
            self._woken.set()

    async def _follow(self) -> None:
        """What the store holds for the chats that are ours now is in its lanes; of those that no longer are, nothing.

        Nothing leaves before all that an earlier life left behind is there: a chat would hear the newer first.
        """
        held, now = dict(self.share.held), asyncio.get_running_loop().time()
        if lost := {part for part, epoch in self._open.items() if held.get(part) != epoch}:
            self._leave(lost)
        if gained := held.keys() - self._open.keys():
            await self.courier.db.write(outbox.release, sorted(gained), self._now())
            while not _is_last(await self._fill()):
                pass
            if self.shared:
                self._taken.update(dict.fromkeys(gained, now))
            self._open.update({part: held[part] for part in gained})
            for lane in self.lanes.values():
                if lane.part in gained and lane.parcels and not lane.busy:
                    self._ready.push(lane)
            self._woken.set()

    def _leave(self, lost: set[int]) -> None:
        """Somebody else has these chats."""
        for part in lost:
            del self._open[part]
        self.courier.forget(lost)
        for key in [key for key, lane in self.lanes.items() if lane.part in lost]:
            lane = self.lanes.pop(key)
            gone = {parcel.queued.id for parcel in lane.parcels}
            self.held -= gone
            self._broadcasts -= gone
            lane.parcels.clear()

    def _forget_quiet_lanes(self, now: float) -> None:
        """A lane is kept as long as its pace remembers anything."""
        quiet = [
            key for key, lane in self.lanes.items() if not lane.parcels and not lane.busy and lane.pace.is_idle(now)
        ]
        for key in quiet:
            del self.lanes[key]

    async def _patiently(self, act: Callable[[], Awaitable[T]]) -> T:
        """What comes of `act`, tried until the store can be reached."""
        while True:
            try:
                return await act()
            except Transient as error:
                log.warning("outbox_unreadable", kind=type(error).__name__)
            await asyncio.sleep(LOOK_S)

    async def _fill(self) -> list[outbox.Queued]:
        """Claim a page from the store, the most urgent first; what it held."""
        now = self._now()
        page = await self.courier.db.write(outbox.claim, self.token, now, now + CLAIM_MS, PAGE)
        for queued in page:
            if queued.id not in self.held and queued.part in self.share.held:
                await self._unpack(queued)
        self._woken.set()
        return page

    async def _unpack(self, queued: outbox.Queued) -> None:
        try:
            self._hold(unpack(queued))
        except (KeyError, TypeError, ValueError) as error:
            log.error("message_unreadable", row=queued.id, kind=type(error).__name__)
            await self.courier.db.write(outbox.settle, [queued.id], "parked", self._now(), error="unreadable")

    def _hold(self, parcel: Parcel) -> None:
        queued = parcel.queued
        self.held.add(queued.id)
        if queued.urgency == Urgency.BROADCAST:
            self._broadcasts.add(queued.id)
        # A callback answer is awaited by a spinning button: it is ordered and paced with nothing else.
        key = (queued.channel, f"{queued.chat}?{queued.id}" if queued.kind == "answer" else queued.chat)
        lane = self.lanes.get(key)
        if lane is None:
            lane = self.lanes[key] = Lane(key, self._pace(queued), part=queued.part)
        lane.add(parcel)
        if not lane.busy:
            self._ready.push(lane)

    def _pace(self, queued: outbox.Queued) -> Window:
        settings = self.courier.settings
        burst = settings.per_chat_burst
        pace = Window(burst, burst / settings.per_chat_per_second * MARGIN)
        if queued.kind == "message" and self.courier.channels[queued.channel].is_group(queued.chat):
            pace = Window(max(1, int(settings.group_per_minute)), 60 * MARGIN)
        if (taken := self._taken.get(queued.part)) is not None and queued.kind != "answer":
            pace.fill(taken)  # we do not know what its former sender has sent
        return pace

    async def _launch(self) -> None:
        """Start one send after another, never faster than the pace, never more at once than may be in flight."""
        loop = asyncio.get_running_loop()
        while self._broken is None:
            in_room = len(self._tasks) < self.courier.settings.in_flight and self._may_send(loop.time())
            lane = self._next_lane(loop.time()) if in_room else None
            if lane is None:
                await self._next_news()
            elif (free_at := self._free_at(lane.parcels[0])) > loop.time():
                self._ready.push(lane)
                waking = loop.call_at(free_at, self._woken.set)
                await self._next_news()
                waking.cancel()
            else:
                self._start(lane, loop)
        raise self._broken

    def _may_send(self, now: float) -> bool:
        """Whether anything may go from here: where nobody can have taken over, and with a pace of at least one."""
        budget = self.budget()
        slots = max(int(budget), len(self.share.held) == PARTITIONS)
        if slots and slots != self._slots:
            seconds, fresh = max(1, 1 / budget) * MARGIN, max(0, slots - self._slots)
            self._overall, self._spread = self._overall.resized(slots, seconds, fresh, now), _spread(budget)
        self._slots = slots
        return slots > 0 and self.share.is_sure()

    def _is_ours(self, part: int) -> bool:
        """Whether what the store holds for a partition is in its lanes, and the partition ours."""
        epoch = self._open.get(part)
        return epoch is not None and self.share.held.get(part) == epoch

    async def _next_news(self) -> None:
        """Until something came that may be more urgent, a lane or a place became free, or the pace allows the next."""
        self._woken.clear()
        await self._woken.wait()

    def _start(self, lane: Lane, loop: asyncio.AbstractEventLoop) -> None:
        queued = lane.parcels[0].queued
        if queued.kind != "answer":
            self._overall.take(loop.time())
        if queued.urgency == Urgency.BROADCAST:
            self._spread.take(loop.time())
        lane.busy = True
        self._flying[lane.part] += 1  # now, not when the task has its turn: until then nobody may take the chat over
        task = asyncio.create_task(self._carry(lane, loop))
        self._tasks.add(task)
        task.add_done_callback(self._landed)

    def _next_lane(self, now: float) -> Lane | None:
        """The most urgent chat that may be sent to now; one that may not yet comes back by a timer."""
        while (key := self._ready.pop()) is not None:
            lane = self.lanes.get(key)
            if lane is None or lane.busy or not lane.parcels or not self._is_ours(lane.part):
                continue
            free_at = lane.free_at()
            if free_at <= now:
                return lane
            lane.busy = True
            asyncio.get_running_loop().call_at(free_at, self._free, lane)
        return None

    def _free_at(self, parcel: Parcel) -> float:
        """When the overall pace lets `parcel` go; nobody waits for an answer to a press."""
        if parcel.queued.kind == "answer":
            return float("-inf")
        if parcel.queued.urgency == Urgency.BROADCAST:
            return max(self._overall.free_at(), self._spread.free_at())
        return self._overall.free_at()

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
            settled = list(lane.parcels) if carried.gone else parcels
            lane.remove(settled)
            gone = {parcel.queued.id for parcel in settled}
            self.held -= gone
            self._broadcasts -= gone
        self._free(lane)
        if carried.older:
            # A request as any other, but no message: it waits for no pace, and the next one makes up for it.
            self._overall.take(loop.time())
            await self.courier.remove(*lane.key, carried.older)

    def _free(self, lane: Lane) -> None:
        """`lane` may send again."""
        lane.busy = False
        if lane.parcels:
            self._ready.push(lane)
        elif "?" in lane.key[1]:
            self.lanes.pop(lane.key, None)
        self._woken.set()

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._woken.set()
        if not task.cancelled() and (error := task.exception()):
            # What became of a message could not be written down: to go on would be to send it for ever.
            self._broken = error

    def _now(self) -> int:
        return to_millis(self.courier.clock.now())


def _spread(per_second: float) -> Window:
    """Broadcasts go evenly: were the window filled at one stroke, an alert would wait a second for the next one."""
    few = max(1, int(per_second // 5))
    return Window(few, MARGIN * few / per_second)


def _is_last(page: list[outbox.Queued]) -> bool:
    """Whether at most broadcasts are left behind it, which may be overtaken."""
    return len(page) < PAGE or any(queued.urgency == Urgency.BROADCAST for queued in page)
