"""A store with the tables in it, copied from one that was migrated once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.storage import migrate
from bot.storage.database import Database
from bot.storage.migrate_postgres import upgrade
from tests.engines.engine import Engine
from tests.engines.server import Server


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "store.db"
    migrate.upgrade(path)
    return path


@pytest.fixture(scope="session")
def migrated_there(server: Server) -> Iterator[str]:
    """The same on the server: the name of a database."""
    name = asyncio.run(server.create())
    asyncio.run(upgrade(server.url_of(name)))
    yield name
    asyncio.run(server.drop(name))


@pytest.fixture
def place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if kind == "sqlite":
        return Engine(tmp_path, str(request.getfixturevalue("migrated")))
    return Engine(tmp_path, request.getfixturevalue("migrated_there"), request.getfixturevalue("server"))


@pytest.fixture
async def store(place: Engine) -> AsyncIterator[Database]:
    database = await place.open(load_settings(packaged_path()))
    yield database
    await database.close()
    await place.leave()
