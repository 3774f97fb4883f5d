"""The town of the conversations, the hall of its dispatcher."""

from tests.conversations import conftest as town_of
from tests.handlers import conftest as handlers

settings, classifier, template, town = town_of.settings, town_of.classifier, town_of.template, town_of.town
logs, quick_clockwork = town_of.logs, town_of.quick_clockwork
db, office, hall = handlers.db, handlers.office, handlers.hall
