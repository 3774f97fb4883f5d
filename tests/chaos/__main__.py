"""`make chaos`: the full proof, with a progress bar and a table at the end; exits with 1 where anything is wrong."""

import argparse
import asyncio
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from chaos_bot import Bot
from chaos_proof import count_doubled, drawn_together
from chaos_run import Outcome, Plan, run_chaos
from chaos_store import Store
from chaos_story import Story
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

SHOWN = 40


def main() -> None:
    """Run, print, clean up; the folder of a run that went wrong is kept."""
    plan = _plan()
    console = Console()
    console.print(f"seed {plan.seed}: the same seed tells the same stories; add --seed {plan.seed} to repeat it")
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    began = time.monotonic()
    outcome = _run(plan, folder, console)
    console.print(_table(plan, outcome, time.monotonic() - began))
    for finding in outcome.wrong[:SHOWN]:
        console.print(f"wrong: {finding}", markup=False)
    if outcome.wrong:
        (folder / "calls.json").write_text(json.dumps(outcome.calls, ensure_ascii=False), "utf-8")
        console.print(f"{len(outcome.wrong)} findings; store, log and calls are in {folder}", style="bold red")
        sys.exit(1)
    shutil.rmtree(folder)
    console.print("nothing lost, nothing done twice, every chat in order", style="bold green")


def _plan() -> Plan:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=3000)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--roles", action="store_true", help="six processes, on PostgreSQL")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--chats", type=int, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    return Plan(said.updates, said.kills, said.chats, said.seed, engine=said.engine, roles=said.roles)


def _run(plan: Plan, folder: Path, console: Console) -> Outcome:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        updates = progress.add_task("updates", total=plan.updates)
        kills = progress.add_task("kills", total=plan.kills)

        def watch(story: Story, crew: list[Bot], _store: Store) -> None:
            progress.update(updates, completed=min(story.acts, plan.updates))
            progress.update(kills, completed=sum(len(bot.lives) - 1 for bot in crew))

        return asyncio.run(run_chaos(plan, folder, watch))


def _table(plan: Plan, outcome: Outcome, seconds: float) -> Table:
    evidence, rows = outcome.evidence, outcome.evidence.rows
    ended = Counter(str(call["outcome"]) for call in outcome.calls)
    by_time_out, by_kill = count_doubled(evidence)
    undelivered = sum(row["state"] == "undeliverable" for row in rows["outbox"])
    table = Table("what", "count", title=f"chaos, seed {plan.seed}", title_justify="left")
    for what, count in (
        ("updates, each handled once", len(rows["inbox"])),
        ("chats", len({row["chat"] for row in rows["inbox"]})),
        ("kills (SIGKILL)", sum(life.killed is not None for life in evidence.lives)),
        ("tickets, each with one number", len(rows["ticket"])),
        ("alerts of what cannot wait", len(rows["alert"])),
        ("messages owed", len(evidence.owed)),
        ("… drawn into a later one", sum(len(group) - 1 for group in drawn_together(evidence))),
        ("… given up: they had blocked us", undelivered),
        ("… twice: answer lost, time-out", by_time_out),
        ("… twice: answer lost, kill", by_kill),
        ("presses answered", len(evidence.answered)),
        ("requests, by outcome", ", ".join(f"{kind} {n}" for kind, n in ended.most_common())),
        ("seconds", round(seconds)),
        ("wrong", len(outcome.wrong)),
    ):
        table.add_row(what, str(count))
    return table


if __name__ == "__main__":
    main()
