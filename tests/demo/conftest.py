"""The packaged district, and an empty store of the newest revision to put it in."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.config.loading import packaged_path
from bot.demo.district import DemoDistrict, load_district
from bot.domain.clock import SHANGHAI, ManualClock
from bot.storage.migrate import upgrade
from bot.storage.sqlite import SqliteDatabase
from tests.engines.keys import VAULT


@pytest.fixture(scope="session")
def district() -> DemoDistrict:
    return load_district()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings(packaged_path())


@pytest.fixture
def clock() -> ManualClock:
    """A minute past midnight in Shanghai: the hour at which yesterday evening is nearest."""
    return ManualClock(datetime(2026, 3, 2, 0, 1, tzinfo=SHANGHAI))


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An empty store as the migrations leave it, made once."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    upgrade(path)
    return path.read_bytes()


@pytest.fixture
async def database(tmp_path: Path, empty: bytes) -> AsyncIterator[SqliteDatabase]:
    path = tmp_path / "demo.db"
    path.write_bytes(empty)
    opened = await SqliteDatabase.open(path, VAULT)
    yield opened
    await opened.close()
