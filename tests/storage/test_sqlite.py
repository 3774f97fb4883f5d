"""What SQLite does behind the port: how it is set up, who shares a commit, and what a unit may not do."""

import asyncio
import os
import sqlite3
from collections.abc import Awaitable, Callable
from contextvars import ContextVar

import pytest

from bot.domain.errors import StorageBusy
from bot.storage.database import AwaitedOutsideTransaction, Tx
from bot.storage.sqlite import READERS, SqliteDatabase
from bot.storage.thread import SqliteThread
from tests.storage.units import note, notes, pay, pragma, statements


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
