"""`make soak`: an hour of updates at an even pace; memory must stay flat, nothing may be lost or doubled.

Beside the bar: the pace, p50 and p99 from an act to what came of it, the bot's memory, open files, size of the store.
At the end a line, a chart in var/, and exit code 1 where the memory grew by more than 5 % or the proof of `make chaos`
found something. The first sixth is warming up; the next twelfth is compared with the last.
"""

import argparse
import asyncio
import random
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from chaos_bot import Bot
from chaos_run import Outcome, Plan, run_chaos
from chaos_store import Store
from chaos_story import Story
from matplotlib.figure import Figure
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

FLAT = 1.05
SAMPLE_S = 5.0
MEGA = 1 << 20


@dataclass(frozen=True, slots=True)
class Sample:
    """One look. Seconds since the start; bytes; updates a second and seconds of waiting since the look before."""

    at: float
    memory: int
    files: int
    store: int
    rate: float
    p50: float
    p99: float


@dataclass(slots=True)
class Samples:
    """Looks at the bot every few seconds."""

    began: float = field(default_factory=time.monotonic)
    taken: list[Sample] = field(default_factory=list)
    _acts: int = 0
    _waits: int = 0

    def look(self, story: Story, crew: list[Bot], store: Store) -> Sample | None:
        """None where the last look was but now."""
        at, before = time.monotonic() - self.began, self.taken[-1].at if self.taken else 0.0
        if at - before < SAMPLE_S or not (pids := [bot.pid for bot in crew if bot.pid is not None]):
            return None
        waits = sorted(story.waits[self._waits :]) or [0.0]
        rate = (story.acts - self._acts) / (at - before)
        self._acts, self._waits = story.acts, len(story.waits)
        memory, files = sum(map(_memory, pids)), sum(map(_files, pids))
        p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
        self.taken.append(sample := Sample(at, memory, files, store.size(), rate, p50, p99))
        return sample

    def growth(self) -> float:
        """The memory of the last twelfth against that of the one after warming up, medians."""
        whole = self.taken[-1].at
        early = [sample.memory for sample in self.taken if whole / 6 <= sample.at <= whole / 4]
        late = [sample.memory for sample in self.taken if sample.at >= whole * 11 / 12]
        return statistics.median(late) / statistics.median(early)


def _memory(pid: int) -> int:
    """Of the process and its children (the press), resident."""
    tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 + sum(map(_memory, map(int, tasks)))


def _files(pid: int) -> int:
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def main() -> None:
    """Run, print, draw; the folder of a run that went wrong is kept."""
    said, console = _arguments(), Console()
    plan = Plan(
        round(said.minutes * 60 * said.rate), 0, said.chats, said.seed, said.rate, trouble=False, engine=said.engine
    )
    console.print(f"seed {plan.seed}: {plan.updates:,} updates at {plan.per_second:g} a second")
    folder, samples = Path(tempfile.mkdtemp(prefix="soak-")), Samples()
    outcome = _run(plan, folder, samples, console)
    _draw(samples.taken, said.chart)
    wrong = [*outcome.wrong, *_grown(samples)]
    console.print(_line(samples, outcome))
    console.print(f"chart: {said.chart}")
    for finding in wrong[:40]:
        console.print(f"wrong: {finding}", markup=False)
    if wrong:
        console.print(f"store and log are in {folder}", style="bold red")
        sys.exit(1)
    shutil.rmtree(folder)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=30, help="updates a second")
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--chart", type=Path, default=Path("var/soak.png"))
    return parser.parse_args()


def _run(plan: Plan, folder: Path, samples: Samples, console: Console) -> Outcome:
    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("starting", total=plan.updates)

        def watch(story: Story, crew: list[Bot], store: Store) -> None:
            if sample := samples.look(story, crew, store):
                progress.update(task, completed=min(story.acts, plan.updates), description=_told(sample))

        return asyncio.run(run_chaos(plan, folder, watch))


def _told(sample: Sample) -> str:
    return (
        f"{sample.rate:.0f}/s  p50 {sample.p50 * 1000:.0f} ms  p99 {sample.p99 * 1000:.0f} ms  "
        f"{sample.memory / MEGA:.0f} MB  {sample.files} files  store {sample.store / MEGA:.0f} MB"
    )


def _grown(samples: Samples) -> list[str]:
    growth = samples.growth()
    return [f"the memory grew to {growth:.1%} of what it was after warming up"] if growth > FLAT else []


def _line(samples: Samples, outcome: Outcome) -> str:
    waits = sorted(outcome.story.waits)
    last = samples.taken[-1]
    return (
        f"{len(outcome.evidence.rows['inbox']):,} updates in {last.at / 60:.1f} min, "
        f"{len(outcome.evidence.rows['ticket']):,} tickets, p50 {waits[len(waits) // 2] * 1000:.0f} ms, "
        f"p99 {waits[int(len(waits) * 0.99)] * 1000:.0f} ms, {last.memory / MEGA:.0f} MB at the end, "
        f"{samples.growth():.1%} of that after warming up, {last.files} files, "
        f"store {last.store / MEGA:.0f} MB, {len(outcome.wrong)} wrong"
    )


def _draw(samples: list[Sample], chart: Path) -> None:
    minutes = [sample.at / 60 for sample in samples]
    figure = Figure(figsize=(9, 9), layout="constrained")
    rows = figure.subplots(4, sharex=True)
    for axes, name, values in (
        (rows[0], "memory, MB", [sample.memory / MEGA for sample in samples]),
        (rows[1], "updates a second", [sample.rate for sample in samples]),
        (rows[2], "p99 of the answer, ms", [sample.p99 * 1000 for sample in samples]),
        (rows[3], "store, MB", [sample.store / MEGA for sample in samples]),
    ):
        axes.plot(minutes, values, linewidth=1)
        axes.set_ylabel(name)
        axes.set_ylim(bottom=0)
    rows[3].set_xlabel("minutes")
    chart.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(chart)


if __name__ == "__main__":
    main()
