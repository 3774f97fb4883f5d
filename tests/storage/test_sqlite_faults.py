"""What a caller is told when SQLite cannot: the disk is full, somebody holds the lock, the file is damaged."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import pytest

from bot.domain.errors import StorageBusy
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase
from tests.storage.units import fill, make_tables, note, notes, pragma, statements


@asynccontextmanager
async def full_disk(sqlite: SqliteDatabase) -> AsyncIterator[None]:
    """No page more than there are."""
    pages = await sqlite._writer.run(pragma("page_count"))
    await sqlite._writer.run(pragma(f"max_page_count = {pages}"))
    yield
    await sqlite._writer.run(pragma("max_page_count = 1000000"))


@contextmanager
def no_file_may_grow(path: Path) -> Iterator[None]:
    """The operating system refuses to write beyond where the log ends now, so that COMMIT itself fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name(path.name + "-wal").stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_when_the_disk_is_full_each_is_told_the_truth(sqlite: SqliteDatabase) -> None:
    async with full_disk(sqlite):
        results = await asyncio.gather(
            *(sqlite.write(unit, n) for n, unit in enumerate([note, fill, note, fill, note])), return_exceptions=True
        )
    assert results[::2] == [0, 2, 4]
    assert [type(result) for result in results[1::2]] == [StorageBusy] * 2
    assert await sqlite.read(notes) == [0, 2, 4]
    assert await sqlite.write(fill, 5) == 5


async def test_a_unit_cannot_go_on_after_sqlite_gave_its_transaction_up(sqlite: SqliteDatabase) -> None:
    async def swallow(tx: Tx, number: int) -> str:
        try:
            await fill(tx, number)
        except sqlite3.OperationalError:
            await note(tx, number)
        return "fine"

    async def swallow_all(tx: Tx, number: int) -> str:
        try:
            return await swallow(tx, number)
        except StorageBusy:
            return "fine"

    async with full_disk(sqlite):
        for unit in (swallow, swallow_all):
            with pytest.raises(StorageBusy):
                await sqlite.write(unit, 1)
            results = await asyncio.gather(
                sqlite.write(unit, 1), sqlite.write(note, 2), sqlite.write(unit, 3), return_exceptions=True
            )
            assert [type(result) for result in results] == [StorageBusy, int, StorageBusy]
            assert await sqlite.read(notes) == [2]
            await sqlite.write(forget)


async def forget(tx: Tx) -> None:
    await tx.execute("DELETE FROM note")


async def test_when_commit_fails_nobody_is_told_success(sqlite: SqliteDatabase, path: Path) -> None:
    with no_file_may_grow(path):
        results = await asyncio.gather(*(sqlite.write(fill, n) for n in range(5)), return_exceptions=True)
        with pytest.raises(StorageBusy):
            await sqlite.write(fill, 9)
    assert [type(result) for result in results] == [StorageBusy] * 5
    assert await sqlite.read(notes) == []
    assert await asyncio.gather(*(sqlite.write(fill, n) for n in range(5))) == list(range(5))


async def test_a_strangers_lock_is_waited_for(sqlite: SqliteDatabase, path: Path) -> None:
    async with statements(sqlite) as seen:
        stranger = sqlite3.connect(path, isolation_level=None)
        stranger.execute("BEGIN IMMEDIATE")
        writing = asyncio.gather(*(sqlite.write(note, n) for n in range(3)))
        while "BEGIN IMMEDIATE" not in seen:
            await asyncio.sleep(0.001)
        assert await sqlite.read(notes) == []
        assert not writing.done()
        stranger.close()
        assert await writing == [0, 1, 2]


async def test_a_stranger_who_keeps_the_lock_makes_us_busy_but_not_for_good(path: Path) -> None:
    sqlite = await SqliteDatabase.open(path, busy_ms=20)
    await sqlite.write(make_tables)
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        results = await asyncio.gather(*(sqlite.write(note, n) for n in range(3)), return_exceptions=True)
        assert [type(result) for result in results] == [StorageBusy] * 3
        with pytest.raises(StorageBusy, match="locked"):
            await sqlite.write(note, 3)
        assert await sqlite.read(notes) == []
        stranger.execute("ROLLBACK")
    assert await sqlite.write(note, 3) == 3
    await sqlite.close()


async def test_a_constraint_that_is_checked_at_commit_fails_its_own_unit_only(sqlite: SqliteDatabase) -> None:
    async def later(tx: Tx, number: int, who: str) -> int:
        await tx.execute("INSERT INTO later (id, who) VALUES (?, ?)", (number, who))
        return number

    async def table(tx: Tx) -> None:
        await tx.execute(
            "CREATE TABLE later (id BIGINT, who TEXT REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED)"
        )

    await sqlite.write(table)
    results = await asyncio.gather(
        *(sqlite.write(later, n, who) for n, who in enumerate(["ann", "eve", "bob"])), return_exceptions=True
    )
    assert results[::2] == [0, 2]
    assert isinstance(results[1], sqlite3.IntegrityError)


async def test_a_damaged_file_is_not_called_busy(sqlite: SqliteDatabase) -> None:
    def broken(_: sqlite3.Connection, *, jobs: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.storage.sqlite.write_all", broken)
        results = await asyncio.gather(*(sqlite.write(note, n) for n in range(3)), return_exceptions=True)
    assert [type(result) for result in results] == [sqlite3.DatabaseError] * 3
    assert await sqlite.write(note, 1) == 1
