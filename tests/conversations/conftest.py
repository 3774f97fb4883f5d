"""One classifier and one set of settings for all conversations; a town of its own for each."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from town import Town, running_town, settings_for

from bot.config import Settings, load_settings
from bot.config.loading import packaged_path
from bot.logs import configure_logs
from classifier import Classifier


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    return Classifier.load()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings(packaged_path())


@pytest.fixture(autouse=True)
def logs(settings: Settings) -> None:
    configure_logs(settings.logging, ["424242:sandbox"])


@pytest.fixture
async def town(settings: Settings, classifier: Classifier, tmp_path: Path) -> AsyncIterator[Town]:
    async with running_town(settings_for(settings, tmp_path), classifier) as town:
        yield town
