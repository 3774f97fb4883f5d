"""Units of work in one SERIALIZABLE transaction of PostgreSQL, each in a savepoint of its own (ADR 29).

What each caller is told is always true, as in `bot/storage/together.py`: success only after COMMIT returned, an error
only when nothing of the unit remains.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from asyncpg import exceptions

from bot.storage.batches import Asked
from bot.storage.database import Tx
from bot.storage.drive import Outcome
from bot.storage.postgres_transaction import Connection, PostgresTx
from bot.storage.postgres_troubles import NO_CONNECTION, RUN_AGAIN, is_lost, told
from bot.storage.vault import Vault

T = TypeVar("T")

Work: TypeAlias = Callable[[Tx], Awaitable[T]]

# Each in one round trip with the BEGIN, and LOCAL: PgBouncer gives every transaction another connection. Whatever
# LOCK TABLE waits for is seen: the transaction looks at the store only afterwards.
_BEGIN = (
    "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL idle_in_transaction_session_timeout = '30s';"
    " SET LOCAL lock_timeout = '5s'; LOCK TABLE meta IN"
)
WRITE = f"{_BEGIN} ROW SHARE MODE"
# Beside no other writer of any process: nobody can come between.
ALONE = f"{_BEGIN} EXCLUSIVE MODE"
# Many together hold many locks: rather than to wait for another process, and it perhaps for them, they go one by one.
_TOGETHER = f"{WRITE}; SET LOCAL lock_timeout = '100ms'; SAVEPOINT unit"
READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

# Says for certain that nothing was committed, and need not happen to each of them alone.
_ONE_BY_ONE = (
    *RUN_AGAIN,
    exceptions.LockNotAvailableError,
    exceptions.IntegrityConstraintViolationError,  # one that is checked in COMMIT
    exceptions.InFailedSQLTransactionError,  # a unit went on after an error
)
# After these nothing can be asked of the transaction any more.
_OVER = (*RUN_AGAIN, exceptions.LockNotAvailableError, exceptions.InternalClientError, TimeoutError)


@dataclass(frozen=True, slots=True, eq=False)
class AskedIn(Asked[Work[Any]]):
    """A unit that somebody waits for, and the context (log ids) in which it was asked for."""

    context: Context


async def transact(connection: Connection, begin: str, work: Work[T], vault: Vault) -> T:
    """A transaction of its own. Raises what the unit raises and what PostgreSQL answers."""
    try:
        await connection.execute(begin)
        value = await attempt(connection, work, vault)
        _refuse_lost(await connection.execute("COMMIT"))
    except BaseException as error:
        await abandon(connection, error)
        raise
    return value


async def transact_together(
    connection: Connection, all_asked: Sequence[AskedIn], vault: Vault
) -> list[Outcome[Any]] | None:
    """How each unit ended; None where the transaction was given up and nobody's unit has happened.

    Raises what is said of a connection that was lost: in COMMIT nobody knows whether they happened.
    """
    try:
        await connection.execute(_TOGETHER)
        outcomes = [await _beside_others(connection, asked, vault) for asked in all_asked]
        if await connection.execute("COMMIT") != "COMMIT":  # the last one went on after an error
            return None
    except _ONE_BY_ONE as error:
        await abandon(connection, error)
        return None
    except BaseException as error:
        await abandon(connection, error)
        raise
    return outcomes


async def attempt(connection: Connection, work: Work[T], vault: Vault) -> T:
    """Run a unit in the transaction that was begun."""
    return await work(PostgresTx(connection, vault))


async def _beside_others(connection: Connection, asked: AskedIn, vault: Vault) -> Outcome[Any]:
    """One in the savepoint, which is then the next one's. Raises where all of them must be taken back."""
    run = asyncio.create_task(_outcome(connection, asked.work, vault), context=asked.context)
    outcome = await run
    if outcome.error is None:
        await connection.execute("RELEASE unit; SAVEPOINT unit")
        return outcome
    if isinstance(outcome.error, _OVER):
        raise outcome.error
    await connection.execute("ROLLBACK TO unit")
    return Outcome(error=told(outcome.error, connection, reading=False))


async def _outcome(connection: Connection, work: Work[T], vault: Vault) -> Outcome[T]:
    """Nothing the unit raises, not even SystemExit, leaves the task but as an outcome: it would end the loop."""
    try:
        return Outcome(value=await attempt(connection, work, vault))
    except BaseException as error:  # noqa: BLE001 - handed to the caller
        return Outcome(error=error)


def _refuse_lost(ended: str) -> None:
    """After an error PostgreSQL answers COMMIT by «ROLLBACK», and calls that no error."""
    if ended != "COMMIT":
        raise RuntimeError("a unit of work went on after an error of the database; nothing of it was kept")


async def abandon(connection: Connection, error: BaseException) -> None:
    """Undo what was begun; a connection that answers no more is not asked."""
    if is_lost(connection):
        return
    if isinstance(error, TimeoutError | exceptions.InternalClientError):
        connection.terminate()
    elif connection.is_in_transaction():
        try:
            await connection.execute("ROLLBACK")
        except NO_CONNECTION:
            connection.terminate()
