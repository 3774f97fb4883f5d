"""One SQLite connection on its own thread: the only place that knows aiosqlite's inside.

aiosqlite has public calls for single statements only, each a hop to its thread and back (about 100 µs). A unit of
work wants one hop in all, hence its private `Connection._execute(function, …)`, and hence its exact version in
`pyproject.toml`; `tests/storage/test_sqlite_thread.py` says what we lean on.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, Self, TypeVar, cast

import aiosqlite

from bot.storage.database import AwaitedOutsideTransaction

T = TypeVar("T")

STATEMENTS_KEPT = 512  # more than the distinct statements of `bot/storage`: none is parsed twice


class SqliteThread:
    """A connection that whole functions run on, one after the other, in the order they were asked for."""

    def __init__(self, path: Path, prepare: Callable[[sqlite3.Connection], None]) -> None:
        self._path = path
        self._prepare = prepare
        self._raw: sqlite3.Connection | None = None
        self._connection = aiosqlite.Connection(self._connect, iter_chunk_size=64)
        # A process that dies without closing must not hang on this thread; what was not acknowledged may be lost.
        self._connection._thread.daemon = True

    @classmethod
    async def open(cls, path: Path, prepare: Callable[[sqlite3.Connection], None]) -> Self:
        """Connect to `path` and let `prepare` set the connection up, all on the new thread.

        Raises what either raises; the thread has ended by then.
        """
        thread = cls(path, prepare)
        try:
            await thread._connection
        except BaseException:  # aiosqlite sends its thread home but does not wait for it, and the loop may end first
            await asyncio.to_thread(thread._connection._thread.join)
            raise
        return thread

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` on the thread; raises what it raises.

        A caller who is cancelled stops waiting, but `work` runs to its end. Raises ValueError after `close`.
        """
        return cast(T, await self._connection._execute(work, self._raw))  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Finish what was asked for so far, then let go of the file and the thread."""
        await self._connection.close()

    def _connect(self) -> sqlite3.Connection:
        asyncio._set_running_loop(cast(asyncio.AbstractEventLoop, _NoLoop()))
        connection = sqlite3.connect(self._path, isolation_level=None, cached_statements=STATEMENTS_KEPT)
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._raw = connection
        return connection


class _NoLoop:
    """Stands where asyncio looks for a running loop, so that `asyncio.sleep(1)` in a unit is refused at its line."""

    def __getattr__(self, name: str) -> NoReturn:
        raise AwaitedOutsideTransaction(f"a unit of work asked the event loop for {name!r}")
