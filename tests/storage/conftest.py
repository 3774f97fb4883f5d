"""An open store for each engine, with the two tables that the storage suite speaks of."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database, Tx
from bot.storage.sqlite import SqliteDatabase


async def make_tables(tx: Tx) -> None:
    """Accounts that cannot be overdrawn, and a log of who did something."""
    await tx.execute("CREATE TABLE account (id TEXT PRIMARY KEY, balance BIGINT NOT NULL CHECK (balance >= 0))")
    await tx.execute("CREATE TABLE note (id BIGINT PRIMARY KEY, who TEXT NOT NULL REFERENCES account (id))")
    await tx.execute_many("INSERT INTO account (id, balance) VALUES (?, ?)", [("ann", 100), ("bob", 0)])


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
