"""`Database` on SQLite: one writer who gathers units into shared commits, two readers.

Measured, 64 units at once: `benchmarks/storage.py`. Each hop to a thread and back costs about 100 µs and each
COMMIT an fsync; so whatever waits while a batch is under way becomes the next batch, and a lone unit goes at once.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeAlias, TypeVar, cast

from bot.domain.errors import CannotStart
from bot.storage.batches import Asked, Batches
from bot.storage.closing import Closing
from bot.storage.database import Tx
from bot.storage.drive import Job, Outcome
from bot.storage.lock import DatabaseLock
from bot.storage.thread import SqliteThread
from bot.storage.together import read_one, write_all
from bot.storage.troubles import not_opened
from bot.storage.vault import LOCKED, Vault

P = ParamSpec("P")
T = TypeVar("T")

Asking: TypeAlias = Asked[Job[Any]]

READERS = 2
PEEK_MS = 5000
WRITER_PRAGMAS = (
    "synchronous = FULL",  # an acknowledged write outlives a power cut
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "wal_autocheckpoint = 4000",  # pages: 16 MB of log between checkpoints
    f"journal_size_limit = {64 << 20}",  # bytes that the log keeps on disk after one
)
READER_PRAGMAS = (
    "query_only = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "wal_autocheckpoint = 0",  # the writer alone checkpoints
)


class SqliteDatabase(Closing):
    """One district's store in one file, for one process. Made by `open`, which takes the file's lock."""

    def __init__(
        self, writer: SqliteThread, readers: list[SqliteThread], held: AsyncExitStack, together: int, vault: Vault
    ) -> None:
        super().__init__()
        self._writer = writer
        self._held = held
        self._vault = vault
        self._batches = Batches(self._settle, together)
        self._free = readers
        self._seats = asyncio.Semaphore(len(readers))
        self._committed: Callable[[int], None] = lambda _: None

    @classmethod
    async def open(cls, path: Path, vault: Vault = LOCKED, *, busy_ms: int = 5000, together: int = 64) -> Self:
        """Open the store at `path`, whose tables `bot.storage.migrate` has made; `vault` opens what is sealed in it.

        `busy_ms`: how long a write waits for a stranger's lock; `together`: how many units share a commit at most.
        Raises AlreadyRunning where another process holds it, StoreNotReady where it cannot be written now, CannotStart
        where it is no usable SQLite file.
        """
        async with AsyncExitStack() as held:
            held.callback(DatabaseLock(path).release)
            try:
                threads = [await _connect(held, path, partial(_prepare_writer, busy_ms))]
                threads += [await _connect(held, path, partial(_prepare_reader, busy_ms)) for _ in range(READERS)]
            except sqlite3.Error as error:
                raise not_opened(f"cannot open the database {path}", error) from error
            return cls(threads[0], threads[1:], held.pop_all(), together, vault)

    async def write(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit` on the writer and return once it is durable.

        Raises what the unit raises, AwaitedOutsideTransaction where it waits for anything but `tx`, StorageBusy
        where the store cannot take it. A unit may be run a second time after its first attempt was undone, so it
        touches nothing but `tx`. Whoever is cancelled while waiting does not know whether the unit happened.
        """
        self._refuse_when_closing()
        asked: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._batches.add(Asked(_job(self._vault, unit, *args, **kwargs), asked))
        return await asked

    async def read(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit` on a free reader, on one view of what was committed before. Writing is refused by SQLite."""
        outcome = await self._on_reader(partial(read_one, job=_job(self._vault, unit, *args, **kwargs)))
        if outcome.error is not None:
            raise outcome.error
        return cast(T, outcome.value)

    def watch(self, committed: Callable[[int], None], rerun: Callable[[], None]) -> None:  # noqa: ARG002
        """Be told how many units shared each commit; here none runs again because of another."""
        self._committed = committed

    async def _settle(self, batch: list[Asking]) -> None:
        try:
            outcomes = await self._writer.run(partial(write_all, jobs=[asked.work for asked in batch]))
        except Exception as error:  # noqa: BLE001 - the file is damaged, say; whoever asked hears of it
            outcomes = [Outcome(error=error) for _ in batch]
        self._committed(len(batch))
        for asked, outcome in zip(batch, outcomes, strict=True):
            asked.tell(outcome)

    async def _on_reader(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._refuse_when_closing()
        async with self._seats:
            reader = self._free.pop()
            try:
                return await reader.run(work)
            finally:
                self._free.append(reader)

    async def _shut(self) -> None:
        """The log is checked into the file at the end."""
        await self._batches.finish()
        for _ in range(READERS):
            await self._seats.acquire()
        await self._held.aclose()


async def peek(
    path: Path, vault: Vault, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run a unit that only reads on a store which another process may hold: for an operator's look.

    Raises CannotStart where there is no store that can be read.
    """
    if not path.exists():  # noqa: ASYNC240 - an operator's command, nobody else waits
        raise CannotStart(f"there is no database {path}")
    async with AsyncExitStack() as held:
        try:
            reader = await _connect(held, path, partial(_prepare_reader, PEEK_MS))
            outcome = await reader.run(partial(read_one, job=_job(vault, unit, *args, **kwargs)))
        except sqlite3.Error as error:
            raise CannotStart(f"cannot read the database {path}: {error}") from error
    if outcome.error is not None:
        raise outcome.error
    return cast(T, outcome.value)


async def copy_whole(path: Path, target: Path) -> None:
    """Copy everything committed to the store at `path` to `target`, while another process goes on writing it.

    Raises CannotStart where there is no store that can be read, FileExistsError where `target` is there.
    """
    if not path.exists():  # noqa: ASYNC240 - an operator's command, nobody else waits
        raise CannotStart(f"there is no database {path}")
    async with AsyncExitStack() as held:
        reader = await _connect(held, path, partial(_prepare_reader, PEEK_MS))
        await reader.run(partial(_copy, target=target))


def _job(vault: Vault, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> Job[T]:
    async def whole(tx: Tx) -> T:
        return await unit(tx, *args, **kwargs)

    return Job(whole, vault)


async def _connect(held: AsyncExitStack, path: Path, prepare: Callable[[sqlite3.Connection], None]) -> SqliteThread:
    thread = await SqliteThread.open(path, prepare)
    held.push_async_callback(thread.close)
    return thread


def _prepare_writer(busy_ms: int, connection: sqlite3.Connection) -> None:
    _set(connection, [f"busy_timeout = {busy_ms}"])
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise sqlite3.OperationalError(f"no write-ahead log is possible here (journal mode {mode})")
    _set(connection, WRITER_PRAGMAS)


def _prepare_reader(busy_ms: int, connection: sqlite3.Connection) -> None:
    _set(connection, [f"busy_timeout = {busy_ms}", *READER_PRAGMAS])


def _set(connection: sqlite3.Connection, pragmas: Iterable[str]) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    if target.exists():
        raise FileExistsError(f"{target} exists already")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        part.touch(mode=0o600)
        with closing(sqlite3.connect(part)) as copy:
            connection.backup(copy, pages=-1)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
