"""`make faults`: a bot of its own on a disk that is full, read-only, or whose store a stranger holds for half a minute.

What the short form (`test_store_unwell.py`) does to a store, here happens to files and to a process.
"""

import asyncio
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.client import SandboxClient
from tests.conversations.process import PATIENCE_S, Bot, running
from tests.conversations.town import EVERYBODY, TOKEN, WANG, free_port
from tests.faults.disk import Disk, NoMount, small_disk, unchangeable

pytestmark = [pytest.mark.long, pytest.mark.skipif("'long' not in config.getoption('-m')", reason="make faults")]
HELD_S = 30
HOLD = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1], isolation_level=None) as stranger:
    stranger.execute("BEGIN IMMEDIATE")
    print("held", flush=True)
    sys.stdin.read()
"""
CONFIG = """
[database]
url = "sqlite:{folder}/town.db"
[metrics]
enabled = true
port = {port}
[telegram]
poll_timeout_s = 2
[delivery]
per_chat_burst = 20
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A bot that runs, its store, the town around it."""

    store: Path
    config: Path
    health: str
    sandbox: Sandbox
    client: SandboxClient

    async def hears(self, words: str) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while words not in (await self.client.phone(WANG).next(PATIENCE_S)).get("message", {}).get("text", ""):
                pass

    async def is_well(self) -> bool | None:
        """What `/healthz` says; None where nobody serves it."""
        try:
            async with aiohttp.ClientSession() as session, session.get(self.health) as answer:
                return answer.status == 200
        except aiohttp.ClientConnectionError:
            return None

    async def until(self, *, well: bool | None) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while await self.is_well() is not well:
                await asyncio.sleep(0.1)

    @property
    def port(self) -> int:
        return int(self.sandbox.url.rsplit(":", 1)[1])


@asynccontextmanager
async def scene(template: Path, folder: Path, around: Path) -> AsyncIterator[Scene]:
    shutil.copy(template, folder / "town.db")
    port, config = free_port(), around / "config.toml"
    config.write_text(CONFIG.format(folder=folder, port=port), "utf-8")
    async with Sandbox(port=0, token=TOKEN) as sandbox, SandboxClient(sandbox.url) as client:
        await client.settle(*({"id": person, "first_name": f"人{person}"} for person in EVERYBODY))
        yield Scene(folder / "town.db", config, f"http://127.0.0.1:{port}/healthz", sandbox, client)


def file_names(store: Path) -> list[Path]:
    return [store, *(store.with_name(store.name + end) for end in ("-wal", "-shm"))]


@contextmanager
def filled(disk: Disk, _: Path) -> Iterator[None]:
    disk.fill()
    yield
    disk.make_room()


@contextmanager
def stiff(_: Disk, store: Path) -> Iterator[None]:
    """Store and log; what also happens where the file in memory (-shm) is, below."""
    with unchangeable(*file_names(store)[:2]):
        yield


@contextmanager
def stranger(_: Disk, store: Path) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, store], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield
        process.kill()


Fault = Callable[[Disk, Path], AbstractContextManager[None]]
FAULTS: dict[str, tuple[Fault, bool, float, str]] = {
    "disk full": (filled, True, 5, "make room"),
    "read-only": (stiff, False, 5, "look at the disk"),
    "held by a stranger for half a minute": (stranger, False, HELD_S, "fuser"),
}


@contextmanager
def lodging(tmp_path: Path, *, own_disk: bool) -> Iterator[Disk]:
    """A disk of its own where the fault needs one."""
    try:
        if own_disk:
            with small_disk(tmp_path / "disk") as disk:
                yield disk
        else:
            yield Disk(tmp_path)
    except NoMount as reason:
        pytest.skip(f"NOT PROVED HERE: {reason}")


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
async def test_a_running_bot_waits_says_so_and_goes_on(
    template: Path, tmp_path: Path, fault: tuple[Fault, bool, float, str]
) -> None:
    strike, own_disk, seconds, advice = fault
    with lodging(tmp_path, own_disk=own_disk) as disk:
        async with scene(template, disk.at, tmp_path) as here, running(here.config, here.port) as bot:
            await here.client.phone(WANG).say("/help")
            await here.hears("怎么用")
            with strike(disk, here.store):
                for line in ("3号楼楼道灯坏了", "两天了", "三天了"):
                    await here.client.phone(WANG).say(line)
                await here.until(well=False)
                assert advice in await bot.until("store_unwell")
                await asyncio.sleep(seconds)
                assert await here.is_well() is False
                assert await here.client.pending() > 0
                assert bot.process.returncode is None
            began = asyncio.get_running_loop().time()
            await here.hears("3号楼楼道灯坏了\n两天了\n三天了")
            print(f"\nanswered {asyncio.get_running_loop().time() - began:.1f} s after it was over")
            await here.until(well=True)
            bot.process.send_signal(signal.SIGTERM)
            assert await bot.end() == 0
            assert "store_well_again" in bot.words
            assert "Traceback" not in bot.words
            assert "楼道灯" not in bot.words


async def test_nothing_is_lost_also_where_the_system_ends_it(template: Path, tmp_path: Path) -> None:
    """SQLite shares -shm by mapping it into memory: where that becomes read-only, the system may end the process in the
    next write (SIGBUS, where the page was clean). systemd starts it again, and it waits as below."""
    async with scene(template, tmp_path, tmp_path) as here, running(here.config, here.port) as bot:
        await here.client.phone(WANG).say("/help")
        await here.hears("怎么用")
        try:
            with unchangeable(*file_names(here.store)):
                await here.client.phone(WANG).say("3号楼楼道灯坏了")
                ended = await _ends(bot)
                assert bot.process.returncode in (None, -signal.SIGBUS)
                assert await here.client.pending() == 1
        except NoMount as reason:
            pytest.skip(f"NOT PROVED HERE: {reason}")
        if ended:
            async with running(here.config, here.port):
                await here.hears("3号楼楼道灯坏了")
        else:
            await here.hears("3号楼楼道灯坏了")


@contextmanager
def mounted_read_only(disk: Disk, _: Path) -> Iterator[None]:
    disk.may_be_written(allowed=False)
    yield
    disk.may_be_written(allowed=True)


STARTS = FAULTS | {"read-only": (mounted_read_only, True, 0, "")}


@pytest.mark.parametrize("fault", STARTS.values(), ids=list(STARTS))
async def test_a_bot_that_is_started_meanwhile_waits_for_its_end(
    template: Path, tmp_path: Path, fault: tuple[Fault, bool, float, str]
) -> None:
    strike, own_disk, _, _ = fault
    with lodging(tmp_path, own_disk=own_disk) as disk:
        async with scene(template, disk.at, tmp_path) as here:
            for path in file_names(here.store):
                path.touch()
            with strike(disk, here.store):
                begun = running(here.config, here.port)
                bot = await begun.__aenter__()
                try:
                    await here.client.phone(WANG).say("3号楼楼道灯坏了")
                    await bot.until("store_not_ready")
                    await asyncio.sleep(3)
                    assert await here.is_well() is not True
                except BaseException:
                    await begun.__aexit__(None, None, None)
                    raise
            try:
                await here.hears("3号楼楼道灯坏了")
                bot.process.send_signal(signal.SIGTERM)
                assert await bot.end() == 0
                assert "Traceback" not in bot.words
            finally:
                await begun.__aexit__(None, None, None)


async def test_where_it_may_not_write_it_ends_with_a_sentence(template: Path, tmp_path: Path) -> None:
    """Rights do not come back by themselves: the operator reads which file, and the exit code stops systemd."""
    async with scene(template, tmp_path, tmp_path) as here:
        lock = here.store.with_name(here.store.name + ".lock")
        lock.mkdir()
        async with running(here.config, here.port) as bot:
            assert await bot.end() == 2
            assert f"chuishao: cannot write the database {here.store}" in bot.words
            assert "Traceback" not in bot.words


async def test_of_four_processes_on_one_store_one_works_and_three_name_it(template: Path, tmp_path: Path) -> None:
    async with scene(template, tmp_path, tmp_path) as here:
        config = here.config.read_text("utf-8").replace("enabled = true", "enabled = false")
        here.config.write_text(config, "utf-8")
        four = [running(here.config, here.port) for _ in range(4)]
        bots: list[Bot] = [await one.__aenter__() for one in four]
        try:
            await here.client.phone(WANG).say("/help")
            await here.hears("怎么用")
            ended = [bot for bot in bots if await _ends(bot)]
            alive = next(bot for bot in bots if bot not in ended)
            assert len(ended) == 3
            for bot in ended:
                assert bot.process.returncode == 2
                assert f"chuishao: process {alive.process.pid} holds this database" in bot.words
                assert "Traceback" not in bot.words
            alive.process.send_signal(signal.SIGTERM)
            assert await alive.end() == 0
        finally:
            for one in four:
                await one.__aexit__(None, None, None)


async def _ends(bot: Bot) -> bool:
    try:
        await asyncio.wait_for(bot.process.wait(), 3)
    except TimeoutError:
        return False
    await bot.end()
    return True
