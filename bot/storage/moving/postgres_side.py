"""A copy's side on PostgreSQL: one connection; read on one view of the store, written by COPY."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Concatenate, ParamSpec, Self, TypeAlias, TypeVar

import asyncpg
from sqlalchemy import Table

from bot.domain.errors import CannotStart
from bot.storage import migrate_postgres
from bot.storage.database import Tx
from bot.storage.moving import tables
from bot.storage.moving.side import Line
from bot.storage.placeholders import numbered
from bot.storage.postgres_transaction import PostgresTx
from bot.storage.vault import LOCKED

P = ParamSpec("P")
T = TypeVar("T")

Plain: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

CONNECT_S = 10.0
IDENTITY = "SELECT system_identifier, current_database(), current_schema() FROM pg_control_system()"


class PostgresSide:
    """Made by `source` or `target`."""

    def __init__(self, connection: Plain, identity: str) -> None:
        self.identity = identity
        self._connection: Any = connection

    @classmethod
    async def source(cls, url: str, password: str | None) -> Self:
        """A store to read, as it is now. Raises CannotStart where the server does not let us in.

        Until it is closed no bot can take a lease there, or give one back.
        """
        side = await cls._open(url, password)
        with _told():
            await side._connection.transaction(isolation="repeatable_read").start()
            await side._connection.execute("SET LOCAL lock_timeout = '5s'; LOCK TABLE lease IN SHARE MODE")
        return side

    @classmethod
    async def target(cls, url: str, password: str | None) -> Self:
        """A store to fill, at the newest revision. Raises as `source`."""
        await migrate_postgres.upgrade(url, password)
        return await cls._open(url, password)

    @classmethod
    async def _open(cls, url: str, password: str | None) -> Self:
        with _told():
            connection = await asyncpg.connect(url, password=password, timeout=CONNECT_S, statement_cache_size=0)
            return cls(connection, "postgresql " + " ".join(map(str, await connection.fetchrow(IDENTITY) or ())))

    async def portions(self, table: Table, after: Line | None = None) -> AsyncIterator[Sequence[Line]]:
        """As the port says, through a cursor. Only inside a transaction: of a source, or of `unit`."""
        size = tables.portion_of(table)
        with _told():
            async with self._inside():
                cursor = await self._connection.cursor(numbered(tables.selected(table, after)), *(after or ()))
                while rows := await cursor.fetch(size):
                    yield [tuple(row) for row in rows]

    async def append(self, table: Table, rows: Sequence[Line]) -> None:
        """COPY is one statement: all of them or none."""
        with _told(table.name):
            await self._connection.copy_records_to_table(
                table.name, records=rows, columns=tables.columns_of(table), timeout=None
            )

    async def last_key(self, table: Table) -> Line | None:
        """As the port says."""
        with _told():
            row = await self._connection.fetchrow(tables.last_key(table))
            return tuple(row) if row is not None else None

    async def count(self, table: Table) -> int:
        """As the port says."""
        with _told():
            return int(await self._connection.fetchval(f'SELECT count(*) FROM "{table.name}"'))  # noqa: S608

    async def last_given(self, table: Table) -> int:
        """What the sequence says; it also counts what was given out and taken back."""
        with _told():
            sequence = await self._sequence(table)
            row = await self._connection.fetchrow(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
            return int(row["last_value"]) if row["is_called"] else 0

    async def give_after(self, table: Table, last: int) -> None:
        """Set the sequence, where anything was given out."""
        if last:
            with _told():
                await self._connection.execute(
                    "SELECT setval($1::text::regclass, $2)", await self._sequence(table), last
                )

    async def unit(self, work: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """As the port says."""
        with _told():
            async with self._inside():
                return await work(PostgresTx(self._connection, LOCKED), *args, **kwargs)

    async def close(self) -> None:
        """Hang up."""
        await self._connection.close()

    async def check(self) -> None:
        """The server has refused rows that refer to nothing when they came."""

    async def _sequence(self, table: Table) -> str:
        column = tables.serial_of(table)
        return str(await self._connection.fetchval("SELECT pg_get_serial_sequence($1, $2)", f'"{table.name}"', column))

    def _inside(self) -> Any:
        """Of a source a savepoint of its view, of a target a transaction."""
        return self._connection.transaction()


@contextmanager
def _told(name: str = "") -> Iterator[None]:
    try:
        yield
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        where = f"PostgreSQL, table {name}" if name else "PostgreSQL"
        raise CannotStart(f"{where}: {type(error).__name__}: {error}") from error
