"""One run: a town full of people, a bot that is killed again and again, sends that go wrong; then the proof."""

import asyncio
import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chaos_bot import Bot
from chaos_evidence import Evidence, gather
from chaos_people import Reporter
from chaos_proof import everything_wrong
from chaos_staff import Staff
from chaos_story import Story
from chaos_town import TOKEN, Town, build_town

from sandbox import Sandbox
from sandbox.client import SandboxClient

# Share of all sends that each fault hits; 0.30 in all.
FAULTS = {"429": 0.06, "500": 0.08, "reset": 0.08, "timeout": 0.08}
SENDS = ("send*", "editMessage*", "answerCallbackQuery")
# Of the kills, this share comes while the bot is still starting.
EARLY = 0.35
START_S = 3.0
QUIET_S = 120.0
ERROR = re.compile(r"^\S+Z (error|critical) ")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything; the same seed leaves the same things to chance."""

    updates: int
    kills: int
    chats: int
    seed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, and what was wrong with it."""

    story: Story
    evidence: Evidence
    calls: list[dict[str, Any]]
    wrong: list[str]


Watch = Callable[[Story, Bot], None]


async def run_chaos(plan: Plan, folder: Path, watch: Watch = lambda _story, _bot: None) -> Outcome:
    """Carry the plan out in `folder`; `watch` is told of each act and each kill."""
    town = await build_town(folder, plan.chats)
    story = Story(plan.updates)
    async with Sandbox(token=TOKEN, seed=plan.seed) as sandbox, SandboxClient(sandbox.url) as client:
        ids = [*(resident.id for resident in town.residents), *town.staff]
        await client.settle(*({"id": person, "first_name": f"人{person}"} for person in ids))
        await client.faults(*_faults())
        bot = Bot(town, sandbox.url)
        try:
            await bot.start()
            await _everything(plan, town, story, client, bot, watch)
            exit_code = await bot.stop()
        finally:
            await bot.clear_away()
        calls = await client.calls()
    evidence = gather(town.database, calls, bot.lives)
    wrong = [*everything_wrong(evidence, story, town), *_complaints(bot)]
    if exit_code:
        wrong.append(f"exit code {exit_code} when asked to stop")
    return Outcome(story, evidence, calls, wrong)


def _complaints(bot: Bot) -> list[str]:
    """What the bot itself called an error: it met nothing that it should not cope with."""
    return [f"log: {line}" for line in bot.log.read_text("utf-8").splitlines() if ERROR.search(line)]


def _faults() -> list[dict[str, Any]]:
    """Rules are tried one after the other, so each takes its share of what the former ones left."""
    rules, left = [], 1.0
    for kind, share in FAULTS.items():
        rules += [{"kind": kind, "method": method, "probability": share / left} for method in SENDS]
        left -= share
    return rules


async def _everything(plan: Plan, town: Town, story: Story, client: SandboxClient, bot: Bot, watch: Watch) -> None:
    """People and killer at once, until everybody has what they were waiting for and nothing moves any more."""
    dice = random.Random(plan.seed)
    staff = [Staff(client.phone(who), story, random.Random(dice.random()), post) for who, post in town.staff.items()]
    async with asyncio.TaskGroup() as around:
        idle = [around.create_task(work) for work in (bot.watch(), _tell(story, bot, watch))]
        await asyncio.gather(*(somebody.come() for somebody in staff))
        idle += [around.create_task(somebody.live()) for somebody in staff]
        killing = around.create_task(_kill(plan, story, bot, random.Random(dice.random())))
        async with asyncio.TaskGroup() as busy:
            for resident in town.residents:
                reporter = Reporter(client.phone(resident.id), story, random.Random(dice.random()), resident)
                busy.create_task(reporter.live())
        if story.in_vain:
            killing.cancel()
        await asyncio.wait([killing])
        await _quiet(client, town)
        for task in idle:
            task.cancel()


async def _tell(story: Story, bot: Bot, watch: Watch) -> None:
    while True:
        watch(story, bot)
        await asyncio.sleep(0.2)


async def _kill(plan: Plan, story: Story, bot: Bot, dice: random.Random) -> None:
    """At random points of the story, some of them in the first moments of the life that follows."""
    early = round(plan.kills * EARLY)
    for at in sorted(dice.sample(range(1, plan.updates), plan.kills - early)):
        await story.until(lambda at=at: story.acts >= at)
        await asyncio.sleep(dice.uniform(0, 0.3))
        await _again(bot)
        if early:
            early -= 1
            await asyncio.sleep(dice.uniform(0, START_S))
            await _again(bot)


async def _again(bot: Bot) -> None:
    await bot.kill()
    await bot.start()


async def _quiet(client: SandboxClient, town: Town) -> None:
    """Until everything received is handled, everything owed is sent, and it stays so."""
    async with asyncio.timeout(QUIET_S):
        still = 0
        while still < 3:
            busy = await client.pending() or _waiting(town)
            still = 0 if busy else still + 1
            await asyncio.sleep(0.1)


def _waiting(town: Town) -> int:
    with closing(sqlite3.connect(f"file:{town.database}?mode=ro", uri=True)) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table} WHERE state = 'waiting'").fetchone()[0]
            for table in ("inbox", "outbox")
        ]
        return sum(counts)
