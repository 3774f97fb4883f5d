"""Behind PgBouncer in transaction mode: every transaction on another connection, of which nothing was left."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.config import Settings
from bot.domain.errors import CannotStart, StorageBusy, StoreNotReady
from bot.domain.sharing import Job
from bot.services.crew import Seat, Share
from bot.storage import due, inbox, leases, migrate_postgres, outbox
from bot.storage.database import Tx
from bot.storage.postgres import PostgresDatabase
from classifier import Classifier
from tests.conversations import conftest as conversations
from tests.conversations.town import morning, running_town, settings_for
from tests.engines.outliving import outlives
from tests.engines.pooler import Pooler
from tests.engines.server import Server

pytestmark = pytest.mark.postgres
settings, classifier, logs = conversations.settings, conversations.classifier, conversations.logs
quick_clockwork = conversations.quick_clockwork

Start: TypeAlias = Callable[..., Awaitable[Pooler]]
SHIPPED = Path(__file__).parents[2] / "deploy" / "pgbouncer.ini"
ELSEWHERE = """
listen_addr =
unix_socket_dir = {folder}
auth_file = {folder}/userlist.txt
"""
OFF = {"prepared_statements": False}


async def backend(tx: Tx, seconds: float = 0.0) -> int:
    found = await tx.fetch_one("SELECT pg_backend_pid() AS pid, pg_sleep(?)", (seconds,))
    return int(found["pid"]) if found else 0


@pytest.fixture
async def name(server: Server, tables: str) -> AsyncIterator[str]:
    name = await server.create(tables)
    yield name
    await server.drop(name)


@pytest.fixture
def start(pooler: Pooler) -> Iterator[Start]:
    """Further ones before the same server, with settings of their own; to be killed, too."""
    started: list[Pooler] = []

    async def start(more: str = "") -> Pooler:
        started.append(await asyncio.to_thread(Pooler.start, pooler.server, more))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture
async def db(pooler: Pooler, name: str) -> AsyncIterator[PostgresDatabase]:
    db = await PostgresDatabase.open(pooler.url_of(name), prepared=False)
    yield db
    await db.close()


async def test_no_unit_of_any_role_leans_on_what_an_earlier_one_left_on_its_connection(db: PostgresDatabase) -> None:
    backends = set(await asyncio.gather(*(db.read(backend, 0.1) for _ in range(3))))
    assert len(backends) == 3
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
    turns = [await db.write(backend) for _ in range(6)]
    assert set(turns) <= backends
    assert len(set(turns)) > 1, "the pooler gives out one and the same connection: nothing was proved"


@pytest.mark.parametrize(
    "more", ["", "default_pool_size = 20\nserver_round_robin = 0\nserver_reset_query_always = 0\n"]
)
async def test_prepared_statements_behind_it_are_refused_at_once(start: Start, name: str, more: str) -> None:
    pooler = await start(more)
    for _ in range(3):
        with pytest.raises(CannotStart, match=r"database\.prepared_statements = false") as refused:
            await PostgresDatabase.open(pooler.url_of(name))
        assert not isinstance(refused.value, StoreNotReady)


async def test_the_settings_that_are_shipped_work_but_for_their_addresses(pooler: Pooler, name: str) -> None:
    shipped = SHIPPED.read_text("utf-8").replace(
        "host=db.example port=5432 dbname=chuishao", f"{{server}} dbname={name}"
    )
    own = await asyncio.to_thread(Pooler.start, pooler.server, ELSEWHERE, shipped, "geheim")
    try:
        with pytest.raises(CannotStart, match="authentication failed") as refused:
            await PostgresDatabase.open(own.url_of("chuishao"), "falsch", prepared=False)
        assert not isinstance(refused.value, StoreNotReady)
        db = await PostgresDatabase.open(own.url_of("chuishao"), "geheim", prepared=False)
        assert len(set(await asyncio.gather(*(db.read(backend, 0.1) for _ in range(4))))) == 4
        await db.close()
    finally:
        await asyncio.to_thread(own.stop)


async def test_one_that_keeps_sessions_may_keep_statements(start: Start, name: str) -> None:
    db = await PostgresDatabase.open((await start("pool_mode = session\n")).url_of(name))
    assert await db.write(backend)
    await db.close()


@pytest.mark.parametrize(
    ("more", "said"),
    [("", "unsupported startup parameter"), ("ignore_startup_parameters = search_path\n", "ALTER ROLE")],
)
async def test_a_schema_that_gets_lost_on_the_way_is_said_before_tables_are_made_elsewhere(
    start: Start, server: Server, name: str, more: str, said: str
) -> None:
    pooler = await start(more)
    with pytest.raises(CannotStart, match=said) as refused:
        await migrate_postgres.upgrade(f"{pooler.url_of(name)}&search_path=hepu")
    assert not isinstance(refused.value, StoreNotReady)
    assert await migrate_postgres.current(f"{server.url_of(name)}&search_path=hepu") is None


async def test_a_conversation_goes_on_when_it_was_killed_and_is_back(
    start: Start, server: Server, postgres_town: str, settings: Settings, classifier: Classifier, tmp_path: Path
) -> None:
    pooler, name = await start(), await server.create(postgres_town)
    own = settings_for(settings, tmp_path, database={"url": pooler.url_of(name), **OFF})
    async with running_town(own, classifier, None) as town:
        await outlives(town, pooler)
    await server.drop(name)


async def test_who_writes_while_it_is_gone_hears_that_the_store_is_busy(start: Start, name: str) -> None:
    pooler = await start()
    db = await PostgresDatabase.open(pooler.url_of(name), prepared=False)
    writing = asyncio.create_task(db.write(backend, 5.0))
    await asyncio.sleep(0.05)
    await asyncio.to_thread(pooler.kill)
    for attempt in (writing, db.write(backend)):
        with pytest.raises(StorageBusy):
            await attempt
    await asyncio.to_thread(pooler.serve)
    assert await db.write(backend)
    await db.close()
