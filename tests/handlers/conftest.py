"""A hall in the town of the conversations."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import open_office
from bot.config import Settings
from bot.handlers.dispatch import Dispatcher
from bot.services.understanding import Understanding
from bot.storage.sqlite import SqliteDatabase
from classifier import Classifier
from tests.conversations import conftest as town
from tests.conversations.town import morning
from tests.handlers.hall import Hall, take_leases

settings, classifier, template = town.settings, town.classifier, town.template


@pytest.fixture
async def hall(template: Path, settings: Settings, classifier: Classifier, tmp_path: Path) -> AsyncIterator[Hall]:
    path = tmp_path / "hall.db"
    shutil.copy(template, path)
    db = await SqliteDatabase.open(path)
    office = await open_office(db, settings, morning())
    epochs = await db.write(take_leases)
    dispatcher = Dispatcher(db, office, Understanding(classifier, settings), "ours", lambda: None)
    yield Hall(db, dispatcher, epochs)
    await db.close()
