"""After a kill with updates waiting: how soon the first answer comes, and the last; none lost or doubled.

Two hundred wait in each run of the suite, a thousand with `make chaos`.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from chaos_bot import Bot
from chaos_town import TOKEN, Town, build_town

from bot.channels.intake import Intake
from bot.channels.telegram.application import received
from bot.domain.clock import SystemClock
from bot.storage.sqlite import SqliteDatabase
from sandbox import Sandbox
from sandbox.calls import Call
from sandbox.client import SandboxClient
from sandbox.wire import loads
from tests.engines.keys import VAULT

CHATS = 100
# A bound against standing still, on a machine that does other things too; the budget of a quiet one is 2 s.
FIRST_S, ALL_S = 30.0, 120.0
LONG = (pytest.mark.long, pytest.mark.skipif("'long' not in config.getoption('-m')", reason="make chaos"))


@asynccontextmanager
async def before_a_start(folder: Path) -> AsyncIterator[tuple[Sandbox, SandboxClient, Bot, Town]]:
    """A bot that has never run, and a store that is there already."""
    town = await build_town(folder, CHATS, new=False)
    async with Sandbox(token=TOKEN) as sandbox, SandboxClient(sandbox.url) as client:
        await client.settle(*({"id": resident.id, "first_name": "居民"} for resident in town.residents))
        bot = Bot(town, sandbox.url)
        try:
            yield sandbox, client, bot, town
            assert await bot.stop() == 0
        finally:
            await bot.clear_away()


@asynccontextmanager
async def after_a_kill(folder: Path) -> AsyncIterator[tuple[Sandbox, SandboxClient, Bot, Town]]:
    """A bot that ran and was killed in a town that goes on talking."""
    async with before_a_start(folder) as (sandbox, client, bot, town):
        await bot.start()
        await _until_called(client, "getUpdates")
        await bot.kill()
        yield sandbox, client, bot, town


@pytest.mark.parametrize("turns", [2, pytest.param(10, marks=LONG)])
async def test_updates_waiting(turns: int, tmp_path: Path) -> None:
    waiting = turns * CHATS
    async with after_a_kill(tmp_path) as (sandbox, client, bot, town):
        for turn in range(turns):
            if turn == turns // 2:
                await _store_what_is_pending(sandbox, town)
            for resident in town.residents:
                await client.phone(resident.id).say(f"{turn + 1}号楼楼道灯坏了")
        known = sandbox.world.calls.last
        await bot.start()
        first = await _answered(sandbox, known, 1, FIRST_S)
        last = await _answered(sandbox, known, waiting, ALL_S)
        answers = await client.calls("sendMessage", after=known)
    began = bot.lives[-1].began
    print(f"\nfirst answer {first.at - began:.2f} s after the start, all {waiting} after {last.at - began:.2f} s")
    assert all(call["outcome"] == "ok" for call in answers)
    # Each further sentence is added to the draft: as many cards, each a line longer.
    heard = Counter((call["chat_id"], call["parameters"]["text"].count("楼道灯坏了")) for call in answers)
    assert heard == Counter((str(who.id), lines + 1) for who in town.residents for lines in range(turns))


async def _store_what_is_pending(sandbox: Sandbox, town: Town) -> None:
    """As a bot does that is killed between storing and handling: half the updates wait in the store, half outside."""
    db = await SqliteDatabase.open(town.database, VAULT)
    try:
        intake = Intake(db, SystemClock(), wake=lambda: None, count=lambda _: None)
        updates = sandbox.world.updates
        await intake.accept([received(loads(update.text)) for update in updates.pending.values()])
        await updates.poll(updates.next_id, 1, 0)
    finally:
        await db.close()


async def _until_called(client: SandboxClient, method: str) -> None:
    async with asyncio.timeout(FIRST_S):
        while not await client.calls(method):
            await asyncio.sleep(0.05)


async def _answered(sandbox: Sandbox, after: int, count: int, seconds: float) -> Call:
    """The answer number `count` (from 1)."""
    async with asyncio.timeout(seconds):
        while len(calls := sandbox.world.calls.after(after, "sendMessage")) < count:
            await asyncio.sleep(0.02)
    return calls[count - 1]
