"""An open store for each engine, with the two tables that the storage suite speaks of."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from tests.engines.server import Server
from tests.storage.units import make_gate, make_tables


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
async def sqlite(path: Path) -> AsyncIterator[SqliteDatabase]:
    database = await SqliteDatabase.open(path)
    await database.write(make_tables)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def empty(server: Server) -> Iterator[str]:
    """A database with nothing in it, to be copied: quicker than to make one from the beginning."""
    name = asyncio.run(server.create())
    yield name
    asyncio.run(server.drop(name))


@pytest.fixture
async def url(server: Server, empty: str) -> AsyncIterator[str]:
    """The address of an empty database on the server."""
    name = await server.create(empty)
    yield server.url_of(name)
    await server.drop(name)


@pytest.fixture
async def postgres(url: str) -> AsyncIterator[PostgresDatabase]:
    await make_gate(url)
    database = await PostgresDatabase.open(url)
    await database.write(make_tables)
    yield database
    await database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """Every engine in turn: another one is another fixture and its name in `params`."""
    return request.getfixturevalue(request.param)
