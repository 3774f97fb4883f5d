"""An office with an empty store."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.storage.migrate import upgrade
from bot.storage.sqlite import SqliteDatabase
from tests.importing.office import Office


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings(Path("config.toml"))


@pytest.fixture
def office_settings(settings: Settings) -> Settings:
    return settings


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "district.db"
    upgrade(path)
    return path


@pytest.fixture
async def office(empty: Path, tmp_path: Path, settings: Settings) -> AsyncIterator[Office]:
    db = await SqliteDatabase.open(Path(shutil.copy(empty, tmp_path / "district.db")))
    yield Office(db, settings, tmp_path)
    await db.close()
