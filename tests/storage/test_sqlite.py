"""What SQLite does behind the port: how it is set up, what it refuses, and what happens when it cannot."""

import asyncio
import os
import resource
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from contextvars import ContextVar
from pathlib import Path

import pytest

from bot.domain.errors import CannotStart, StorageBusy
from bot.storage.database import AwaitedOutsideTransaction, Tx
from bot.storage.sqlite import READERS, SqliteDatabase
from bot.storage.thread import SqliteThread
from tests.storage.units import balance, make_tables, note, notes, pay

BIG = "x" * 20_000


async def fill(tx: Tx, number: int) -> int:
    """Write more than a few free pages hold."""
    await tx.execute("INSERT INTO account (id, balance) VALUES (?, 0)", (f"{number}{BIG}",))
    return await note(tx, number)


def pragma(name: str) -> Callable[[sqlite3.Connection], object]:
    return lambda connection: connection.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(
    ("name", "writer", "reader"),
    [
        ("journal_mode", "wal", "wal"),
        ("synchronous", 2, 2),
        ("busy_timeout", 5000, 5000),
        ("foreign_keys", 1, 0),
        ("temp_store", 2, 2),
        ("trusted_schema", 0, 0),
        ("wal_autocheckpoint", 4000, 0),
        ("query_only", 0, 1),
    ],
)
async def test_connections_are_set_up(sqlite: SqliteDatabase, name: str, writer: object, reader: object) -> None:
    assert await sqlite._writer.run(pragma(name)) == writer
    assert [await thread.run(pragma(name)) for thread in sqlite._free] == [reader] * READERS


async def test_the_log_is_cut_back(sqlite: SqliteDatabase) -> None:
    assert await sqlite._writer.run(pragma("journal_size_limit")) == 64 * 1024 * 1024


# ── the shared commit ─────────────────────────────────────────────────────────────────────────────────────────


@asynccontextmanager
async def statements(sqlite: SqliteDatabase) -> AsyncIterator[list[str]]:
    """Every statement that the writer runs meanwhile."""
    seen: list[str] = []
    await sqlite._writer.run(lambda connection: connection.set_trace_callback(seen.append))
    yield seen
    await sqlite._writer.run(lambda connection: connection.set_trace_callback(None))


async def test_a_lone_unit_is_one_hop_without_savepoint(
    sqlite: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    hops: list[object] = []
    run = SqliteThread.run

    async def counted(self: SqliteThread, work: Callable[[sqlite3.Connection], object]) -> object:
        hops.append(work)
        return await run(self, work)

    async with statements(sqlite) as seen:
        monkeypatch.setattr(SqliteThread, "run", counted)
        await sqlite.write(pay, 1, 1)
        monkeypatch.undo()
    assert len(hops) == 1
    assert (seen[0], seen[-1]) == ("BEGIN IMMEDIATE", "COMMIT")
    assert not any("SAVEPOINT" in statement for statement in seen)


async def test_sixty_four_units_share_a_commit(sqlite: SqliteDatabase) -> None:
    async with statements(sqlite) as seen:
        await asyncio.gather(*(sqlite.write(note, n) for n in range(65)))
    assert seen.count("COMMIT") == 2
    assert seen.count("SAVEPOINT unit") == 64


async def test_who_comes_while_a_batch_is_under_way_is_the_next_batch(sqlite: SqliteDatabase) -> None:
    async with statements(sqlite) as seen:
        first = asyncio.create_task(sqlite.write(note, 0))
        while "BEGIN IMMEDIATE" not in seen:
            await asyncio.sleep(0)
        await asyncio.gather(first, *(sqlite.write(note, n) for n in range(1, 20)))
    assert seen.count("COMMIT") == 2


async def test_a_unit_that_is_cancelled_before_its_batch_never_runs(sqlite: SqliteDatabase) -> None:
    tasks = [asyncio.create_task(sqlite.write(note, n)) for n in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.wait(tasks)
    assert await sqlite.read(notes) == [0, 2]


# ── what a unit may not do ────────────────────────────────────────────────────────────────────────────────────


async def waits_a_turn(tx: Tx) -> None:
    await asyncio.sleep(0)


async def sleeps(tx: Tx) -> None:
    await asyncio.sleep(0.01)


async def awaits_a_future(tx: Tx, future: asyncio.Future[None]) -> None:
    await future


async def works_elsewhere(tx: Tx) -> None:
    await asyncio.to_thread(os.getpid)


async def swallows_the_refusal(tx: Tx) -> str:
    try:
        await asyncio.sleep(0)
    except AwaitedOutsideTransaction:
        return "as if nothing had happened"
    return ""


async def waits_again_when_refused(tx: Tx) -> None:
    try:
        await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)


async def fails_when_refused(tx: Tx) -> None:
    try:
        await asyncio.sleep(0)
    finally:
        raise LookupError("in the clean-up")


@pytest.mark.parametrize(
    "waiting",
    [waits_a_turn, sleeps, works_elsewhere, swallows_the_refusal, waits_again_when_refused, fails_when_refused],
)
async def test_waiting_for_anything_else_is_refused_and_the_neighbours_stay(
    sqlite: SqliteDatabase, waiting: Callable[[Tx], Awaitable[object]]
) -> None:
    async def unit(tx: Tx) -> None:
        await note(tx, 1)
        await waiting(tx)

    results = await asyncio.gather(
        sqlite.write(note, 0), sqlite.write(unit), sqlite.write(note, 2), return_exceptions=True
    )
    assert results[::2] == [0, 2]
    assert isinstance(results[1], AwaitedOutsideTransaction)
    for run in (sqlite.write, sqlite.read):
        with pytest.raises(AwaitedOutsideTransaction):
            await run(waiting)
    assert await sqlite.read(notes) == [0, 2]


async def test_a_refused_unit_is_cleaned_up_before_its_caller_hears_of_it(sqlite: SqliteDatabase) -> None:
    left: list[str] = []

    async def unit(tx: Tx) -> None:
        try:
            await waits_again_when_refused(tx)
        finally:
            left.append("clean")

    with pytest.raises(AwaitedOutsideTransaction):
        await sqlite.write(unit)
    assert left == ["clean"]


async def test_a_pending_future_is_refused_and_stays_usable(sqlite: SqliteDatabase) -> None:
    future = asyncio.get_running_loop().create_future()
    with pytest.raises(AwaitedOutsideTransaction):
        await sqlite.write(awaits_a_future, future)
    future.set_result(None)
    await future
    await sqlite.write(awaits_a_future, future)  # done: nothing to wait for


@pytest.mark.parametrize(
    "sql", ["COMMIT", " rollback", "SAVEPOINT mine", "PRAGMA query_only = OFF", "VACUUM", "ATTACH 'x' AS x"]
)
async def test_a_unit_does_not_control_its_transaction(sqlite: SqliteDatabase, sql: str) -> None:
    async def unit(tx: Tx) -> None:
        await note(tx, 1)
        await tx.execute(sql)

    results = await asyncio.gather(sqlite.write(note, 0), sqlite.write(unit), return_exceptions=True)
    assert isinstance(results[1], ValueError)
    assert await sqlite.read(notes) == [0]


async def test_a_transaction_is_over_when_its_unit_is(sqlite: SqliteDatabase) -> None:
    kept: list[Tx] = []

    async def keep(tx: Tx) -> None:
        kept.append(tx)

    await sqlite.write(keep)
    with pytest.raises((StorageBusy, sqlite3.ProgrammingError)):
        await note(kept[0], 1)


async def test_a_unit_may_catch_a_broken_constraint_as_sqlite_raised_it(sqlite: SqliteDatabase) -> None:
    async def unit(tx: Tx) -> str:
        await note(tx, 1)
        try:
            await note(tx, 1)
        except sqlite3.IntegrityError as error:
            return str(error)
        return ""

    assert "note.id" in await sqlite.write(unit)
    assert await sqlite.read(notes) == [1]


async def test_a_unit_keeps_the_context_of_whoever_asked(sqlite: SqliteDatabase) -> None:
    update: ContextVar[int] = ContextVar("update", default=0)

    async def unit(tx: Tx) -> int:
        return update.get()

    async def ask(number: int) -> tuple[int, int]:
        update.set(number)
        return await sqlite.write(unit), await sqlite.read(unit)

    assert await asyncio.gather(*(ask(n) for n in range(5))) == [(n, n) for n in range(5)]


# ── what SQLite may do ────────────────────────────────────────────────────────────────────────────────────────


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


# ── opening, copying, closing ─────────────────────────────────────────────────────────────────────────────────


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
    await sqlite.backup(target)
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
            await sqlite.backup(target)
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
    assert sqlite._draining is not None
    sqlite._draining.cancel()
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
