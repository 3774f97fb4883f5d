"""An office with an empty store."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from tests.engines.engine import Engine
from tests.importing.office import Office


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings(Path("config.toml"))


@pytest.fixture
def office_settings(settings: Settings) -> Settings:
    return settings


@pytest.fixture
def place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """The engine with no more than the tables."""
    return Engine.in_place(request, kind, tmp_path, "migrated", "tables")


@pytest.fixture
async def office(place: Engine, tmp_path: Path, settings: Settings) -> AsyncIterator[Office]:
    db = await place.open(settings)
    yield Office(db, settings, tmp_path)
    await db.close()
    await place.leave()
