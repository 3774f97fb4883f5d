"""What a clock that was wrong has left in the store."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.config import Settings
from bot.domain.clock import to_millis
from bot.storage import outbox
from bot.storage.database import Database, Tx
from bot.storage.outbox import Envelope
from tests.conversations.town import MORNING
from tests.engines.engine import Engine

NOW = to_millis(MORNING)
DAY = timedelta(days=1)


@pytest.fixture
async def db(engine: Engine, settings: Settings) -> AsyncIterator[Database]:
    store = await engine.open(settings)
    yield store
    await store.close()


async def test_messages_wait_for_no_time(db: Database) -> None:
    """What nobody claimed goes whatever a wrong clock wrote down; what is claimed is its sender's."""

    async def leave(tx: Tx) -> None:
        envelope = Envelope("telegram", "1", None, "message", "{}", 2)
        for token, ahead in ((None, DAY), (None, timedelta(minutes=5)), ("sender", DAY)):
            await outbox.put(tx, envelope, NOW, token, to_millis(MORNING + ahead))

    await db.write(leave)
    assert len(await db.write(outbox.claim, "another", NOW, NOW + 1, 10)) == 2
