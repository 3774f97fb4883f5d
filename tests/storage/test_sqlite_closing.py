"""SQLite is opened, copied and closed: nothing half, nobody left waiting."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import CannotStart
from bot.storage.sqlite import SqliteDatabase, copy_whole
from tests.storage.units import balance, fill, make_tables, note, notes, pay


@pytest.mark.parametrize("content", [b"no database at all" * 100, None])
async def test_what_cannot_be_opened_is_said_and_let_go(path: Path, content: bytes | None) -> None:
    if content:
        path.write_bytes(content)
    else:
        path.mkdir()
    for _ in range(2):  # the second is not refused for the first one's lock
        with pytest.raises(CannotStart, match=r"cannot (open|write) .*store\.db"):
            await SqliteDatabase.open(path)


async def test_a_backup_is_whole_while_others_write(sqlite: SqliteDatabase, path: Path) -> None:
    await asyncio.gather(*(sqlite.write(fill, n) for n in range(1000, 1100)))
    paying = asyncio.gather(*(sqlite.write(pay, 1, n) for n in range(100)))
    target = path.with_name("copy.db")
    await copy_whole(path, target)
    assert await paying == [True] * 100
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("SELECT sum(balance) FROM account").fetchone() == (100,)
        assert copy.execute("SELECT count(*) FROM note WHERE id >= 1000").fetchone() == (100,)
    assert target.stat().st_mode & 0o777 == 0o600


async def test_a_backup_never_overwrites_and_leaves_no_half_one(sqlite: SqliteDatabase, path: Path) -> None:
    before = sorted(file.name for file in path.parent.iterdir())
    for target in (path, path.with_name("missing") / "copy.db"):
        with pytest.raises((FileExistsError, FileNotFoundError)):
            await copy_whole(path, target)
    assert sorted(file.name for file in path.parent.iterdir()) == before
    assert await sqlite.read(balance, "ann") == 100


async def test_closing_leaves_one_file_and_the_lock(sqlite: SqliteDatabase, path: Path) -> None:
    await sqlite.write(note, 1)
    await sqlite.close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["store.db", "store.db.lock"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT id FROM note").fetchall() == [(1,)]


async def test_whoever_gives_up_closing_does_not_stop_it(sqlite: SqliteDatabase, path: Path) -> None:
    closing_it = asyncio.create_task(sqlite.close())
    await asyncio.sleep(0)
    closing_it.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing_it
    await sqlite.close()
    await (await SqliteDatabase.open(path)).close()


async def test_closing_waits_for_every_batch(sqlite: SqliteDatabase) -> None:
    writing = asyncio.gather(*(sqlite.write(note, n) for n in range(640)))
    await asyncio.sleep(0)
    await sqlite.close()
    assert await writing == list(range(640))


@pytest.mark.parametrize("turns", [1, 2, 3])
async def test_nobody_waits_for_ever_when_the_one_who_serves_is_cancelled(sqlite: SqliteDatabase, turns: int) -> None:
    tasks = [asyncio.create_task(sqlite.write(note, n)) for n in range(200)]
    for _ in range(turns):
        await asyncio.sleep(0)
    draining = sqlite._batches._draining
    assert draining is not None
    draining.cancel()
    _, pending = await asyncio.wait(tasks, timeout=20)
    assert not pending
    assert await sqlite.write(note, 1000) == 1000
    told = {task.result() for task in tasks if not task.cancelled()}
    assert told <= set(await sqlite.read(notes))
    assert len(told) >= 200 - 64  # only the batch that was under way cannot know


def test_an_event_loop_that_ends_lets_everyone_go(path: Path) -> None:
    async def main() -> list[asyncio.Task[int]]:
        database = await SqliteDatabase.open(path)
        await database.write(make_tables)
        try:
            tasks = [asyncio.create_task(database.write(note, n)) for n in range(200)]
            await asyncio.sleep(0)
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            await asyncio.wait(tasks)
        finally:
            await database.close()
        return tasks

    assert all(task.cancelled() for task in asyncio.run(main()))
