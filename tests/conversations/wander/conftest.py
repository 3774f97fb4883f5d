"""What is made once for all walks, and a walk of one's own."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.config import Settings
from classifier import Classifier
from tests.conversations.wander.walk import Stand, Walk, make_stand


@pytest.fixture(scope="session")
def stand(settings: Settings, classifier: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Stand:
    return asyncio.run(make_stand(settings, classifier, tmp_path_factory.mktemp("wander")))


@pytest.fixture
async def walk(stand: Stand) -> AsyncIterator[Walk]:
    walk = await Walk.begin(stand)
    yield walk
    await walk.end()
