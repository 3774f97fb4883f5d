"""The server dies in the middle of a conversation, and comes back: nobody has to do anything."""

from pathlib import Path

import pytest

from bot.config import Settings
from classifier import Classifier
from tests.conversations import conftest as conversations
from tests.conversations.town import running_town, settings_for, settle_at
from tests.engines.outliving import outlives
from tests.engines.server import Server

pytestmark = pytest.mark.postgres
settings, classifier, logs = conversations.settings, conversations.classifier, conversations.logs
quick_clockwork = conversations.quick_clockwork


async def test_what_was_said_meanwhile_is_answered_when_it_is_back(
    own_server: Server, settings: Settings, classifier: Classifier, tmp_path: Path
) -> None:
    url = own_server.url_of(await own_server.create())
    await settle_at(settings, url)
    own = settings_for(settings, tmp_path, database={"url": url})
    async with running_town(own, classifier, None) as town:
        await outlives(town, own_server)
