"""A store with the tables in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.storage.database import Database
from tests.engines.engine import Engine


@pytest.fixture
def place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if kind == "sqlite":
        return Engine(tmp_path, str(request.getfixturevalue("migrated")))
    return Engine(tmp_path, request.getfixturevalue("tables"), request.getfixturevalue("server"))


@pytest.fixture
async def store(place: Engine) -> AsyncIterator[Database]:
    database = await place.open(load_settings(packaged_path()))
    yield database
    await database.close()
    await place.leave()
