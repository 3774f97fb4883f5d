"""One process per database."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.errors import AlreadyRunning, BadConfiguration, CannotStart
from bot.storage.lock import DatabaseLock
from bot.storage.migrate import upgrade
from bot.storage.sqlite import SqliteDatabase

HOLD = """
import pathlib, sys
from bot.storage.lock import DatabaseLock
lock = DatabaseLock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


async def test_a_second_process_is_refused_and_told_who_holds_it(path: Path, other: subprocess.Popen[str]) -> None:
    with pytest.raises(AlreadyRunning, match=rf"\b{other.pid}\b"):
        await SqliteDatabase.open(path)
    with pytest.raises(AlreadyRunning, match=rf"\b{other.pid}\b"):
        upgrade(path)


async def test_a_killed_holder_holds_nothing(path: Path, other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait()
    await (await SqliteDatabase.open(path)).close()


async def test_the_same_process_is_refused_too_until_it_closes(path: Path) -> None:
    database = await SqliteDatabase.open(path)
    with pytest.raises(AlreadyRunning, match=rf"\b{os.getpid()}\b"):
        await SqliteDatabase.open(path)
    await database.close()
    await (await SqliteDatabase.open(path)).close()


def test_a_shorter_pid_leaves_nothing_of_a_longer_one(path: Path) -> None:
    path.with_name("store.db.lock").write_text("123456789\n")
    with DatabaseLock(path), pytest.raises(AlreadyRunning, match=rf"process {os.getpid()} "):
        DatabaseLock(path)


def test_only_the_owner_may_read_what_residents_wrote(path: Path) -> None:
    DatabaseLock(path).release()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_folder_is_made(tmp_path: Path) -> None:
    DatabaseLock(tmp_path / "var" / "lib" / "store.db").release()
    assert (tmp_path / "var" / "lib" / "store.db").exists()


def test_a_folder_in_the_way_is_said_clearly(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match=r"store\.db"):
        DatabaseLock(tmp_path / "file" / "store.db")


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(BadConfiguration):
        DatabaseLock(Path(":memory:"))
