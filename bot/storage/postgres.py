"""`Database` on PostgreSQL: each unit in a transaction of its own on a pooled connection (ADR 0029).

What excludes races here are the statements and, behind them, SERIALIZABLE: units that read and then write come out
as if they had run one after the other, as on SQLite. Whichever PostgreSQL gives up for that (40001, a deadlock) runs
again from its beginning.

A unit that awaits anything but its transaction is not found out here; the embedded engine refuses it in the tests.
"""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec, Self, TypeAlias, TypeVar, cast

import asyncpg
from asyncpg import exceptions

from bot.domain.errors import CannotStart, StorageBusy, StoreNotReady
from bot.storage.database import Tx
from bot.storage.drive import Outcome
from bot.storage.postgres_transaction import Connection, PostgresTx
from bot.storage.vault import LOCKED, Vault

P = ParamSpec("P")
T = TypeVar("T")

Work: TypeAlias = Callable[[Tx], Awaitable[T]]

CONNECTIONS = 10
CONNECT_S = 10.0
COMMAND_S = 30.0  # behind the server's own limits: for a network that was cut
STATEMENTS_KEPT = 1024  # prepared on each connection; `IN (…)` of another length is another statement
# Each in one round trip with the BEGIN, and LOCAL: PgBouncer gives every transaction another connection.
_LIMITS = "SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '30s'"
WRITE = f"BEGIN ISOLATION LEVEL SERIALIZABLE; {_LIMITS}"
READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Seconds until the unit runs again, each time up to so long.
PAUSES_S = (0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.5, 0.5)

# https://www.postgresql.org/docs/current/errcodes-appendix.html: what may pass by itself, or when the operator helps.
_MAY_PASS = (
    exceptions.PostgresConnectionError,
    exceptions.OperatorInterventionError,  # shutting down, starting up, a statement that took too long
    exceptions.InsufficientResourcesError,  # disk full, too many connections
    exceptions.LockNotAvailableError,
    exceptions.IdleInTransactionSessionTimeoutError,
    exceptions.PostgresSystemError,  # an I/O error
    exceptions.InternalClientError,  # the server hung up just when asyncpg was about to speak
    ConnectionError,
    TimeoutError,
)
_REMEDY = "see to the PostgreSQL server and the way to it; the bot goes on by itself once it answers"
# Came between: the same unit, run again, may find it done by its neighbour.
_RUN_AGAIN = (exceptions.SerializationError, exceptions.DeadlockDetectedError)
# Whatever may be said of a connection.
_NO_CONNECTION = (
    OSError,
    TimeoutError,
    exceptions.PostgresError,
    exceptions.InterfaceError,
    exceptions.InternalClientError,
)


class PostgresDatabase:
    """One district's store in one schema of a server. Made by `open`."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", vault: Vault) -> None:
        self._pool = pool
        self._vault = vault
        self._running: set[asyncio.Task[Outcome[Any]]] = set()
        self._closing: asyncio.Task[None] | None = None
        self._rerun: Callable[[], None] = lambda: None

    @classmethod
    async def open(
        cls,
        url: str,
        password: str | None = None,
        vault: Vault = LOCKED,
        *,
        connections: int = CONNECTIONS,
        prepared: bool = True,
    ) -> Self:
        """Connect to `url`, whose tables `bot.storage.migrate` has made; at most `connections` at once.

        `prepared`: keep statements on the connections, which PgBouncer in transaction mode does not allow.
        Raises StoreNotReady where the server does not answer now, CannotStart where it does not let us in.
        """
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
            await pool.release(await pool.acquire())
        except (*_NO_CONNECTION, ValueError) as error:
            raise not_opened(error) from error
        return cls(pool, vault)

    async def write(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit` and return once it is durable.

        Raises what the unit raises, StorageBusy where the store cannot take it. A unit may be run several times
        after its attempts were undone, so it touches nothing but `tx`. Where the connection is lost in COMMIT,
        StorageBusy says that nobody knows whether it happened: whatever is called again must find that out, as
        `inbox.finish` does. Whoever is cancelled while waiting does not know it either.
        """
        return await self._see_to(WRITE, lambda tx: unit(tx, *args, **kwargs))

    async def read(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit on one view of what was committed before. Writing is refused by PostgreSQL."""
        return await self._see_to(READ, lambda tx: unit(tx, *args, **kwargs))

    def watch(self, committed: Callable[[int], None], rerun: Callable[[], None]) -> None:  # noqa: ARG002
        """Be told of each unit that runs again; here each has a commit of its own."""
        self._rerun = rerun

    async def close(self) -> None:
        """Finish what was begun, let go of the server. Further calls wait for the first."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._shut())
        await asyncio.shield(self._closing)

    async def _see_to(self, begin: str, work: Work[T]) -> T:
        """In a task of its own: whoever asked may be cancelled, what was begun comes to its end."""
        if self._closing is not None:
            raise StorageBusy("the database is being closed")
        task = asyncio.create_task(self._outcome(begin, work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        outcome = await asyncio.shield(task)
        if outcome.error is not None:
            raise outcome.error
        return cast(T, outcome.value)

    async def _outcome(self, begin: str, work: Work[T]) -> Outcome[T]:
        """Nothing the unit raises, not even SystemExit, leaves the task but as an outcome: it would end the loop."""
        try:
            return Outcome(value=await self._until_it_fits(begin, work))
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            return Outcome(error=error)

    async def _until_it_fits(self, begin: str, work: Work[T]) -> T:
        for pause in PAUSES_S:
            try:
                return await self._once(begin, work)
            except _RUN_AGAIN:
                self._rerun()
                await asyncio.sleep(random.uniform(0, pause))  # noqa: S311 - only to be out of step
        try:
            return await self._once(begin, work)
        except _RUN_AGAIN as error:
            raise StorageBusy(f"others came between, again and again: {error}") from error

    async def _once(self, begin: str, work: Work[T]) -> T:
        try:
            connection = await self._pool.acquire()
        except _NO_CONNECTION as error:
            raise _busy(error) from error
        try:
            return await _transact(connection, begin, work, self._vault)
        except _MAY_PASS as error:
            raise _busy(error) from error
        except exceptions.ReadOnlySQLTransactionError as error:
            if begin == READ:
                raise
            raise _busy(error) from error  # a standby that is not yet, or no longer, the first
        except exceptions.InterfaceError as error:
            if not _is_lost(connection):  # a bug then: parameters that do not fit, say
                raise
            raise _busy(error) from error
        finally:
            with contextlib.suppress(*_NO_CONNECTION):  # lost after all was done: the pool has thrown it away
                await self._pool.release(connection)

    async def _shut(self) -> None:
        while self._running:
            await asyncio.wait(self._running)
        await self._pool.close()


async def _transact(connection: Connection, begin: str, work: Work[T], vault: Vault) -> T:
    try:
        await connection.execute(begin)
        value = await work(PostgresTx(connection, vault))
        _refuse_lost(await connection.execute("COMMIT"))
    except BaseException as error:
        await _abandon(connection, error)
        raise
    return value


def _refuse_lost(ended: str) -> None:
    """After an error PostgreSQL answers COMMIT by «ROLLBACK», and calls that no error."""
    if ended != "COMMIT":
        raise RuntimeError("a unit of work went on after an error of the database; nothing of it was kept")


async def _abandon(connection: Connection, error: BaseException) -> None:
    """Undo what was begun; a connection that answers no more is not asked."""
    if _is_lost(connection):
        return
    if isinstance(error, TimeoutError | exceptions.InternalClientError):
        connection.terminate()
    elif connection.is_in_transaction():
        try:
            await connection.execute("ROLLBACK")
        except _NO_CONNECTION:
            connection.terminate()


def _is_lost(connection: Connection) -> bool:
    """asyncpg takes a connection that was lost away from whoever has it: then not even this may be asked."""
    try:
        return bool(connection.is_closed())
    except exceptions.InterfaceError:
        return True


def not_opened(error: BaseException) -> CannotStart:
    """`error` as whoever wanted to connect hears of it: who is away may come back, who refuses does not."""
    what = f"cannot open the database: {type(error).__name__}: {error}"
    return StoreNotReady(f"{what}; {_REMEDY}") if isinstance(error, (*_MAY_PASS, OSError)) else CannotStart(what)


def _busy(error: BaseException) -> StorageBusy:
    return StorageBusy(f"{type(error).__name__}: {error}", _REMEDY)


async def _nothing_to_reset(_connection: object) -> None:
    """A unit changes nothing beyond its transaction: asyncpg's own reset would cost a round trip each time."""
