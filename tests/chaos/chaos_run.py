"""One run: a town full of people, a bot that is killed again and again, sends that go wrong; then the proof."""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chaos_bot import Bot
from chaos_evidence import Evidence, gather
from chaos_people import Reporter
from chaos_proof import everything_wrong
from chaos_staff import Staff
from chaos_store import Store, make_store
from chaos_story import Story
from chaos_town import QUICK_CLIMB, SLOW_CLIMB, TOKEN, Town, build_town

from sandbox import Sandbox
from sandbox.client import SandboxClient

# Share of all sends that each fault hits; 0.30 in all.
FAULTS = {"429": 0.06, "500": 0.08, "reset": 0.08, "timeout": 0.08}
SENDS = ("send*", "editMessage*", "answerCallbackQuery")
# Of the kills, this share comes while the bot is still starting.
EARLY = 0.35
START_S = 3.0
QUIET_S = 240.0
KEEP_S = 20.0
ERROR = re.compile(r"^\S+Z (error|critical) ")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything; the same seed leaves the same things to chance.

    `per_second`: of updates at most, 0 as many as go; `trouble`: whether sends go wrong; `engine`: sqlite, or
    postgres, where also the server is killed and the way to it cut; `roles`: there, six processes instead of one.
    """

    updates: int
    kills: int
    chats: int
    seed: int
    per_second: float = 0.0
    trouble: bool = True
    engine: str = "sqlite"
    roles: bool = False


Watch = Callable[[Story, list[Bot], Store], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """A run while it goes on."""

    plan: Plan
    town: Town
    story: Story
    client: SandboxClient
    store: Store
    crew: list[Bot]
    watch: Watch


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, and what was wrong with it."""

    story: Story
    evidence: Evidence
    calls: list[dict[str, Any]]
    wrong: list[str]


async def run_chaos(plan: Plan, folder: Path, watch: Watch = lambda _story, _crew, _store: None) -> Outcome:
    """Carry the plan out in `folder`; `watch` is told of each act and each kill."""
    store = await make_store(plan.engine, folder)
    try:
        return await _run(plan, folder, store, watch)
    finally:
        await store.close()


# Where roles run apart: who takes in, with a standby that also keeps the clock; two of those there may be many of.
CREW = (
    ("intake", ("intake", "clock")),
    ("standby", ("clock", "intake")),
    ("worker1", ("worker",)),
    ("worker2", ("worker",)),
    ("sender1", ("sender",)),
    ("sender2", ("sender",)),
)


def processes(town: Town, url: str, *, roles: bool) -> list[Bot]:
    """Who works on the store, each to be killed apart from the others."""
    return [Bot(town, url, own, name) for name, own in CREW] if roles else [Bot(town, url)]


async def _run(plan: Plan, folder: Path, store: Store, watch: Watch) -> Outcome:
    # A server that is away, or a pace to be kept, takes time that must not end at the district.
    climb = QUICK_CLIMB if plan.trouble and not store.troubles else SLOW_CLIMB
    town = await build_town(folder, plan.chats, store=store, climb=climb)
    story = Story(plan.updates, per_second=plan.per_second)
    async with Sandbox(token=TOKEN, seed=plan.seed) as sandbox, SandboxClient(sandbox.url) as client:
        ids = [*(resident.id for resident in town.residents), *town.staff]
        await client.settle(*({"id": person, "first_name": f"人{person}"} for person in ids))
        if plan.trouble:
            await client.faults(*_faults())
        stage = Stage(plan, town, story, client, store, processes(town, sandbox.url, roles=plan.roles), watch)
        try:
            for bot in stage.crew:
                await bot.start()
            async with _kept(client) as calls:
                await _everything(stage)
                exit_codes = [await bot.stop() for bot in stage.crew]
        finally:
            for bot in stage.crew:
                await bot.clear_away()
    evidence = await gather(store, calls, [life for bot in stage.crew for life in bot.lives])
    wrong = [*everything_wrong(evidence, story, town), *(line for bot in stage.crew for line in _complaints(bot))]
    wrong += [f"exit code {code} when asked to stop" for code in exit_codes if code]
    return Outcome(story, evidence, calls, wrong)


@asynccontextmanager
async def _kept(client: SandboxClient) -> AsyncIterator[list[dict[str, Any]]]:
    """What the bot called, all of it: the sandbox forgets what lies a hundred thousand calls back."""
    calls: list[dict[str, Any]] = []

    async def fetch() -> None:
        calls.extend(await client.calls(after=calls[-1]["n"] if calls else 0))

    async def keep() -> None:
        while True:
            await asyncio.sleep(KEEP_S)
            await fetch()

    keeping = asyncio.create_task(keep())
    try:
        yield calls
    finally:
        keeping.cancel()
        await asyncio.wait([keeping])
    await fetch()


def _complaints(bot: Bot) -> list[str]:
    """What the bot itself called an error: it met nothing that it should not cope with."""
    return [f"{bot.name}.log: {line}" for line in bot.log.read_text("utf-8").splitlines() if ERROR.search(line)]


def _faults() -> list[dict[str, Any]]:
    """Rules are tried one after the other, so each takes its share of what the former ones left."""
    rules, left = [], 1.0
    for kind, share in FAULTS.items():
        rules += [{"kind": kind, "method": method, "probability": share / left} for method in SENDS]
        left -= share
    return rules


async def _everything(stage: Stage) -> None:
    """People and killer at once, until everybody has what they were waiting for and nothing moves any more."""
    plan, town, story, client = stage.plan, stage.town, stage.story, stage.client
    dice = random.Random(plan.seed)
    staff = [
        Staff(client.phone(who), story, random.Random(dice.random()), post, patient=False)
        for who, post in town.staff.items()
    ]
    async with asyncio.TaskGroup() as around:
        idle = [around.create_task(work) for work in (_tell(stage), *(bot.watch() for bot in stage.crew))]
        await asyncio.gather(*(somebody.come() for somebody in staff))
        idle += [around.create_task(somebody.live()) for somebody in staff]
        killing = around.create_task(_kill(stage, random.Random(dice.random())))
        async with asyncio.TaskGroup() as busy:
            for resident in town.residents:
                reporter = Reporter(client.phone(resident.id), story, random.Random(dice.random()), resident)
                busy.create_task(reporter.live())
        if story.in_vain:
            killing.cancel()
        await asyncio.wait([killing])
        await _quiet(stage)
        for task in idle:
            task.cancel()


async def _tell(stage: Stage) -> None:
    while True:
        stage.watch(stage.story, stage.crew, stage.store)
        await asyncio.sleep(0.2)


async def _kill(stage: Stage, dice: random.Random) -> None:
    """At random points of the story, some of them in the first moments of the life that follows."""
    plan, story = stage.plan, stage.story
    early = round(plan.kills * EARLY)
    for at in sorted(dice.sample(range(1, plan.updates), plan.kills - early)):
        await story.until(lambda at=at: story.acts >= at)
        await asyncio.sleep(dice.uniform(0, 0.3))
        await _strike(stage, dice)
        if early:
            early -= 1
            await asyncio.sleep(dice.uniform(0, START_S))
            await _strike(stage, dice)


async def _strike(stage: Stage, dice: random.Random) -> None:
    """One of those who work, or, as often, what they work on."""
    if stage.store.troubles and dice.random() < 0.5:
        await dice.choice(stage.store.troubles)(dice)
    else:
        await _again(dice.choice(stage.crew))


async def _again(bot: Bot) -> None:
    await bot.kill()
    await bot.start()


async def _quiet(stage: Stage) -> None:
    """Until everything received is handled, everything owed is sent, and it stays so."""
    async with asyncio.timeout(QUIET_S):
        still = 0
        while still < 3:
            busy = await stage.client.pending() or await _waiting(stage.store)
            still = 0 if busy else still + 1
            await asyncio.sleep(0.1)


async def _waiting(store: Store) -> int:
    sql = "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')"
    (row,) = await store.rows(f"{sql} + (SELECT count(*) FROM outbox WHERE state = 'waiting') AS n")
    return int(row["n"])
