"""Processes that join, leave, pause and die, in a time of their own, on a store in memory."""

import asyncio
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from bot.domain.clock import ManualClock
from bot.domain.sharing import PARTS, Job
from bot.services.crew import BEAT_S, Seat, Share
from bot.storage.drive import drive
from bot.storage.schema import machinery
from bot.storage.transaction import SqliteTx
from bot.storage.vault import LOCKED
from tests.conversations.town import morning


class Memory:
    """Each unit whole, others in between: what several processes have in one store."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        for table in (machinery.member, machinery.lease):
            self.connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))

    async def write(self, unit: Any, *args: Any) -> Any:
        await asyncio.sleep(0)
        self.connection.execute("BEGIN")
        value = drive(unit(SqliteTx(self.connection, LOCKED), *args))
        self.connection.execute("COMMIT")
        await asyncio.sleep(0)
        return value

    read = write


@dataclass
class One:
    """A process; `awake_at`: when it next does anything. Parts in `busy` are at work and cannot be given at once."""

    seat: Seat
    awake_at: float
    busy: set[int] = field(default_factory=set)
    joined: bool = False


@dataclass
class Crowd:
    """Those alive at `now`, which `pass_by` moves on."""

    jobs: tuple[Job, ...] = (Job.WORKER, Job.CLOCK)
    now: float = 0.0
    alive: dict[int, One] = field(default_factory=dict)
    store: Memory = field(default_factory=Memory)
    clock: ManualClock = field(default_factory=morning)
    made: int = 0

    def join(self, at_most: int = 1000) -> One:
        self.made += 1
        one = One(Seat(self.store, self.clock, f"p{self.made}", "here", (), self._seconds), self.now)  # type: ignore[arg-type]
        one.seat.shares = tuple(
            Share(job, at_most=at_most, is_idle=lambda part: part not in one.busy, seconds=self._seconds)
            for job in self.jobs
        )
        self.alive[self.made] = one
        return one

    async def leave(self, number: int) -> None:
        await self.alive.pop(number).seat.leave()

    def kill(self, number: int) -> None:
        del self.alive[number]

    async def pass_by(self, seconds: float) -> None:
        """Everybody beats when it is time to; what is due at one moment is done side by side."""
        until = self.now + seconds
        while self.now < until:
            self.now = min(until, self.now + BEAT_S / 2)
            due = [one for one in self.alive.values() if one.awake_at <= self.now]
            await asyncio.gather(*map(self._act, due))
            self.check()

    def check(self) -> None:
        """No part of a job has two who hold it, nor one whose epoch is not the store's."""
        rows = self.store.connection.execute("SELECT job, part, epoch FROM lease").fetchall()
        present = {(job, part): epoch for job, part, epoch in rows}
        holders = Counter(
            (share.job, part)
            for one in self.alive.values()
            for share in one.seat.shares
            if share.is_sure()
            for part in share.held
        )
        assert not [part for part, count in holders.items() if count > 1]
        for one in self.alive.values():
            for share in one.seat.shares:
                if share.is_sure():
                    assert all(present[share.job, part] == epoch for part, epoch in share.held.items())

    def check_settled(self) -> None:
        """Everything is held, fairly."""
        for at, job in enumerate(self.jobs):
            counts = [len(one.seat.shares[at].held) for one in self.alive.values()]
            assert sum(counts) == PARTS[job], (job, counts)
            assert max(counts) - min(counts) <= 1, (job, counts)

    async def _act(self, one: One) -> None:
        one.awake_at = self.now + BEAT_S
        await (one.seat.turn() if one.joined else one.seat.join())
        one.joined = True

    def _seconds(self) -> float:
        return self.now
