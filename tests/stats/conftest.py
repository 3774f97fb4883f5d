"""The town of the conversations, with the figures of the week pushed on Mondays."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings
from classifier import Classifier
from tests.conversations.conftest import classifier, logs, quick_clockwork, settings, template
from tests.conversations.town import Town, running_town, settings_for

__all__ = ["classifier", "logs", "quick_clockwork", "settings", "template"]


@pytest.fixture
async def town(settings: Settings, classifier: Classifier, template: Path, tmp_path: Path) -> AsyncIterator[Town]:
    own = settings_for(settings, tmp_path, stats={"monday": "08:30"})
    async with running_town(own, classifier, template) as town:
        yield town
