"""What we lean on in aiosqlite's inside: after an upgrade these fail first."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.storage.database import AwaitedOutsideTransaction
from bot.storage.thread import SqliteThread


def leave_alone(connection: sqlite3.Connection) -> None:
    """Prepare nothing."""


def test_the_version_is_the_one_we_know() -> None:
    assert version("aiosqlite") == "0.22.1"


async def test_a_whole_function_runs_on_one_thread_in_order(path: Path) -> None:
    thread = await SqliteThread.open(path, leave_alone)
    seen: list[tuple[int, int]] = []

    def work(number: int, connection: sqlite3.Connection) -> int:
        connection.execute("SELECT 1").fetchall()
        seen.append((number, threading.get_ident()))
        return number

    results = await asyncio.gather(*(thread.run(lambda connection, n=n: work(n, connection)) for n in range(20)))
    await thread.close()
    assert results == list(range(20))
    assert [number for number, _ in seen] == results
    assert len({ident for _, ident in seen} - {threading.get_ident()}) == 1


async def test_the_connection_begins_nothing_by_itself(path: Path) -> None:
    thread = await SqliteThread.open(path, leave_alone)

    def work(connection: sqlite3.Connection) -> bool:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES (1)")
        return connection.in_transaction

    assert await thread.run(work) is False
    await thread.close()


async def test_errors_come_back_and_the_thread_goes_on(path: Path) -> None:
    thread = await SqliteThread.open(path, leave_alone)

    def work(_: sqlite3.Connection) -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        await thread.run(work)
    assert await thread.run(lambda _: 1) == 1
    await thread.close()


async def test_work_of_a_cancelled_caller_runs_to_its_end(path: Path) -> None:
    thread = await SqliteThread.open(path, leave_alone)
    entered, leave, left = threading.Event(), threading.Event(), threading.Event()

    def work(_: sqlite3.Connection) -> None:
        entered.set()
        leave.wait(10)
        left.set()

    task = asyncio.create_task(thread.run(work))
    await asyncio.to_thread(entered.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    leave.set()
    await thread.close()
    assert left.is_set()


async def test_nothing_runs_after_close(path: Path) -> None:
    thread = await SqliteThread.open(path, leave_alone)
    await thread.close()
    with pytest.raises(ValueError, match="closed"):
        await thread.run(lambda _: 1)


async def test_asking_for_the_event_loop_there_is_refused(path: Path) -> None:
    thread = await SqliteThread.open(path, leave_alone)
    with pytest.raises(AwaitedOutsideTransaction, match="create_future"):
        await thread.run(lambda _: asyncio.get_running_loop().create_future())
    await thread.close()


async def test_a_failing_preparation_leaves_no_thread(path: Path) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("SELECT nonsense")

    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        await SqliteThread.open(path, fail)
    assert not [thread for thread in threading.enumerate() if "_connection_worker_thread" in thread.name]


def test_a_program_that_forgets_to_close_still_ends(path: Path) -> None:
    program = (
        "import asyncio, pathlib, sys\n"
        "from bot.storage.thread import SqliteThread\n"
        "async def main():\n"
        "    global kept\n"
        "    kept = await SqliteThread.open(pathlib.Path(sys.argv[1]), lambda connection: None)\n"
        "    raise SystemExit(7)\n"
        "asyncio.run(main())\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, path], timeout=30, check=False, stderr=subprocess.DEVNULL)
    assert ended.returncode == 7
