"""Where our bot's processor time goes in `benchmarks.steps`: samples of all its threads, by part of the program.

    python -m benchmarks.where [SECONDS]

Needs py-spy (https://github.com/benfred/py-spy) on the PATH; it is no dependency of the project.
"""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from benchmarks.processes import running, sandbox
from benchmarks.town import sandbox_people
from benchmarks.turns import OURS, drive

# The bot is up and warm by then.
WARM_S = 8.0
# Threads that wait for work, which py-spy takes for busy.
WAITING = ("select (selectors", "_connection_worker_thread (aiosqlite/core.py:59)", "_worker (concurrent/")
# The first that occurs in a stack names its part: the innermost ones stand first.
PARTS = (
    ("COMMIT, BEGIN, savepoints", ("_together (bot/storage/together.py:", "_beside_others (bot", "_alone (bot")),
    ("SQL", ("(bot/storage/transaction.py:",)),
    ("units of work, what is around the SQL", ("write_all (", "read_one (")),
    ("classifier", ("Classifier.classify",)),
    ("requests to Telegram: aiohttp", ("ClientSession._request", "ResponseHandler", "_read_ready", "ClientResponse")),
    ("requests to Telegram: JSON, mapping", ("Api.call",)),
    ("sender, courier, wording, seals", ("Sender.", "Courier.")),
    ("polling and intake", ("Poller.",)),
    ("python-telegram-bot's Application, dispatcher", ("Application.process_update",)),
    ("translating updates", ("Desk.process",)),
    ("pump", ("Pump.",)),
)


def part_of(stack: str) -> str:
    leaf = stack.rpartition(";")[2]
    for name, marks in PARTS:
        # Of the first part only the line itself counts, else it would swallow what runs within it.
        if any(mark in (leaf if name.startswith("COMMIT") else stack) for mark in marks):
            return name
    return "event loop, hops between threads, rest"


def grouped(raw: str) -> Counter[str]:
    """Samples by part, from py-spy's raw format: a stack and its count on each line."""
    found: Counter[str] = Counter()
    for line in raw.splitlines():
        stack, _, count = line.rpartition(" ")
        if not any(mark in stack.rpartition(";")[2] for mark in WAITING):
            found[part_of(stack)] += int(count)
    return found


def sampled(seconds: int) -> str:
    with TemporaryDirectory() as kept, sandbox(Path(kept), sandbox_people()) as (url, server):
        raw = Path(kept) / "stacks.raw"
        with running(OURS, url, kept) as bot:
            command = ["py-spy", "record", "-p", str(bot.pid), "-f", "raw", "-o", str(raw), "-r", "200"]
            spy = Timer(WARM_S, subprocess.run, [[*command, "-d", str(seconds)]], {"stdout": subprocess.DEVNULL})
            spy.start()
            drive(url, WARM_S + seconds, [bot.pid], server)
            spy.join()
        return raw.read_text()


def main() -> None:
    if shutil.which("py-spy") is None:
        raise SystemExit("py-spy is not on the PATH")
    found = grouped(sampled(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
    print("| part | share |\n|---|---|")
    for name, count in found.most_common():
        print(f"| {name} | {count / found.total():.0%} |")


if __name__ == "__main__":
    main()
