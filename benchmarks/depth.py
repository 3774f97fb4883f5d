"""What a step costs with few and with many tickets in the store: ratios of one run.

    python -m benchmarks.depth [ROUNDS] [SECONDS] [TICKETS…]

`benchmarks.steps` with our bot alone, on SQLite, on a store that has so many tickets already (1,000, 100,000 and
1,000,000 unless said otherwise): evenly in 530 compounds, eight of which are those where it is played. Each turn has a
copy of its own. The budget is 1.1 times the processor time of the smallest.
"""

import asyncio
import os
import shutil
import sqlite3
import statistics
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import past, town
from benchmarks.processes import running, sandbox
from benchmarks.turns import OURS, Turn, drive, summed

MORE_COMPOUNDS, MORE_PEOPLE = 530 - town.COMPOUNDS, 50_000


def make(folder: Path, tickets: int) -> Path:
    """The town with its compounds among others, and a past."""
    settings = town.settings_in(folder)
    asyncio.run(town.fill(settings))
    path = settings.database.path
    compounds = [f"compound{at}" for at in range(town.COMPOUNDS)] + [f"other{at}" for at in range(MORE_COMPOUNDS)]
    people = [f"past{at:05}" for at in range(MORE_PEOPLE)]
    with closing(sqlite3.connect(path)) as db:
        db.executemany(
            "INSERT INTO unit (id, kind, parent_id, name, code) VALUES (?, 'compound', 'community', ?, ?)",
            [(one, one, one) for one in compounds[town.COMPOUNDS :]],
        )
        db.executemany("INSERT INTO person (id, created_at) VALUES (?, 0)", [(one,) for one in people])
        db.commit()
    past.fill(path, tickets, compounds, people, int(time.time() * 1000) - past.DAY)
    return path


def play(store: Path, seconds: float) -> Turn:
    """One turn on a copy of `store`."""
    with TemporaryDirectory() as kept:
        shutil.copy(store, Path(kept) / "bench.db")
        os.sync()  # else the first checkpoint of the bot writes the whole copy out
        with sandbox(Path(kept), town.sandbox_people()) as (url, server), running(OURS, url, kept) as bot:
            return summed(drive(url, seconds, [bot.pid], server))


def main() -> None:
    rounds, seconds = (int(given) for given in (*sys.argv[1:3], "5", "5")[:2]) if len(sys.argv) > 2 else (5, 5)
    sizes = [int(given) for given in sys.argv[3:]] or [1_000, 100_000, 1_000_000]
    with TemporaryDirectory() as kept:
        stores = {}
        for size in sizes:
            (Path(kept) / str(size)).mkdir()
            began = time.perf_counter()
            stores[size] = make(Path(kept) / str(size), size)
            print(f"{size:,} tickets made in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        turns: dict[int, list[Turn]] = {size: [] for size in sizes}
        for number in range(rounds):
            for size in sizes[number % len(sizes) :] + sizes[: number % len(sizes)]:
                turns[size].append(play(stores[size], seconds))
    print("| tickets | bot ms a step | against the fewest | steps/s |\n|---|---|---|---|")
    for size in sizes:
        cost = statistics.median(turn.cpu[0] for turn in turns[size])
        ratio = statistics.median(
            one.cpu[0] / least.cpu[0] for one, least in zip(turns[size], turns[sizes[0]], strict=True)
        )
        print(f"| {size:,} | {cost:.2f} | {ratio:.2f} | {statistics.median(turn.rate for turn in turns[size]):.0f} |")


if __name__ == "__main__":
    main()
