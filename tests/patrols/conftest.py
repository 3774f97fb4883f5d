"""The town of the conversations, with its patrols."""

from tests.conversations import conftest as town
from tests.handlers import conftest as handlers

settings, classifier, template = town.settings, town.classifier, town.template
db, office, hall = handlers.db, handlers.office, handlers.hall
