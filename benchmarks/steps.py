"""Conversation steps per second: this bot beside python-telegram-bot's ConversationHandler and aiogram, in one run.

    python -m benchmarks.steps [ROUNDS] [SECONDS] [postgres]

64 residents report at once: a sentence → the review card → 提交 → the number. A step is one update handled with its
answer seen on the phone. The bot, the sandbox and the driver are a process each. Our bot is killed at the end of each
turn (SIGKILL), and every number that a resident has read must be in its store. With `postgres` ours also plays on a
server, whose processor time is not in the bot's.
"""

import asyncio
import json
import signal
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg

from benchmarks.processes import running, sandbox
from benchmarks.town import sandbox_people
from tests.engines.server import NoServer, Server

OURS = "chuishao, durable"
ON_A_SERVER = "chuishao, durable, on PostgreSQL"
BOTS = {
    OURS: "benchmarks.bots.ours",
    "python-telegram-bot, ConversationHandler, PicklePersistence": "benchmarks.bots.with_ptb",
    "aiogram 3, MemoryStorage": "benchmarks.bots.with_aiogram",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One bot's turn: steps per second, processor milliseconds per step (bot, sandbox, driver), milliseconds a step."""

    rate: float
    cpu: tuple[float, float, float]
    p50: float
    p99: float


def play(module: str, seconds: float) -> Turn:
    """One turn of one bot, in processes and files of its own."""
    ours = module == BOTS[OURS]
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        with sandbox(folder, sandbox_people()) as (url, server):
            with running(module, url, kept, ending=signal.SIGKILL) as bot:
                measured = drive(url, seconds, bot.pid, server)
            if ours:
                check_store(folder / "bench.db", measured["tickets"])
    return summed(measured)


def play_on(server: Server, seconds: float) -> Turn:
    """One turn of our bot on a database of its own; says how much of the write-ahead log a step is."""
    name = asyncio.run(server.create())
    store = server.url_of(name)
    with TemporaryDirectory() as kept, sandbox(Path(kept), sandbox_people()) as (url, process):
        with running(BOTS[OURS], url, kept, store, ending=signal.SIGKILL) as bot:
            began = asyncio.run(ask(store, "SELECT pg_current_wal_lsn() - '0/0'"))
            measured = drive(url, seconds, bot.pid, process)
            log = asyncio.run(ask(store, "SELECT pg_current_wal_lsn() - '0/0'")) - began
        refuse_less(asyncio.run(ask(store, "SELECT count(*) FROM ticket")), measured["tickets"])
    print(f"write-ahead log, filling included: {log / measured['steps'] / 1000:.1f} kB a step", file=sys.stderr)
    asyncio.run(server.drop(name))
    return summed(measured)


async def ask(store: str, sql: str) -> Any:
    """A single value of a database."""
    connection = await asyncpg.connect(store)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def drive(url: str, seconds: float, bot: int, server: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.driver", url, str(seconds), str(bot), str(server)]
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
    took = sorted(measured["took"])
    bot, server, driver = (cpu / measured["steps"] * 1000 for cpu in measured["cpu"])
    rate = measured["steps"] / measured["seconds"]
    return Turn(rate, (bot, server, driver), took[len(took) // 2], took[len(took) * 99 // 100])


def show(name: str, turns: Sequence[Turn], ours: Sequence[Turn]) -> None:
    """A line of Markdown: the median of everything, the median of the rounds' ratios."""
    faster = statistics.median(own.rate / turn.rate for own, turn in zip(ours, turns, strict=True))
    cheaper = statistics.median(turn.cpu[0] / own.cpu[0] for own, turn in zip(ours, turns, strict=True))
    rates = [turn.rate for turn in turns]
    bot, server, driver = (statistics.median(turn.cpu[at] for turn in turns) for at in range(3))
    p50, p99 = statistics.median(turn.p50 for turn in turns), statistics.median(turn.p99 for turn in turns)
    print(
        f"| {name} | {faster:.2f} | {cheaper:.2f} | {statistics.median(rates):.0f} | {min(rates):.0f}-{max(rates):.0f}"
        f" | {bot:.2f} | {server:.2f} | {driver:.2f} | {p50:.0f} | {p99:.0f} |"
    )


def main() -> None:
    given = [one for one in sys.argv[1:] if one != "postgres"]
    rounds, seconds = (int(one) for one in (*given, "5", "5")[:2])
    server = found_server() if "postgres" in sys.argv else None
    names = [*BOTS, *([ON_A_SERVER] if server else [])]
    turns: dict[str, list[Turn]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            turn = play(BOTS[name], seconds) if name in BOTS or server is None else play_on(server, seconds)
            turns[name].append(turn)
            print(f"round {number + 1}: {turns[name][-1].rate:6.0f} steps/s  {name}", file=sys.stderr, flush=True)
    print("| bot | ours is faster by | ours is cheaper by | steps/s | from-to |", end="")
    print(" bot ms | sandbox ms | driver ms | p50 ms | p99 ms |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in names:
        show(name, turns[name], turns[OURS])
    if server:
        server.stop()


def found_server() -> Server | None:
    """One that keeps what it acknowledged, on the same disk; None where there is none."""
    try:
        return Server.find(("shared_buffers=256MB",), on_disk=True)
    except NoServer as none:
        print(none, file=sys.stderr)
        return None


if __name__ == "__main__":
    main()
