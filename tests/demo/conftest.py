"""The packaged district, and an empty store of the newest revision to put it in."""

import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.config.loading import packaged_path
from bot.demo.district import DemoDistrict, load_district
from bot.domain.clock import SHANGHAI, ManualClock
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


@pytest.fixture
async def database(tmp_path: Path, migrated: Path) -> AsyncIterator[SqliteDatabase]:
    path = Path(shutil.copy(migrated, tmp_path / "demo.db"))
    opened = await SqliteDatabase.open(path, VAULT)
    yield opened
    await opened.close()
