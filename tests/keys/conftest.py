"""The town's store, and the means to open it with one key or another."""

from tests.conversations import conftest as town

settings, template = town.settings, town.template
