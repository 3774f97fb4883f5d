"""`Database` on PostgreSQL: one writer who gathers units into shared commits, reads beside it (ADR 29).

What excludes races here are the statements and, behind them, SERIALIZABLE: units that read and then write come out
as if they had run one after the other, as on SQLite. Those of one process do run so; whichever PostgreSQL gives up
because of another process (40001, a deadlock) runs again from its beginning.

A unit that awaits anything but its transaction is not found out here; the embedded engine refuses it in the tests.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Concatenate, ParamSpec, Self, TypeVar, cast

import asyncpg

from bot.storage.closing import Closing
from bot.storage.database import Tx
from bot.storage.drive import Outcome
from bot.storage.postgres_session import refuse_turning
from bot.storage.postgres_together import READ, Work
from bot.storage.postgres_troubles import NO_CONNECTION, not_opened
from bot.storage.postgres_writer import TOGETHER, Writer, until_it_fits
from bot.storage.vault import LOCKED, Vault

P = ParamSpec("P")
T = TypeVar("T")

CONNECTIONS = 10
CONNECT_S = 10.0
COMMAND_S = 30.0  # behind the server's own limits: for a network that was cut
STATEMENTS_KEPT = 1024  # prepared on each connection; `IN (…)` of another length is another statement


class PostgresDatabase(Closing):
    """One district's store in one schema of a server. Made by `open`."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", vault: Vault, together: int = TOGETHER) -> None:
        super().__init__()
        self._pool = pool
        self._vault = vault
        self._writer = Writer(pool, vault, together)
        self._running: set[asyncio.Task[Outcome[Any]]] = set()

    @classmethod
    async def open(
        cls,
        url: str,
        password: str | None = None,
        vault: Vault = LOCKED,
        *,
        connections: int = CONNECTIONS,
        prepared: bool = True,
        together: int = TOGETHER,
    ) -> Self:
        """Connect to `url`, whose tables `bot.storage.migrate` has made; at most `connections` at once.

        `prepared`: keep statements on the connections, which PgBouncer in transaction mode does not allow.
        `together`: how many units share a commit at most, below 64.
        Raises StoreNotReady where the server does not answer now, CannotStart where it does not let us in, or where
        `prepared` is asked of a pooler that keeps nothing.
        """
        connect = partial(asyncpg.connect, url, password=password, timeout=CONNECT_S, statement_cache_size=0)
        try:
            pool = await asyncpg.create_pool(
                url,
                password=password,
                min_size=0,
                max_size=connections,
                timeout=CONNECT_S,
                command_timeout=COMMAND_S,
                statement_cache_size=STATEMENTS_KEPT if prepared else 0,
                max_cached_statement_lifetime=0,
                reset=_nothing_to_reset,
            )
            async with pool.acquire() as connection:
                if prepared:
                    await refuse_turning(connection, connect)
        except (*NO_CONNECTION, ValueError) as error:
            raise not_opened(error) from error
        return cls(pool, vault, together)

    async def write(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit` and return once it is durable.

        Raises what the unit raises, StorageBusy where the store cannot take it. A unit may be run several times
        after its attempts were undone, so it touches nothing but `tx`. Where the connection is lost in COMMIT,
        StorageBusy says that nobody knows whether it happened: whatever is called again must find that out, as
        `inbox.finish` does. Whoever is cancelled while waiting does not know it either.
        """
        self._refuse_when_closing()
        return await self._writer.run(lambda tx: unit(tx, *args, **kwargs))

    async def read(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit on one view of what was committed before. Writing is refused by PostgreSQL."""
        self._refuse_when_closing()
        return await self._see_to(lambda tx: unit(tx, *args, **kwargs))

    def watch(self, committed: Callable[[int], None], rerun: Callable[[], None]) -> None:
        """Be told how many units shared each commit, and of each unit that runs again."""
        self._writer.committed, self._writer.rerun = committed, rerun

    async def _see_to(self, work: Work[T]) -> T:
        """In a task of its own: whoever asked may be cancelled, what was begun comes to its end."""
        task = asyncio.create_task(self._outcome(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        outcome = await asyncio.shield(task)
        if outcome.error is not None:
            raise outcome.error
        return cast(T, outcome.value)

    async def _outcome(self, work: Work[T]) -> Outcome[T]:
        """Nothing the unit raises, not even SystemExit, leaves the task but as an outcome: it would end the loop."""
        try:
            return Outcome(value=await until_it_fits(self._pool, READ, work, self._vault, self._writer.rerun))
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            return Outcome(error=error)

    async def _shut(self) -> None:
        await self._writer.finish()
        while self._running:
            await asyncio.wait(self._running)
        await self._pool.close()


async def _nothing_to_reset(_connection: object) -> None:
    """A unit changes nothing beyond its transaction: asyncpg's own reset would cost a round trip each time."""
