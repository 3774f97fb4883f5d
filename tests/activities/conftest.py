"""The settings, the classifier and the store of the handlers' tests."""

from tests.handlers import conftest as handlers

settings, classifier, template = handlers.settings, handlers.classifier, handlers.template
db, office, hall = handlers.db, handlers.office, handlers.hall
