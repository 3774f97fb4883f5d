"""From the outbox to the platforms: paced, in order per chat, the most urgent chat first (DESIGN §2).

Parcels come straight from the commit that wrote them (`offer`), or from the store (after a restart, broadcasts, rows
whose time has come). A chat's next message leaves only when the former one is settled in the store, so that a crash
leaves at most one message per chat in doubt.
"""

import asyncio
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
from bot.services.delivery import CLAIM_MS, Parcel, unpack
from bot.storage import outbox

log = structlog.get_logger(__name__)

PAGE = 500
HELD = 5000
LOOK_S = 1.0
# Telegram counts what arrives, and the way there stretches and squeezes: a window a little longer than its own.
MARGIN = 1.02

T = TypeVar("T")


@dataclass(slots=True)
class Sender:
    """Decides what goes next and hands it to the `courier`. `token` marks what is ours in the store."""

    courier: Courier
    token: str
    lanes: dict[Key, Lane] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)
    waiting: int = 0
    pressing: int = 0
    _ready: Ready = field(default_factory=Ready)
    _overall: Window = field(init=False)
    _spread: Window = field(init=False)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _broadcasts: int = 0
    _broken: BaseException | None = None

    def __post_init__(self) -> None:
        per_second = self.courier.settings.per_second
        self._overall = Window(max(1, int(per_second)), max(1, 1 / per_second) * MARGIN)
        # Broadcasts go evenly: were the window filled at one stroke, an alert would wait a second for the next one.
        few = max(1, int(per_second // 5))
        self._spread = Window(few, MARGIN * few / per_second)

    def offer(self, parcels: Iterable[Parcel]) -> None:
        """Take over what a commit has just written."""
        for parcel in parcels:
            self._hold(parcel)
        self._woken.set()

    def is_full(self) -> bool:
        """Whether so much waits, broadcasts apart, that nothing new should be begun."""
        return max(self.pressing, len(self.held) - self._broadcasts) >= self.courier.settings.max_waiting

    async def run(self) -> None:
        """Until cancelled. What is on the wire is settled by `stop`."""
        await self._patiently(self._release)
        # Nothing leaves before all that an earlier life left behind is in its lanes: a chat would hear the newer first.
        while not _is_last(await self._patiently(self._fill)):
            pass
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
            await asyncio.sleep(LOOK_S)

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

    async def _release(self) -> None:
        """Let go of what an earlier life had claimed."""
        await self.courier.db.write(outbox.release_all, self._now())

    async def _fill(self) -> list[outbox.Queued]:
        """Claim a page from the store, the most urgent first; what it held."""
        now = self._now()
        page = await self.courier.db.write(outbox.claim, self.token, now, now + CLAIM_MS, PAGE)
        for queued in page:
            if queued.id not in self.held:
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
        self._broadcasts += queued.urgency == Urgency.BROADCAST
        # A callback answer is awaited by a spinning button: it is ordered and paced with nothing else.
        key = (queued.channel, f"{queued.chat}?{queued.id}" if queued.kind == "answer" else queued.chat)
        lane = self.lanes.get(key)
        if lane is None:
            lane = self.lanes[key] = Lane(key, self._pace(queued))
        lane.add(parcel)
        if not lane.busy:
            self._ready.push(lane)

    def _pace(self, queued: outbox.Queued) -> Window:
        settings = self.courier.settings
        if queued.kind == "message" and self.courier.channels[queued.channel].is_group(queued.chat):
            return Window(max(1, int(settings.group_per_minute)), 60 * MARGIN)
        burst = settings.per_chat_burst
        return Window(burst, burst / settings.per_chat_per_second * MARGIN)

    async def _launch(self) -> None:
        """Start one send after another, never faster than the pace, never more at once than may be in flight."""
        loop = asyncio.get_running_loop()
        while self._broken is None:
            in_room = len(self._tasks) < self.courier.settings.in_flight
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
        task = asyncio.create_task(self._carry(lane, loop))
        self._tasks.add(task)
        task.add_done_callback(self._landed)

    def _next_lane(self, now: float) -> Lane | None:
        """The most urgent chat that may be sent to now; one that may not yet comes back by a timer."""
        while (key := self._ready.pop()) is not None:
            lane = self.lanes.get(key)
            if lane is None or lane.busy or not lane.parcels:
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
        parcels = lane.next_parcels()
        lane.pace.take(loop.time())
        carried = await self.courier.carry(parcels)
        if carried.wait > 0:
            lane.paused_until = loop.time() + carried.wait
        else:
            settled = list(lane.parcels) if carried.gone else parcels
            lane.remove(settled)
            self.held.difference_update(parcel.queued.id for parcel in settled)
            self._broadcasts -= sum(parcel.queued.urgency == Urgency.BROADCAST for parcel in settled)
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


def _is_last(page: list[outbox.Queued]) -> bool:
    """Whether at most broadcasts are left behind it, which may be overtaken."""
    return len(page) < PAGE or any(queued.urgency == Urgency.BROADCAST for queued in page)
