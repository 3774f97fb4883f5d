"""A hall in the town of the conversations; its store and office by themselves."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import open_office
from bot.config import Settings
from bot.handlers.dispatch import Dispatcher
from bot.services.turn import Office
from bot.services.understanding import Understanding
from bot.storage.sqlite import SqliteDatabase
from classifier import Classifier
from tests.conversations import conftest as town
from tests.conversations.town import morning
from tests.handlers.hall import Hall, take_leases

settings, classifier, template = town.settings, town.classifier, town.template


@pytest.fixture
async def db(template: Path, tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    opened = await SqliteDatabase.open(Path(shutil.copy(template, tmp_path / "hall.db")))
    yield opened
    await opened.close()


@pytest.fixture
async def office(db: SqliteDatabase, settings: Settings) -> Office:
    return await open_office(db, settings, morning())


@pytest.fixture
async def hall(db: SqliteDatabase, office: Office, settings: Settings, classifier: Classifier) -> Hall:
    epochs = await db.write(take_leases)
    dispatcher = Dispatcher(db, office, Understanding(classifier, settings), "ours", lambda: None)
    return Hall(db, dispatcher, epochs)
