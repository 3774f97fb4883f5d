"""64 units at once where all meet: the number of the day, small tables, the newest rows. Nobody is turned away."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from itertools import chain

import pytest

from bot.domain.clock import SHANGHAI
from bot.storage import due, outbox, tickets
from bot.storage.database import Tx
from bot.storage.outbox import Envelope
from bot.storage.postgres import PostgresDatabase
from tests.engines.keys import VAULT
from tests.engines.server import Server

pytestmark = pytest.mark.postgres
CHAT = Envelope("telegram", "1", None, "message", "{}", urgency=2)
TODAY = datetime(2026, 3, 10, 9, tzinfo=SHANGHAI)
MANY = 64


@pytest.fixture
async def url(server: Server, tables: str) -> AsyncIterator[str]:
    name = await server.create(tables)
    yield server.url_of(name)
    await server.drop(name)


class Reports:
    """What a report does to the store, and how often each was tried."""

    def __init__(self) -> None:
        self.tries = Counter[int]()

    async def report(self, tx: Tx, number: int) -> int:
        self.tries[number] += 1
        await outbox.count_waiting(tx, 3)
        serial = await tickets.next_serial(tx, TODAY)
        await due.plan(tx, "remind", str(number), number)
        await outbox.put(tx, CHAT, 0, None, 0)
        return serial


async def test_of_one_process_each_runs_once(url: str) -> None:
    reports = Reports()
    store = await PostgresDatabase.open(url, None, VAULT)
    serials = await asyncio.gather(*(store.write(reports.report, number) for number in range(MANY)))
    await store.close()
    assert sorted(serials) == list(range(1, MANY + 1))
    assert set(reports.tries.values()) == {1}


async def test_of_several_processes_all_come_to_their_end(url: str) -> None:
    """Each of them has more to write as soon as something is written."""
    reports = Reports()
    stores = [await PostgresDatabase.open(url, None, VAULT) for _ in range(3)]

    async def resident(number: int) -> list[int]:
        return [await stores[number % 3].write(reports.report, number) for _ in range(5)]

    serials = await asyncio.gather(*(resident(number) for number in range(MANY)))
    await asyncio.gather(*(store.close() for store in stores))
    assert sorted(chain.from_iterable(serials)) == list(range(1, 5 * MANY + 1))


async def test_whoever_lost_twice_runs_beside_no_other_writer(url: str) -> None:
    """A neighbour who takes what we read each time we have read it: we lose to it until it has to stand back."""
    ours, theirs = [await PostgresDatabase.open(url, None, VAULT) for _ in range(2)]
    await ours.write(tickets.next_serial, TODAY)
    tries, meddling = 0, set[asyncio.Task[int]]()

    async def slow(tx: Tx) -> int:
        nonlocal tries
        tries += 1
        await tx.fetch("SELECT last FROM day_serial")
        task = asyncio.create_task(theirs.write(tickets.next_serial, TODAY))
        meddling.add(task)
        await asyncio.wait([task], timeout=0.1)
        return await tickets.next_serial(tx, TODAY)

    serial = await ours.write(slow)
    after = await asyncio.gather(*meddling)
    await asyncio.gather(ours.close(), theirs.close())
    assert (tries, serial, sorted(after)) == (3, 4, [2, 3, 5])
