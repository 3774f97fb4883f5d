"""`make wander`: 1,100 random walks of up to 50 steps, 50,000 in all, with a progress bar and a table at the end.

Exits with 1 where a rule did not hold, after the walk was shrunk to the steps that matter.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.config import load_settings
from bot.config.loading import packaged_path
from classifier import Classifier
from tests.conversations.wander.ground import quick_folder
from tests.conversations.wander.walk import Tally, make_stand
from tests.conversations.wander.wanderers import wander

CRITICAL = 50


def main() -> None:
    """Walk, print, clean up."""
    said = _read_arguments()
    console = Console()
    console.print(f"seed {said.seed}: add --seed {said.seed} to walk the same walks again")
    # Forged buttons and strange updates are thousands here: refusals are expected, incidents are counted.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(CRITICAL))
    began = time.monotonic()
    tally, held = _run(said, console)
    console.print(_table(said, tally, time.monotonic() - began))
    if not held:
        sys.exit(1)
    console.print(
        "always an answer, no draft lost, one ticket for each 提交, nothing poisoned, nothing parked",
        style="bold green",
    )


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=1100)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    return parser.parse_args()


def _run(said: argparse.Namespace, console: Console) -> tuple[Tally, bool]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder, Progress(*columns, console=console) as progress:
        stand = asyncio.run(make_stand(load_settings(packaged_path()), Classifier.load(), Path(folder)))
        walks = progress.add_task("walks", total=said.walks)
        stand.tally.watch = lambda tally: progress.update(walks, completed=tally.counts["walks"])
        try:
            wander(stand, said.walks, said.steps, seed=said.seed)
        except Exception:  # noqa: BLE001 - shown as it is: hypothesis has written the shrunk walk into it
            console.print(traceback.format_exc(), markup=False, style="red")
            return stand.tally, False
    return stand.tally, True


def _table(said: argparse.Namespace, tally: Tally, seconds: float) -> Table:
    table = Table("what", "count", title=f"wander, seed {said.seed}", title_justify="left")
    for what in ("walks", "steps", "messages", "presses answered", "tickets", "drafts left"):
        table.add_row(what, f"{tally.counts[what]:,}")
    for what, count in tally.acts.most_common():
        table.add_row(f"… {what}", f"{count:,}")
    table.add_row("seconds", f"{seconds:.0f}")
    table.add_row("milliseconds a step", f"{1000 * seconds / max(1, tally.counts['steps']):.1f}")
    return table


if __name__ == "__main__":
    main()
