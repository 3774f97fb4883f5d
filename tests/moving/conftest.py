"""Stores to be moved: a file with rows in every table, empty files, an empty database on the server."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.moving import tables as moving
from bot.storage.moving.postgres_side import PostgresSide
from bot.storage.moving.side import Side
from bot.storage.moving.sqlite_side import SqliteSide
from bot.storage.moving.tally import Tally
from bot.storage.schema import metadata
from tests.engines.server import Server
from tests.moving.rows import fill


@pytest.fixture(scope="session")
def unfilled(migrated: Path) -> bytes:
    """A file with nothing in it."""
    return migrated.read_bytes()


@pytest.fixture(scope="session")
def filled(unfilled: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file with rows in every table: to draw them takes longer than to move them."""
    path = tmp_path_factory.mktemp("filled") / "full.db"
    path.write_bytes(unfilled)
    fill(path, 1)
    return path.read_bytes()


@pytest.fixture
def full(filled: bytes, tmp_path: Path) -> Path:
    """The same, of one's own."""
    path = tmp_path / "full.db"
    path.write_bytes(filled)
    return path


@pytest.fixture
def dsn(server: Server, tables: str) -> Iterator[str]:
    """The address of an empty database of the newest revision."""
    name = asyncio.run(server.create(tables))
    yield server.url_of(name)
    asyncio.run(server.drop(name))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path, unfilled: bytes) -> str:
    """The URL of an empty store."""
    if request.param == "postgres":
        return str(request.getfixturevalue("dsn"))
    (tmp_path / "elsewhere.db").write_bytes(unfilled)
    return f"sqlite:{tmp_path / 'elsewhere.db'}"


async def source(url: str) -> Side:
    """The store at `url`, to be read."""
    return SqliteSide.source(Path(url[7:])) if url.startswith("sqlite:") else await PostgresSide.source(url, None)


async def target(url: str) -> Side:
    """The store at `url`, to be filled."""
    return SqliteSide.target(Path(url[7:])) if url.startswith("sqlite:") else await PostgresSide.target(url, None)


async def content(url: str) -> dict[str, Tally]:
    """What is in each table."""
    side = await source(url)
    found = {}
    for table in metadata.sorted_tables:
        found[table.name] = Tally().with_rows([row async for rows in side.portions(table) for row in rows])
    await side.close()
    return found


async def numbers(url: str) -> dict[str, int]:
    """The last number given out in each table that has such."""
    side = await source(url)
    found = {table.name: await side.last_given(table) for table in moving.moved() if moving.serial_of(table)}
    await side.close()
    return found
