"""A sandbox, a store with residents in it, and processes to be started there."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.domain.clock import SystemClock, to_millis
from bot.storage import homes, people
from bot.storage.database import Tx
from bot.storage.homes import Home
from bot.storage.postgres import PostgresDatabase
from sandbox import Sandbox
from sandbox.client import SandboxClient
from tests.conversations.town import TOKEN
from tests.engines.pooler import Pooler
from tests.engines.processes import Installation, installation
from tests.engines.server import Server

CHATS = range(9001, 9013)
EACH = 25
SENTENCE = "楼道灯坏了"
# A process each, and two that handle.
ROLES = {
    "worker1": ("worker",),
    "worker2": ("worker",),
    "sender": ("sender",),
    "intake": ("intake",),
    "clock": ("clock",),
}
MEMBERS = "SELECT count(*) FROM member"
HELD = "SELECT count(DISTINCT owner) FROM lease WHERE job = '{}' AND owner <> ''"
WAITING = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')"
    " + (SELECT count(*) FROM outbox WHERE state = 'waiting')"
)
CONFIG = """
[database]
url = "{url}"
connections = 4
{more}
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


@asynccontextmanager
async def placed(
    server: Server, template: str, folder: Path, pace: int = 1000, burst: int = 20, pooler: Pooler | None = None
) -> AsyncIterator[Place]:
    """A copy of `template`, which `pooler` stands before for the processes; all is gone at the end."""
    name, config = await server.create(template), folder / "config.toml"
    more = "prepared_statements = false" if pooler else ""
    url = (pooler or server).url_of(name)
    config.write_text(CONFIG.format(url=url, pace=pace, burst=burst, more=more), "utf-8")
    db = await PostgresDatabase.open(server.url_of(name), connections=2)
    await db.write(settle, to_millis(SystemClock().now()))
    async with Sandbox(port=0, token=TOKEN) as sandbox, SandboxClient(sandbox.url) as client:
        await client.settle(*({"id": chat, "first_name": f"人{chat}"} for chat in CHATS))
        for chat in CHATS:
            sandbox.world.chats[chat].started = True
        port = int(sandbox.url.rsplit(":", 1)[1])
        async with installation(config, port, folder) as processes:
            yield Place(sandbox, client, processes, db)
    await db.close()
    await server.drop(name)


async def say(place: Place, seconds: float) -> None:
    """Everybody says all they have to say, in turns."""
    for turn in range(EACH):
        for chat in CHATS:
            await place.client.phone(chat).say(f"{turn + 1}号楼{SENTENCE}")
            await asyncio.sleep(seconds / EACH / len(CHATS))
