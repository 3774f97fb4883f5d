"""A hall in the town of the conversations; its store and office by themselves."""

from collections.abc import AsyncIterator

import pytest

from bot.app import open_office
from bot.config import Settings
from bot.handlers.dispatch import Dispatcher
from bot.services.turn import Office
from bot.services.understanding import Understanding
from bot.storage.database import Database
from classifier import Classifier
from tests.conversations import conftest as town
from tests.conversations.town import morning
from tests.engines.engine import Engine
from tests.handlers.hall import Hall, take_leases

settings, classifier, template = town.settings, town.classifier, town.template


@pytest.fixture
async def db(engine: Engine, settings: Settings) -> AsyncIterator[Database]:
    opened = await engine.open(settings)
    yield opened
    await opened.close()


@pytest.fixture
async def office(db: Database, settings: Settings) -> Office:
    return await open_office(db, settings, morning())


@pytest.fixture
async def hall(db: Database, office: Office, settings: Settings, classifier: Classifier) -> Hall:
    epochs = await db.write(take_leases)
    dispatcher = Dispatcher(db, office, Understanding(classifier, settings), "ours", lambda: None)
    return Hall(db, dispatcher, epochs)
