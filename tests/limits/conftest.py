"""The town of the conversations where one may report twice a day and three are many for a compound."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings
from classifier import Classifier
from tests.conversations.conftest import logs, quick_clockwork
from tests.conversations.town import Town, running_town, settings_for
from tests.engines.engine import Engine
from tests.handlers import conftest as handlers

__all__ = ["logs", "quick_clockwork"]
settings, classifier, template = handlers.settings, handlers.classifier, handlers.template
db, office, hall = handlers.db, handlers.office, handlers.hall
SECTIONS = {
    "enough": {"per_day": 2, "new_per_day": 2},
    "busy": {"compound_per_hour": 3},
    "new": {"new_per_day": 1},
    "same": {"same_words": 2},
}


@pytest.fixture
async def town(
    settings: Settings, classifier: Classifier, engine: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Town]:
    case = request.node.callspec.params["path"].stem.partition("_")[0]
    own = await engine.lodge(settings_for(settings, tmp_path, limits=SECTIONS.get(case, {})))
    async with running_town(own, classifier, None) as town:
        yield town
