"""An office with an empty store."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.storage import postgres_together
from tests.engines.engine import Engine, undone_at_first
from tests.importing.office import Office


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings(Path("config.toml"))


@pytest.fixture
def office_settings(settings: Settings) -> Settings:
    return settings


@pytest.fixture
def place(kind: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The engine with no more than the tables. On PostgreSQL every unit runs twice, to prove that it may."""
    monkeypatch.setattr(postgres_together, "attempt", undone_at_first)
    if kind == "sqlite":
        return Engine(tmp_path, str(request.getfixturevalue("migrated")))
    return Engine(tmp_path, request.getfixturevalue("tables"), request.getfixturevalue("server"))


@pytest.fixture
async def office(place: Engine, tmp_path: Path, settings: Settings) -> AsyncIterator[Office]:
    db = await place.open(settings)
    yield Office(db, settings, tmp_path)
    await db.close()
    await place.leave()
