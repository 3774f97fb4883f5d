"""The long form of a proof by random walks: arguments, a progress bar, a table, exit code 1 where a rule broke."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.storage.database import Tx
from classifier import Classifier
from tests.conversations.wander.ground import quick_folder
from tests.conversations.wander.walk import Stand, Tally, make_stand

CRITICAL = 50


@dataclass(frozen=True, slots=True)
class Proof:
    """`go` walks (walks, steps, seed); `rows`: of the table, before what people did; `held` is said in the end."""

    name: str
    about: str
    walks: int
    go: Callable[[Stand, int, int, int], None]
    rows: Iterable[str]
    held: str
    further: Callable[[Tx], Awaitable[None]] | None = None


def prove(proof: Proof) -> None:
    """Walk, print, clean up."""
    said = _read_arguments(proof)
    console = Console()
    console.print(f"seed {said.seed}: add --seed {said.seed} to walk the same walks again")
    # Forged buttons and strange updates are thousands here: refusals are expected, incidents are counted.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(CRITICAL))
    began = time.monotonic()
    tally, held = _run(proof, said, console)
    console.print(_table(proof, said.seed, tally, time.monotonic() - began))
    if not held:
        sys.exit(1)
    console.print(proof.held, style="bold green")


def _read_arguments(proof: Proof) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=proof.about)
    parser.add_argument("--walks", type=int, default=proof.walks)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    return parser.parse_args()


def _run(proof: Proof, said: argparse.Namespace, console: Console) -> tuple[Tally, bool]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder, Progress(*columns, console=console) as progress:
        settings, classifier = load_settings(packaged_path()), Classifier.load()
        stand = asyncio.run(make_stand(settings, classifier, Path(folder), proof.further))
        walks = progress.add_task(proof.name, total=said.walks)
        stand.tally.watch = lambda tally: progress.update(walks, completed=tally.counts["walks"])
        try:
            proof.go(stand, said.walks, said.steps, said.seed)
        except Exception:  # noqa: BLE001 - shown as it is: hypothesis has written the shrunk walk into it
            console.print(traceback.format_exc(), markup=False, style="red")
            return stand.tally, False
    return stand.tally, True


def _table(proof: Proof, seed: int, tally: Tally, seconds: float) -> Table:
    table = Table("what", "count", title=f"{proof.name}, seed {seed}", title_justify="left")
    for what in proof.rows:
        table.add_row(what, f"{tally.counts[what]:,}")
    for what, count in tally.acts.most_common():
        table.add_row(f"… {what}", f"{count:,}")
    table.add_row("seconds", f"{seconds:.0f}")
    table.add_row("milliseconds a step", f"{1000 * seconds / max(1, tally.counts['steps']):.1f}")
    return table
