"""A copy's side on SQLite: the file with its lock held. An operator's command: nobody else waits for this loop."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Table

from bot.domain.errors import CannotStart
from bot.storage import migrate
from bot.storage.database import Tx, marks
from bot.storage.lock import DatabaseLock
from bot.storage.moving import tables
from bot.storage.moving.side import Line
from bot.storage.transaction import SqliteTx
from bot.storage.vault import LOCKED

P = ParamSpec("P")
T = TypeVar("T")

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",  # a power cut may take the last portions, from the end: the next run goes on before them
    "foreign_keys = OFF",  # asked for the whole at the end, once
    "temp_store = MEMORY",
    "cache_size = -262144",  # KiB: indices grow at random places
)


class SqliteSide:
    """Made by `source` or `target`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: DatabaseLock) -> None:
        self.identity = f"sqlite {path.resolve()}"
        self._path = path
        self._connection = connection
        self._lock = lock

    @classmethod
    def source(cls, path: Path) -> Self:
        """A store to read. Raises AlreadyRunning where a bot holds it, CannotStart where none of ours is there."""
        if not path.exists():
            raise CannotStart(f"there is no database {path}")
        return cls._open(path, ("temp_store = MEMORY", "query_only = ON"))

    @classmethod
    def target(cls, path: Path) -> Self:
        """A store to fill, made where there is none, at the newest revision. Raises as `source`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        migrate.upgrade(path)
        return cls._open(path, PRAGMAS)

    @classmethod
    def _open(cls, path: Path, pragmas: Sequence[str]) -> Self:
        lock = DatabaseLock(path)
        try:
            with _told(path):
                connection = sqlite3.connect(path, isolation_level=None)
                for pragma in pragmas:
                    connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            lock.release()
            raise
        return cls(path, connection, lock)

    async def portions(self, table: Table, after: Line | None = None) -> AsyncIterator[Sequence[Line]]:
        """As the port says; nobody else can write meanwhile."""
        with _told(self._path):
            cursor = self._connection.execute(tables.selected(table, after), after or ())
            while rows := cursor.fetchmany(tables.portion_of(table)):
                yield rows

    async def append(self, table: Table, rows: Sequence[Line]) -> None:
        """All in one transaction."""
        names = tables.columns_of(table)
        into = f'INSERT INTO "{table.name}" ({tables.named(names)}) VALUES ({marks(names)})'  # noqa: S608
        with _told(self._path), self._transaction():
            self._connection.executemany(into, rows)

    async def last_key(self, table: Table) -> Line | None:
        """As the port says."""
        return self._one(tables.last_key(table))

    async def count(self, table: Table) -> int:
        """As the port says."""
        return int((self._one(f'SELECT count(*) FROM "{table.name}"') or (0,))[0])  # noqa: S608

    async def last_given(self, table: Table) -> int:
        """SQLite remembers it where rows are deleted and numbers must not come again; else it is the greatest."""
        if table.dialect_options["sqlite"]["autoincrement"]:
            return int((self._one("SELECT seq FROM sqlite_sequence WHERE name = ?", table.name) or (0,))[0])
        found = self._one(f'SELECT max("{tables.serial_of(table)}") FROM "{table.name}"')  # noqa: S608
        return int(found[0] or 0) if found else 0

    async def give_after(self, table: Table, last: int) -> None:
        """Only where SQLite remembers it: elsewhere the greatest number there is says what comes next."""
        if not table.dialect_options["sqlite"]["autoincrement"] or last == 0:
            return
        with _told(self._path), self._transaction():
            self._connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            self._connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, last))

    async def unit(self, work: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """As the port says; on disk when it returns. Raises CannotStart where rows would refer to nothing."""
        with _told(self._path):
            self._connection.execute("PRAGMA synchronous = FULL")
            with self._transaction():
                return await work(SqliteTx(self._connection, LOCKED), *args, **kwargs)

    async def close(self) -> None:
        """Check the log into the file and let go of it."""
        self._connection.close()
        self._lock.release()

    async def check(self) -> None:
        """Raise CannotStart where a row refers to nothing."""
        with _told(self._path):
            if broken := self._connection.execute("PRAGMA foreign_key_check").fetchmany(3):
                raise CannotStart(f"{self._path}: rows refer to nothing: {broken}")

    def _one(self, sql: str, *params: object) -> Line | None:
        with _told(self._path):
            found: Line | None = self._connection.execute(sql, params).fetchone()
            return found

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise CannotStart(f"{path}: {error}") from error
