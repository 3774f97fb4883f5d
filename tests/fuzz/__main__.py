"""`make fuzz`: 100,000 malformed and mutated updates, with a progress bar and a table; exits with 1 where one did harm.

`--seed S --first N --updates 1` makes one of them again.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from bot.config import load_settings
from bot.config.loading import packaged_path
from classifier import Classifier
from tests.conversations.town import make_template
from tests.fuzz.running import Found, fuzz


def main() -> None:
    """Fuzz, print, clean up."""
    said = _arguments()
    console = Console()
    console.print(f"seed {said.seed}: the same seed makes the same updates")
    began = time.monotonic()
    try:
        found = _run(said, console)
    except Exception:  # noqa: BLE001 - whatever ended it is what was looked for
        console.print(traceback.format_exc(), markup=False, style="red")
        sys.exit(1)
    console.print(_table(found, said.seed, time.monotonic() - began))
    for wrong in found.wrong[:40]:
        console.print(f"wrong: {wrong}", markup=False)
    if found.wrong:
        sys.exit(1)
    console.print("nothing ended the bot, nobody else waited, no log shows what was written", style="bold green")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    return parser.parse_args()


def _run(said: argparse.Namespace, console: Console) -> Found:
    settings, numbers = load_settings(packaged_path()), range(said.first, said.first + said.updates)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, Progress(*columns, console=console) as progress:
        (around := Path(folder) / "template").mkdir()
        template = asyncio.run(make_template(settings, around))
        task = progress.add_task("fuzz", total=len(numbers))
        return asyncio.run(
            fuzz(
                settings, Classifier.load(), template, Path(folder), said.seed, numbers,
                lambda done: progress.update(task, completed=done),
            )
        )  # fmt: skip


def _table(found: Found, seed: int, seconds: float) -> Table:
    table = Table("what", "count", title=f"fuzz, seed {seed}", title_justify="left")
    for what, count in (*found.counts.items(), *found.errors.most_common(12), ("seconds", round(seconds))):
        table.add_row(what, f"{count:,}")
    return table


if __name__ == "__main__":
    main()
