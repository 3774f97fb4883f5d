"""This process among others at the same store: it beats, takes its fair share of each job, gives up what is too much.

Who is silent for `LOST_S` is removed by whoever noticed it, by their own clock; who could not beat for `SURE_S` does as
if it held nothing. So what cannot be fenced, a send, has one holder even while the store is away (ADR 34).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import structlog

from bot.domain.clock import Clock, to_millis
from bot.domain.errors import Transient
from bot.domain.sharing import PARTS, Job, Lease, Member, to_give, to_take
from bot.storage import leases
from bot.storage.database import Database
from bot.storage.leases import Crew

log = structlog.get_logger(__name__)

BEAT_S = 0.5
LOST_S = 5.0
# What was sent by then has arrived, or is lost, before anybody else sends.
SURE_S = 3.5
# What is in hand is finished first, but nobody waits for it longer.
DRAIN_S = 3.0
LOOK_S = 0.1

Seconds = Callable[[], float]


@dataclass(slots=True)
class Share:
    """What this process holds of a job: part → epoch. `is_idle` says whether it is at work on a part just now.

    `fenced`: what is done after a part was given has no effect, so that it need not be waited for for ever.
    """

    job: Job
    held: dict[int, int] = field(default_factory=dict)
    at_most: int = 1000
    is_idle: Callable[[int], bool] = lambda _: True
    fenced: bool = True
    leaving: dict[Lease, float] = field(default_factory=dict)
    sure_until: float = float("inf")
    seconds: Seconds = time.monotonic

    @classmethod
    def whole(cls, job: Job) -> "Share":
        """Everything, for one who is alone."""
        return cls(job, dict.fromkeys(range(PARTS[job]), 0))

    def is_sure(self) -> bool:
        """Whether nobody can have taken over by now."""
        return self.seconds() < self.sure_until

    async def while_held(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do `act` as long as the one part is held, again and again; for a job of which one process is active."""
        while True:
            while not (self.held and self.is_sure()):  # noqa: ASYNC110 - time alone makes us unsure
                await asyncio.sleep(LOOK_S)
            acting = asyncio.ensure_future(act())
            try:
                while self.held and self.is_sure() and not acting.done():
                    await asyncio.wait([acting], timeout=LOOK_S)
            finally:
                acting.cancel()
                await asyncio.wait([acting])
            if not acting.cancelled():
                return acting.result()


@dataclass(slots=True)
class Watcher:
    """Who has been silent for too long. While we could not look ourselves, nobody is held to have been silent."""

    _beats: dict[tuple[Job, str], tuple[int, float]] = field(default_factory=dict)
    _looked: float = float("-inf")

    def silent(self, members: Sequence[Member], now: float) -> list[Member]:
        """Those whose beat has not changed for `LOST_S` (monotonic seconds)."""
        if now - self._looked > LOST_S / 2:
            self._beats.clear()
        self._looked = now
        before, self._beats = self._beats, {}
        for member in members:
            key = (member.job, member.owner)
            beat, since = before.get(key, (member.beat, now))
            self._beats[key] = (member.beat, since if beat == member.beat else now)
        return [member for member in members if now - self._beats[member.job, member.owner][1] >= LOST_S]


@dataclass(slots=True)
class Seat:
    """The place of the process `owner` in the crew, with its shares. `place`: where it runs, for people to read."""

    db: Database
    clock: Clock
    owner: str
    place: str
    shares: Sequence[Share]
    seconds: Seconds = time.monotonic
    _watcher: Watcher = field(default_factory=Watcher)
    _since: int = 0

    async def take_all(self) -> None:
        """Hold everything, for good: a lock says that nobody else is here."""
        held = await self.db.write(leases.take_all, self.owner)
        for share in self.shares:
            share.held.update(held[share.job])

    async def join(self) -> None:
        """Be one of the crew, with what is free; the rest comes while `run` does."""
        await self.db.write(leases.prepare)
        self._since = to_millis(self.clock.now())
        await self.turn()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(BEAT_S)
            try:
                await self.turn()
            except Transient as error:
                log.warning("crew_out_of_reach", kind=type(error).__name__)

    async def leave(self) -> None:
        """Let others take over at once. Where that cannot be written they notice the silence."""
        for share in self.shares:
            share.held.clear()
        try:
            await self.db.write(leases.resign, self.owner)
        except Transient as error:
            log.warning("leases_not_released", kind=type(error).__name__)

    async def turn(self) -> None:
        """Beat, look at the others, take and give. Raises `Transient` where the store cannot be reached."""
        began = self.seconds()
        jobs = [share.job for share in self.shares]
        await self.db.write(leases.beat, self.owner, self.place, jobs, self._since, to_millis(self.clock.now()))
        crew = await self.db.read(leases.look)
        silent = self._watcher.silent(crew.members, self.seconds())
        for share in self.shares:
            self._compare(share, crew)
            share.sure_until = began + SURE_S
        if silent:
            log.info("members_gone", members=len(silent))
            await self.db.write(leases.bury, silent)
        for share in self.shares:
            await self._arrange(share, crew, silent)

    def _compare(self, share: Share, crew: Crew) -> None:
        """What the store says is so: another may have taken over while we were away."""
        own = {lease.part: lease for lease in crew.at(share.job)[1] if lease.owner == self.owner}
        for part in [part for part, epoch in share.held.items() if part not in own or own[part].epoch != epoch]:
            log.warning("lease_lost", job=share.job, part=part)
            del share.held[part]
        share.leaving = {lease: at for lease, at in share.leaving.items() if own.get(lease.part) == lease}
        # Held in the store and not by us: our answer was lost on its way.
        leaving = {lease.part for lease in share.leaving}
        share.held.update({part: lease.epoch for part, lease in own.items() if part not in leaving})

    async def _arrange(self, share: Share, crew: Crew, silent: list[Member]) -> None:
        members, held = crew.at(share.job)
        alive = [member for member in members if member not in silent]
        for lease in to_give(self.owner, alive, held, share.at_most):
            if share.held.pop(lease.part, None) is not None:
                share.leaving[lease] = self.seconds()
        await self._let_go(share)
        wanted = to_take(self.owner, alive, held, share.at_most)
        if wanted:
            got = await self.db.write(leases.take, self.owner, wanted)
            share.held.update({lease.part: lease.epoch for lease in got})
            if got:
                log.info("share_taken", job=share.job, parts=len(got))

    async def _let_go(self, share: Share) -> None:
        late = self.seconds() - DRAIN_S
        ready = [
            lease
            for lease, since in share.leaving.items()
            if share.is_idle(lease.part) or (share.fenced and since <= late)
        ]
        if ready:
            await self.db.write(leases.release, ready)
            for lease in ready:
                share.leaving.pop(lease, None)
            log.info("share_given", job=share.job, parts=len(ready))
