"""The one writer of a process on PostgreSQL: whatever waits while a transaction is under way becomes the next one.

Units of one process never meet each other so; with those of other processes they may, and run again.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable
from contextvars import copy_context
from typing import Any, TypeAlias, TypeVar

import asyncpg
from asyncpg import exceptions

from bot.domain.errors import StorageBusy
from bot.storage.batches import Batches
from bot.storage.drive import Outcome
from bot.storage.postgres_together import ALONE, READ, WRITE, AskedIn, Work, transact, transact_together
from bot.storage.postgres_transaction import Connection
from bot.storage.postgres_troubles import NO_CONNECTION, RUN_AGAIN, busy, told
from bot.storage.vault import Vault

T = TypeVar("T")

Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"

TOGETHER = 16  # PostgreSQL's snapshots name up to 64 savepoints of a transaction at little cost
LOST = 2  # times that a unit lost to another process before it asks all of them to stand back
# Seconds until a unit that met another process's runs again, each time up to so long.
PAUSES_S = (0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.5, 0.5)


class Writer:
    """Runs units in the order in which they were asked for."""

    def __init__(self, pool: Pool, vault: Vault, together: int) -> None:
        self._pool = pool
        self._vault = vault
        self._most = together
        self._batches = Batches(self._settle, together)
        self.committed: Callable[[int], None] = lambda _: None
        self.rerun: Callable[[], None] = lambda: None

    async def run(self, work: Work[T]) -> T:
        """Run a unit and return once it is durable; see `PostgresDatabase.write`."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._batches.add(AskedIn(work, answer, copy_context()))
        return await answer

    async def finish(self) -> None:
        """Return when nobody waits any more."""
        await self._batches.finish()

    async def _settle(self, batch: list[AskedIn]) -> None:
        if len(batch) < 2 or not await self._shared(batch):
            await self._one_by_one(batch)

    async def _shared(self, batch: list[AskedIn]) -> bool:
        """Whether all of them have their answer. Where another process came between, fewer go together next time."""
        try:
            async with _connected(self._pool, reading=False) as connection:
                outcomes = await transact_together(connection, batch, self._vault)
        except Exception as error:  # noqa: BLE001 - the server is gone, say; whoever asked hears of it
            outcomes = [Outcome(error=error) for _ in batch]
        if outcomes is None:
            self._batches.together = max(2, len(batch) // 2)  # one alone would never be tried together again
            for _ in batch:
                self.rerun()
            return False
        self._batches.together = min(self._batches.together + 1, self._most)
        self.committed(len(batch))
        for asked, outcome in zip(batch, outcomes, strict=True):
            asked.tell(outcome)
        return True

    async def _one_by_one(self, batch: list[AskedIn]) -> None:
        """Each in its own transaction; once a lock was waited for in vain, the rest do not wait for it again."""
        locked: StorageBusy | None = None
        for asked in batch:
            if locked is None:
                outcome = await asyncio.create_task(self._outcome(asked.work), context=asked.context)
                self.committed(1)
                asked.tell(outcome)
                locked = _waited_in_vain(outcome)
            else:
                asked.tell(Outcome(error=locked))

    async def _outcome(self, work: Work[T]) -> Outcome[T]:
        """Nothing the unit raises, not even SystemExit, leaves the task but as an outcome: it would end the loop."""
        try:
            return Outcome(value=await until_it_fits(self._pool, WRITE, work, self._vault, self.rerun))
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            return Outcome(error=error)


async def until_it_fits(pool: Pool, begin: str, work: Work[T], vault: Vault, rerun: Callable[[], None]) -> T:
    """Run a unit in a transaction of its own, again where others came between; StorageBusy after eleven times.

    Whatever writes and has lost twice runs beside no other writer. `rerun` is told of each time it runs again.
    """
    insisting = ALONE if begin == WRITE else begin
    for lost, pause in enumerate(PAUSES_S):
        try:
            return await _once(pool, begin if lost < LOST else insisting, work, vault)
        except RUN_AGAIN:
            rerun()
            await asyncio.sleep(random.uniform(0, pause))  # noqa: S311 - only to be out of step
    try:
        return await _once(pool, insisting, work, vault)
    except RUN_AGAIN as error:
        raise StorageBusy(f"others came between, again and again: {error}") from error


async def _once(pool: Pool, begin: str, work: Work[T], vault: Vault) -> T:
    async with _connected(pool, reading=begin == READ) as connection:
        return await transact(connection, begin, work, vault)


@contextlib.asynccontextmanager
async def _connected(pool: Pool, *, reading: bool) -> AsyncIterator[Connection]:
    """A connection of the pool. Raises StorageBusy where there is none or it is lost."""
    try:
        connection = await pool.acquire()
    except NO_CONNECTION as error:
        raise busy(error) from error
    try:
        yield connection
    except Exception as error:
        heard = told(error, connection, reading=reading)
        if heard is error:
            raise
        raise heard from error
    finally:
        with contextlib.suppress(*NO_CONNECTION):  # lost after all was done: the pool has thrown it away
            await pool.release(connection)


def _waited_in_vain(outcome: Outcome[Any]) -> StorageBusy | None:
    """What the rest hear where a lock was not to be had in time."""
    error = outcome.error
    if isinstance(error, StorageBusy) and isinstance(error.__cause__, exceptions.LockNotAvailableError):
        return error
    return None
