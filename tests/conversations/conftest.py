"""One classifier, one set of settings and one filled store for all; a town of its own for each test."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.config.loading import packaged_path
from bot.logs import configure_logs
from bot.services import clockwork, workshop
from classifier import Classifier
from tests.conversations.town import Town, make_template, running_town, settings_for


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    return Classifier.load()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings(packaged_path())


@pytest.fixture(scope="session")
def template(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(make_template(settings, tmp_path_factory.mktemp("template")))


@pytest.fixture(autouse=True)
def logs(settings: Settings) -> None:
    configure_logs(settings.logging, ["424242:sandbox"])


@pytest.fixture(autouse=True)
def quick_clockwork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Due work is looked for often, so that nobody waits for the next second after a clock was moved."""
    monkeypatch.setattr(clockwork, "LOOK_S", 0.02)
    monkeypatch.setattr(workshop, "LOOK_S", 0.02)


@pytest.fixture
async def town(settings: Settings, classifier: Classifier, template: Path, tmp_path: Path) -> AsyncIterator[Town]:
    async with running_town(settings_for(settings, tmp_path), classifier, template) as town:
        yield town


@pytest.fixture
async def patrolled(settings: Settings, classifier: Classifier, template: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """The town with the patrols and visits of the packaged settings."""
    own = settings_for(settings, tmp_path).model_copy(update={"patrols": settings.patrols})
    async with running_town(own, classifier, template) as town:
        # A round and a visit at 3号楼, a round of 翠湖苑.
        await town.until("SELECT count(*) FROM patrol_task", wanted=3)
        yield town
