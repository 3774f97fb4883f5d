"""The town of the conversations, and a hall in it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from tests.conversations.conftest import logs, quick_clockwork
from tests.conversations.wander.store import OneThread
from tests.handlers import conftest as handlers
from tests.handlers.hall import Hall
from tests.stats.shop import Shop

__all__ = ["logs", "quick_clockwork"]
settings, classifier, template = handlers.settings, handlers.classifier, handlers.template
db, office, hall = handlers.db, handlers.office, handlers.hall


@pytest.fixture
def shop(hall: Hall) -> Shop:
    return Shop(hall)


@pytest.fixture
def alone(template: Path, tmp_path: Path) -> Iterator[OneThread]:
    """A store for one caller, without a hop to a thread for each question."""
    opened = OneThread(Path(copy(template, tmp_path / "alone.db")))
    yield opened
    opened._connection.close()
