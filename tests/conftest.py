"""The two engines: which tests run on PostgreSQL too, and the server on which they do."""

import asyncio
import gc
import os
import signal
import threading
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest

from bot.storage import sqlite
from bot.storage.migrate import upgrade
from tests.engines.engine import Engine
from tests.engines.pooler import NoPooler, Pooler
from tests.engines.server import KEEPING, NoServer, Server, binaries
from tests.logs.watch import WATCH

# Of what runs on both engines, everyday tests take one in so many on PostgreSQL; `make test-postgres` takes all.
ONE_IN = 200
ALWAYS = ("tests/storage/", "tests/engines/", "tests/moving/", "tests/plans/")
# Long, and more of what the others say.
NEVER = (
    "tests/conversations/test_never_silent.py",
    "tests/engines/test_many_processes.py",
    "tests/engines/test_pgbouncer_processes.py",
)


# A machine that is busy with something else makes an example slow, and nothing wrong.
hypothesis.settings.register_profile("patient", deadline=None)


def pytest_configure() -> None:
    hypothesis.settings.load_profile("patient")
    WATCH.listen()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, interrupted)


def interrupted(*_: object) -> None:
    """As Python's own handler, which asyncio takes away and puts back for each fixture, writing out all it holds."""
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def nothing_personal_is_logged() -> Iterator[None]:
    """By any test, at any level, in any traceback: whoever did it fails."""
    yield
    WATCH.judge()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-postgres", action="store_true", help="on PostgreSQL all tests, not a sample")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--every-postgres"):
        return
    left = [item for item in items if item.get_closest_marker("postgres") and not in_sample(item.nodeid)]
    if left:
        config.hook.pytest_deselected(items=left)
        gone = set(left)
        items[:] = [item for item in items if item not in gone]


def pytest_collection_finish() -> None:
    """Thousands of collected tests stay to the end: looking through them for garbage again and again is a sixth of the
    time. What a test leaves is still found, a little later.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def in_sample(nodeid: str) -> bool:
    """Whether a test is one of those that always run on PostgreSQL, or was drawn: the same ones each time."""
    drawn = nodeid.startswith(ALWAYS) or zlib.crc32(nodeid.encode()) % ONE_IN == 0
    return drawn and not nodeid.startswith(NEVER)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the newest revision with nothing in it, to be copied: to migrate takes longer than many tests."""
    path = tmp_path_factory.mktemp("migrated") / "store.db"
    upgrade(path)
    return path


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """PostgreSQL. Skips where there is none and nobody asked for it; in CI that is a failure."""
    try:
        found = Server.find()
    except NoServer as none:
        do_without("ON POSTGRESQL", none)
    yield found
    found.stop()


@pytest.fixture(scope="session")
def pooler(server: Server) -> Iterator[Pooler]:
    """PgBouncer before it, in transaction mode. Skips, or fails, as `server` does."""
    try:
        found = Pooler.start(server)
    except NoPooler as none:
        do_without("BEHIND PGBOUNCER", none)
    yield found
    found.stop()


def do_without(what: str, none: Exception) -> NoReturn:
    """Skip, unless somebody asked for it: then it is a failure."""
    if os.environ.get("CI") or os.environ.get("CHUISHAO_TESTS_NEED_POSTGRES"):
        raise none
    pytest.skip(f"NOT TESTED {what}: {none}")


@pytest.fixture
def own_server() -> Iterator[Server]:
    """One that may be killed."""
    at = binaries()
    if at is None:
        pytest.skip("no PostgreSQL that could be killed: only one that TEST_PG_DSN names")
    found = Server.start(at, KEEPING)
    yield found
    found.stop()


@pytest.fixture(scope="session")
def tables(server: Server) -> Iterator[str]:
    """The same on PostgreSQL."""
    from bot.storage import migrate_postgres  # noqa: PLC0415 - most tests do not need it

    name = asyncio.run(server.create())
    asyncio.run(migrate_postgres.upgrade(server.url_of(name)))
    yield name
    asyncio.run(server.drop(name))


@pytest.fixture(scope="session")
def postgres_town(server: Server, tables: str) -> Iterator[str]:
    """One with the town in it."""
    from bot.config import load_settings  # noqa: PLC0415 - as above
    from bot.config.loading import packaged_path  # noqa: PLC0415 - as above
    from tests.conversations.town import settle_at  # noqa: PLC0415 - as above

    name = asyncio.run(server.create(tables))
    asyncio.run(settle_at(load_settings(packaged_path()), server.url_of(name)))
    yield name
    asyncio.run(server.drop(name))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def kind(request: pytest.FixtureRequest) -> str:
    """The name of the engine."""
    return str(request.param)


@pytest.fixture
def lodgings(kind: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The engine with the town as its template. Nobody cuts the power: neither engine waits for the disk."""
    if kind == "sqlite":
        monkeypatch.setattr(sqlite, "WRITER_PRAGMAS", (*sqlite.WRITER_PRAGMAS, "synchronous = OFF"))
    return Engine.in_place(request, kind, tmp_path, "template", "postgres_town")


@pytest.fixture
async def engine(lodgings: Engine) -> AsyncIterator[Engine]:
    """The same, tidied up afterwards."""
    yield lodgings
    await lodgings.leave()
