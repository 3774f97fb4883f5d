"""As behind PgBouncer in transaction mode: each transaction on another connection, of which nothing was left."""

import asyncio
from typing import Any

import asyncpg
import pytest

from bot.domain.sharing import Job
from bot.services.crew import Seat, Share
from bot.storage import due, inbox, leases, outbox
from bot.storage.postgres import PostgresDatabase
from bot.storage.vault import LOCKED
from tests.conversations.town import morning
from tests.engines.server import Server

pytestmark = pytest.mark.postgres


class TurningPool:
    """Gives out one connection after the other, and empties each when it comes back."""

    def __init__(self, connections: list[Any]) -> None:
        self.free: asyncio.Queue[Any] = asyncio.Queue()
        self.given = 0
        for connection in connections:
            self.free.put_nowait(connection)

    async def acquire(self) -> Any:
        self.given += 1
        return await self.free.get()

    async def release(self, connection: Any) -> None:
        assert not connection.is_in_transaction()
        await connection.execute("DISCARD ALL")
        self.free.put_nowait(connection)

    async def close(self) -> None:
        while not self.free.empty():
            await self.free.get_nowait().close()


async def test_no_unit_of_any_role_leans_on_what_an_earlier_one_left_on_its_connection(
    server: Server, tables: str
) -> None:
    name = await server.create(tables)
    connections = [await asyncpg.connect(server.url_of(name), statement_cache_size=0) for _ in range(3)]
    pool = TurningPool(connections)
    db = PostgresDatabase(pool, LOCKED)  # type: ignore[arg-type]
    shares = tuple(Share(job) for job in Job)
    seat = Seat(db, morning(), "one", "here:1", shares)
    await seat.join()
    for _ in range(3):
        await seat.turn()
    assert [len(share.held) for share in shares] == [1, 64, 64, 1]
    await db.write(inbox.store, [inbox.Received("telegram", at, "7", "{}") for at in range(5)], 0)
    epoch = shares[1].held[inbox.partition_of("telegram", "7")]
    for update in await db.read(inbox.waiting, 0, 10):
        assert await db.write(inbox.finish, update, epoch, 1)
    letter = outbox.Envelope("telegram", "7", None, "message", "{}", urgency=2)
    await asyncio.gather(*(db.write(outbox.put, letter, 0, None, 0) for _ in range(6)))
    assert await db.read(outbox.has_news, "one")
    claimed = await db.write(outbox.claim, "one", 1, 60_000, 10)
    await db.write(outbox.settle, [queued.id for queued in claimed], "sent", 2)
    await db.write(due.plan, "remind", "x", 1)
    (plan,) = await db.read(due.ready, 2, 10)
    assert await db.write(due.take, plan)
    await seat.leave()
    assert not await db.read(leases.are_held, 0)
    assert len(claimed) == 6
    assert pool.given > 20
    await db.close()
    await server.drop(name)
