"""What is made once for all lives."""

import asyncio

import pytest

from bot.config import Settings
from classifier import Classifier
from tests.conversations import conftest as town
from tests.conversations.wander.walk import Stand, make_stand
from tests.lives.beyond import settle_beyond

settings, classifier = town.settings, town.classifier


@pytest.fixture(scope="session")
def stand(settings: Settings, classifier: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Stand:
    return asyncio.run(make_stand(settings, classifier, tmp_path_factory.mktemp("lives"), settle_beyond))
