"""A store with the tables in it, copied from one that was migrated once."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import migrate
from bot.storage.sqlite import SqliteDatabase


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "store.db"
    migrate.upgrade(path)
    return path


@pytest.fixture
async def store(migrated: Path, tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    path = tmp_path / "store.db"
    shutil.copy(migrated, path)
    database = await SqliteDatabase.open(path)
    yield database
    await database.close()
