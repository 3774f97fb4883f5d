"""The town of the conversations, the hall of its dispatcher, a workshop beside it."""

import pytest

from tests.conversations import conftest as town_of
from tests.handlers import conftest as handlers
from tests.handlers.hall import Hall
from tests.stats.shop import Shop

settings, classifier, template, town = town_of.settings, town_of.classifier, town_of.template, town_of.town
logs, quick_clockwork = town_of.logs, town_of.quick_clockwork
db, office, hall = handlers.db, handlers.office, handlers.hall


@pytest.fixture
def shop(hall: Hall) -> Shop:
    return Shop(hall)
