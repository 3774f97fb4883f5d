"""A hall in which somebody has done everything that leaves a trace."""

from tests.handlers import conftest as handlers

settings, classifier, template = handlers.settings, handlers.classifier, handlers.template
db, office, hall = handlers.db, handlers.office, handlers.hall
