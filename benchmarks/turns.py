"""One bot's turn in `benchmarks.steps`: started, driven, killed (SIGKILL), and what residents have read looked for."""

import asyncio
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg

from benchmarks.bots.ours import settings_on
from benchmarks.processes import READY_S, running, sandbox
from benchmarks.town import fill, sandbox_people
from bot.domain.sharing import Job
from tests.engines.pooler import Pooler
from tests.engines.server import Server

OURS = "benchmarks.bots.ours"
ALL = ("all",)
LOG = "SELECT pg_current_wal_lsn() - '0/0'"
AT_WORK = "SELECT count(DISTINCT (job, owner)) FROM lease WHERE owner <> ''"


@dataclass(frozen=True, slots=True)
class Turn:
    """One bot's turn: steps per second, processor milliseconds per step (bot, sandbox, driver), milliseconds a step."""

    rate: float
    cpu: tuple[float, float, float]
    p50: float
    p99: float


def play(module: str, seconds: float, *arguments: str) -> Turn:
    """One turn of one bot, in processes and files of its own."""
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        with sandbox(folder, sandbox_people()) as (url, server):
            with running(module, url, kept, *arguments, ending=signal.SIGKILL) as bot:
                measured = drive(url, seconds, [bot.pid], server)
            if module == OURS:
                check_store(folder / "bench.db", measured["tickets"])
    return summed(measured)


def play_on(server: Server, seconds: float, roles: Sequence[str] = ALL, pooler: Pooler | None = None) -> Turn:
    """One turn of our bot on a database of its own, a process for each of `roles`.

    Says how much of the write-ahead log a step is.
    """
    name = asyncio.run(server.create())
    store, way = server.url_of(name), (pooler or server).url_of(name)
    options = [way, *(["unprepared"] if pooler else [])]
    with TemporaryDirectory() as kept, sandbox(Path(kept), sandbox_people()) as (url, process):
        asyncio.run(fill(settings_on(store, Path(kept), {})))
        with ExitStack() as bots:
            started = [
                bots.enter_context(running(OURS, url, kept, *options, f"role={role}", ending=signal.SIGKILL))
                for role in roles
            ]
            wait_until_at_work(store, len(Job) if roles == ALL else len(roles))
            began = asyncio.run(ask(store, LOG))
            measured = drive(url, seconds, [bot.pid for bot in started], process)
            log = asyncio.run(ask(store, LOG)) - began
        refuse_less(asyncio.run(ask(store, "SELECT count(*) FROM ticket")), measured["tickets"])
    print(f"write-ahead log: {log / measured['steps'] / 1000:.1f} kB a step", file=sys.stderr)
    asyncio.run(server.drop(name))
    return summed(measured)


async def ask(store: str, sql: str) -> Any:
    """A single value of a database."""
    connection = await asyncpg.connect(store)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def wait_until_at_work(store: str, shares: int) -> None:
    """Until so many processes, counted for each of their roles, have taken a share."""
    end = time.monotonic() + READY_S
    while asyncio.run(ask(store, AT_WORK)) < shares:
        if time.monotonic() > end:
            raise SystemExit("the bot's processes did not start")
        time.sleep(0.1)


def drive(url: str, seconds: float, bots: Sequence[int], server: int) -> dict[str, Any]:
    """What `benchmarks.driver` measured of the bot in the processes `bots`."""
    named = ",".join(str(pid) for pid in bots)
    command = [sys.executable, "-m", "benchmarks.driver", url, str(seconds), named, str(server)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def check_store(path: Path, read: int) -> None:
    """What residents have read must be in the store, though the bot was killed."""
    with closing(sqlite3.connect(path)) as store:
        (kept,) = store.execute("SELECT count(*) FROM ticket").fetchone()
    refuse_less(kept, read)


def refuse_less(kept: int, read: int) -> None:
    """End where fewer tickets are kept than were read."""
    if kept < read:
        raise SystemExit(f"{read} numbers were read and only {kept} tickets are in the store")


def summed(measured: dict[str, Any]) -> Turn:
    """The driver's figures for one step."""
    took = sorted(measured["took"])
    bot, server, driver = (cpu / measured["steps"] * 1000 for cpu in measured["cpu"])
    rate = measured["steps"] / measured["seconds"]
    return Turn(rate, (bot, server, driver), took[len(took) // 2], took[len(took) * 99 // 100])
