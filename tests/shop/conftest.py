"""A hall in which the shops have something on their shelves, and two people have points."""

import pytest

from bot.config import Settings
from tests.conversations.conftest import fill_shelves
from tests.handlers import conftest as handlers
from tests.handlers.hall import Hall
from tests.shop.counter import Counter

settings, classifier, template = handlers.settings, handlers.classifier, handlers.template
db, office, hall = handlers.db, handlers.office, handlers.hall


@pytest.fixture
async def counter(hall: Hall, settings: Settings) -> Counter:
    await hall.db.write(fill_shelves, settings)
    return Counter(hall)
