"""Conversation steps per second: this bot beside python-telegram-bot's ConversationHandler and aiogram, in one run.

    python -m benchmarks.steps [ROUNDS] [SECONDS]

64 residents report at once: a sentence → the review card → 提交 → the number. A step is one update handled with its
answer seen on the phone. The bot, the sandbox and the driver are a process each. Our bot is killed at the end of each
turn (SIGKILL), and every number that a resident has read must be in its store.
"""

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

from benchmarks.processes import running, sandbox
from benchmarks.town import sandbox_people

OURS = "chuishao, durable"
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


def drive(url: str, seconds: float, bot: int, server: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.driver", url, str(seconds), str(bot), str(server)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def check_store(path: Path, read: int) -> None:
    """What residents have read must be in the store, though the bot was killed."""
    with closing(sqlite3.connect(path)) as store:
        (kept,) = store.execute("SELECT count(*) FROM ticket").fetchone()
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
    rounds, seconds = (int(given) for given in (*sys.argv[1:], "5", "5")[:2])
    turns: dict[str, list[Turn]] = {name: [] for name in BOTS}
    for number in range(rounds):
        order = list(BOTS.items())
        for name, module in order[number % 3 :] + order[: number % 3]:
            turns[name].append(play(module, seconds))
            print(f"round {number + 1}: {turns[name][-1].rate:6.0f} steps/s  {name}", file=sys.stderr, flush=True)
    print("| bot | ours is faster by | ours is cheaper by | steps/s | from-to |", end="")
    print(" bot ms | sandbox ms | driver ms | p50 ms | p99 ms |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in BOTS:
        show(name, turns[name], turns[OURS])


if __name__ == "__main__":
    main()
