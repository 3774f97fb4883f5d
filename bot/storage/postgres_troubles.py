"""What PostgreSQL, or the way to it, may answer instead of doing what was asked."""

from asyncpg import exceptions

from bot.domain.errors import CannotStart, StorageBusy, StoreNotReady
from bot.storage.postgres_transaction import Connection

# https://www.postgresql.org/docs/current/errcodes-appendix.html: what may pass by itself, or when the operator helps.
MAY_PASS = (
    exceptions.PostgresConnectionError,
    exceptions.OperatorInterventionError,  # shutting down, starting up, a statement that took too long
    exceptions.InsufficientResourcesError,  # disk full, too many connections
    exceptions.LockNotAvailableError,
    exceptions.IdleInTransactionSessionTimeoutError,
    exceptions.PostgresSystemError,  # an I/O error
    exceptions.InternalClientError,  # the server hung up just when asyncpg was about to speak
    exceptions.InvalidSQLStatementNameError,  # a pooler came between, or was set to another mode, while we ran
    exceptions.DuplicatePreparedStatementError,
    ConnectionError,
    TimeoutError,
)
_REMEDY = "see to the PostgreSQL server and the way to it; the bot goes on by itself once it answers"
# Came between: the same unit, run again, may find it done by its neighbour.
RUN_AGAIN = (exceptions.SerializationError, exceptions.DeadlockDetectedError)
# PgBouncer has one code for everything: these do not pass by themselves.
_POOLER_REFUSES = ("startup parameter", "authentication failed", "no such database", "no such user")
# Whatever may be said of a connection.
NO_CONNECTION = (
    OSError,
    TimeoutError,
    exceptions.PostgresError,
    exceptions.InterfaceError,
    exceptions.InternalClientError,
)


def is_lost(connection: Connection) -> bool:
    """asyncpg takes a connection that was lost away from whoever has it: then not even this may be asked."""
    try:
        return bool(connection.is_closed())
    except exceptions.InterfaceError:
        return True


def told(error: BaseException, connection: Connection, *, reading: bool) -> BaseException:
    """What the caller hears of `error`: passing troubles as StorageBusy, everything else as it was raised."""
    if isinstance(error, MAY_PASS):
        return busy(error)
    if isinstance(error, exceptions.ReadOnlySQLTransactionError) and not reading:
        return busy(error)  # a standby that is not yet, or no longer, the first
    if isinstance(error, exceptions.InterfaceError) and is_lost(connection):
        return busy(error)  # not lost: a bug, parameters that do not fit, say
    return error


def busy(error: BaseException) -> StorageBusy:
    """StorageBusy that says what it comes from."""
    refused = StorageBusy(f"{type(error).__name__}: {error}", _REMEDY)
    refused.__cause__ = error
    return refused


def not_opened(error: BaseException) -> CannotStart:
    """`error` as whoever wanted to connect hears of it: who is away may come back, who refuses does not."""
    what = f"cannot open the database: {type(error).__name__}: {error}"
    if isinstance(error, exceptions.ProtocolViolationError) and any(said in str(error) for said in _POOLER_REFUSES):
        return CannotStart(f"{what}; this is how PgBouncer says that it does not let us in: docs/postgres.md")
    return StoreNotReady(f"{what}; {_REMEDY}") if isinstance(error, (*MAY_PASS, OSError)) else CannotStart(what)
