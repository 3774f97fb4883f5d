"""An open store for each engine, with the two tables that the storage suite speaks of."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.sqlite import SqliteDatabase
from tests.storage.units import make_tables


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
async def sqlite(path: Path) -> AsyncIterator[SqliteDatabase]:
    database = await SqliteDatabase.open(path)
    await database.write(make_tables)
    yield database
    await database.close()


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest) -> Database:
    """Every engine in turn: another one is another fixture and its name in `params`."""
    return request.getfixturevalue(request.param)
