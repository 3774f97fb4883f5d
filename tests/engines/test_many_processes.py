"""One installation of many processes on PostgreSQL: killed at random, nothing is lost, doubled or out of order."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.channels.pace import Window
from bot.domain.clock import SystemClock, to_millis
from bot.domain.sharing import PARTS
from bot.storage import homes, people
from bot.storage.database import Tx
from bot.storage.homes import Home
from bot.storage.postgres import PostgresDatabase
from sandbox import Sandbox
from sandbox.client import SandboxClient
from tests.conversations.town import TOKEN
from tests.engines.processes import Installation, installation
from tests.engines.server import Server

pytestmark = pytest.mark.postgres

CHATS = range(9001, 9013)
EACH = 25
SENTENCE = "楼道灯坏了"
CONFIG = """
[database]
url = "{url}"
connections = 4
[telegram]
poll_timeout_s = 2
[limits]
per_day = 1000
new_per_day = 1000
same_words = 100
compound_per_hour = 10000
[delivery]
per_second = {pace}
per_chat_burst = {burst}
per_chat_per_second = 100
backoff_base_s = 0.02
backoff_max_s = 1
[quiet]
hours = []
"""


@dataclass
class Place:
    """A sandbox, a store with residents in it, and no process yet."""

    sandbox: Sandbox
    client: SandboxClient
    all: Installation
    db: PostgresDatabase

    async def count(self, sql: str) -> int:
        async def look(tx: Tx) -> int:
            row = await tx.fetch_one(sql)
            return int(next(iter(row.values()))) if row else 0

        return await self.db.read(look)

    async def until(self, sql: str, wanted: int, seconds: float = 60) -> float:
        """Until the query counts `wanted`; how many seconds that took."""
        began = time.monotonic()
        async with asyncio.timeout(seconds):
            while await self.count(sql) != wanted:
                await asyncio.sleep(0.05)
        return time.monotonic() - began

    async def answers(self) -> dict[int, list[int]]:
        """By chat, how many sentences each card shows that arrived there, in order."""
        heard: dict[int, list[int]] = {chat: [] for chat in CHATS}
        for call in await self.client.calls("sendMessage"):
            if call["outcome"] == "ok" and int(call["chat_id"]) in heard:
                heard[int(call["chat_id"])].append(call["parameters"]["text"].count(SENTENCE))
        return heard


async def settle(tx: Tx, now: int) -> None:
    for chat in CHATS:
        person = await people.enrol(tx, people.Address("telegram", str(chat)), now)
        await people.consent(tx, person.id, 1, now)
        await homes.add(tx, person.id, Home("cuihu", ""), now)
        await people.settle_in(tx, person.id, "cuihu")


@pytest.fixture
async def place(
    request: pytest.FixtureRequest, server: Server, postgres_town: str, tmp_path: Path
) -> AsyncIterator[Place]:
    pace, burst = getattr(request, "param", (1000, 20))
    name = await server.create(postgres_town)
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(url=server.url_of(name), pace=pace, burst=burst), "utf-8")
    db = await PostgresDatabase.open(server.url_of(name), connections=2)
    await db.write(settle, to_millis(SystemClock().now()))
    async with Sandbox(port=0, token=TOKEN) as sandbox, SandboxClient(sandbox.url) as client:
        await client.settle(*({"id": chat, "first_name": f"人{chat}"} for chat in CHATS))
        for chat in CHATS:
            sandbox.world.chats[chat].started = True
        port = int(sandbox.url.rsplit(":", 1)[1])
        async with installation(config, port, tmp_path) as processes:
            yield Place(sandbox, client, processes, db)
    await db.close()
    await server.drop(name)


MEMBERS = "SELECT count(*) FROM member"
HELD = "SELECT count(DISTINCT owner) FROM lease WHERE job = '{}' AND owner <> ''"
WAITING = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')"
    " + (SELECT count(*) FROM outbox WHERE state = 'waiting')"
)


async def say(place: Place, seconds: float) -> None:
    """Everybody says all they have to say, in turns."""
    for turn in range(EACH):
        for chat in CHATS:
            await place.client.phone(chat).say(f"{turn + 1}号楼{SENTENCE}")
            await asyncio.sleep(seconds / EACH / len(CHATS))


async def test_killed_at_random_everything_is_answered_once_and_in_order(place: Place) -> None:
    roles = {
        "worker1": ("worker",),
        "worker2": ("worker",),
        "sender": ("sender",),
        "intake": ("intake",),
        "clock": ("clock",),
    }
    await asyncio.gather(*(place.all.start(name, *own) for name, own in roles.items()))
    await place.until(MEMBERS, len(roles))
    saying = asyncio.create_task(say(place, 20))
    dice, kills = random.Random(7), 0
    while not saying.done():
        await asyncio.sleep(dice.uniform(1, 4))
        name = dice.choice(sorted(roles))
        await place.all.processes[name].kill()
        kills += name == "sender"
        await place.all.start(name, *roles[name])
    await saying
    async with asyncio.timeout(60):
        while await place.client.pending():
            await asyncio.sleep(0.1)
    await place.until(WAITING, 0)
    place.all.check_alive()
    answers = await place.answers()
    for chat, heard in answers.items():
        once = [lines for at, lines in enumerate(heard) if at == 0 or heard[at - 1] != lines]
        assert once == list(range(1, EACH + 1)), (chat, heard)
        assert len(heard) - len(once) <= kills, "doubled, though no send can have lost its answer"
    assert await place.count("SELECT count(*) FROM inbox WHERE state = 'poison'") == 0


async def test_a_standby_takes_over_when_the_active_one_ends_or_dies(place: Place) -> None:
    first = await place.all.start("first", "intake", "clock")
    await place.until(HELD.format("clock"), 1)
    await place.all.start("second", "intake", "clock", "worker", "sender")
    await place.until(MEMBERS, 6)
    owner = "SELECT count(*) FROM lease l JOIN member m ON m.job = l.job AND m.owner = l.owner WHERE l.job = 'intake'"
    assert await place.count(owner) == 1
    await place.client.phone(9001).say("/help")
    assert "怎么用" in (await place.client.phone(9001).next(timeout=30))["message"]["text"]
    assert await first.stop() == 0
    await place.until(MEMBERS, 4)
    await place.client.phone(9001).say("/help")
    assert "怎么用" in (await place.client.phone(9001).next(timeout=30))["message"]["text"]
    third = await place.all.start("third", "intake", "clock")
    await place.until(MEMBERS, 6)
    await place.all.processes["second"].kill()
    await place.until(MEMBERS, 2, seconds=30)
    await place.client.phone(9001).say("/help")
    fourth = await place.all.start("fourth", "worker", "sender")
    await fourth.until("share_taken", 2)
    assert "怎么用" in (await place.client.phone(9001).next(timeout=30))["message"]["text"]
    assert "Traceback" not in third.words()


@pytest.mark.parametrize("place", [(20, 5)], indirect=True)
async def test_two_senders_never_send_faster_than_one_may(place: Place) -> None:
    await asyncio.gather(
        place.all.start("one", "sender", "intake", "worker", "clock"), place.all.start("two", "sender", "worker")
    )
    await place.until(HELD.format("sender"), 2)
    await say(place, 4)
    await place.all.processes["two"].stop()  # what it may send goes over to the other
    await place.until(WAITING, 0, seconds=120)
    times = sorted(call["at"] for call in await place.client.calls("sendMessage"))
    assert len(times) == len(CHATS) * EACH
    window = Window(20, 1.0)
    for at in times:
        assert window.free_at() <= at + 0.02, "more than twenty in a second"
        window.take(at)
    print(f"{len(times) / (times[-1] - times[0]):.1f} of 20 a second")
    for name in ("one", "two"):
        assert "settled" in place.all.processes[name].words()


@pytest.mark.parametrize("roles", [("all",), ("intake", "worker", "sender", "clock")], ids=["together", "apart"])
async def test_what_it_costs_to_look_instead_of_being_woken(place: Place, roles: tuple[str, ...]) -> None:
    """From what is said to what is heard, with everything in one process and with a process for each role."""
    await asyncio.gather(*(place.all.start(role, role) for role in roles))
    await place.until("SELECT count(*) FROM lease WHERE owner <> ''", sum(PARTS.values()))
    phone, took = place.client.phone(9001), []
    for _ in range(15):
        began = time.monotonic()
        await phone.say("/help")
        await phone.next(timeout=60)
        took.append(time.monotonic() - began)
        await asyncio.sleep(0.3)
    took.sort()
    print(f"{len(roles)} processes: half within {took[7] * 1000:.0f} ms, the slowest {took[-1] * 1000:.0f} ms")
