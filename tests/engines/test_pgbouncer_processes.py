"""`python -m bot` behind PgBouncer: everything in one process, a process for each role, and what an operator reads."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import migrate_postgres
from bot.storage.migrate import head
from tests.engines.place import HELD, MEMBERS, ROLES, WAITING, Place, placed
from tests.engines.pooler import Pooler
from tests.engines.server import Server

pytestmark = pytest.mark.postgres
CHAT = 9001


@pytest.fixture
async def place(server: Server, pooler: Pooler, postgres_town: str, tmp_path: Path) -> AsyncIterator[Place]:
    async with placed(server, postgres_town, tmp_path, pooler=pooler) as place:
        yield place


async def report(place: Place, words: str) -> str:
    """From the sentence to what stands on the card after 提交."""
    phone = place.client.phone(CHAT)
    await phone.say(words)
    card = (await phone.next(timeout=30))["message"]
    assert words in card["text"]
    await phone.press("✅ 提交", card["message_id"])
    event = await phone.next(timeout=30)
    return str(event["message"]["text"])


async def test_everything_in_one_process_which_is_killed_and_followed(place: Place) -> None:
    await place.all.start("one", "all")
    assert "报上了" in await report(place, "3号楼楼道灯坏了")
    await place.all.processes["one"].kill()
    await place.client.phone(CHAT).say("/help")
    again = await place.all.start("one", "all")
    assert "怎么用" in (await place.client.phone(CHAT).next(timeout=30))["message"]["text"]
    assert "Traceback" not in again.words()
    assert await again.stop() == 0


async def test_a_process_for_each_role_and_a_killed_worker_is_followed(place: Place) -> None:
    await asyncio.gather(*(place.all.start(name, *own) for name, own in ROLES.items()))
    await place.until(MEMBERS, len(ROLES))
    await place.until(HELD.format("worker"), 2)
    assert "报上了" in await report(place, "3号楼楼道灯坏了")
    await place.all.processes["worker1"].kill()
    await place.until(HELD.format("worker"), 1, seconds=30)
    assert "报上了" in await report(place, "5号楼下水道堵了")
    await place.until(WAITING, 0)
    assert all("Traceback" not in process.words() for process in place.all.processes.values())


async def test_prepared_statements_left_on_are_the_operators_to_turn_off(place: Place) -> None:
    text = place.all.config.read_text("utf-8").replace("prepared_statements = false\n", "")
    place.all.config.write_text(text, "utf-8")
    process = await place.all.start("one", "all")
    assert process.process
    assert await asyncio.wait_for(process.process.wait(), 30) == 2
    assert "set database.prepared_statements = false" in process.words()
    assert "Traceback" not in process.words()


async def test_tables_are_made_through_it_too(pooler: Pooler, server: Server) -> None:
    name = await server.create()
    await migrate_postgres.upgrade(pooler.url_of(name))
    assert await migrate_postgres.current(pooler.url_of(name)) == head()
    await server.drop(name)
