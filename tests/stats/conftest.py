"""The town of the conversations, with the figures of the week pushed on Mondays; and a workshop without it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings
from classifier import Classifier
from tests.conversations.conftest import logs, make_on_a_thread, quick_clockwork
from tests.conversations.town import Town, running_town, settings_for
from tests.engines.engine import Engine
from tests.handlers import conftest as handlers
from tests.handlers.hall import Hall
from tests.stats.shop import Shop

__all__ = ["logs", "quick_clockwork"]
settings, classifier, template = handlers.settings, handlers.classifier, handlers.template
db, office, hall = handlers.db, handlers.office, handlers.hall


@pytest.fixture
async def town(settings: Settings, classifier: Classifier, engine: Engine, tmp_path: Path) -> AsyncIterator[Town]:
    own = await engine.lodge(settings_for(settings, tmp_path, stats={"monday": "08:30"}))
    async with running_town(own, classifier, None) as town:
        yield town


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are made on a thread: a process that begins anew in each town takes seconds."""
    make_on_a_thread(monkeypatch)


@pytest.fixture
def shop(hall: Hall) -> Shop:
    return Shop(hall)
