"""What a clock that was wrong has left in the store."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.config import Settings
from bot.domain.clock import to_millis
from bot.services.clock_watch import mend
from bot.services.clockwork import LEASE_MS
from bot.storage import leases, outbox
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


async def test_what_only_a_wrong_clock_can_have_planned_is_brought_near(db: Database, settings: Settings) -> None:
    """Messages that nobody claimed, too; what is claimed is its sender's."""

    async def leave(tx: Tx) -> None:
        envelope = Envelope("telegram", "1", None, "message", "{}", 2)
        for token, ahead in ((None, DAY), (None, timedelta(minutes=5)), ("sender", DAY)):
            await outbox.put(tx, envelope, NOW, token, to_millis(MORNING + ahead))

    await db.write(leave)
    assert await db.write(mend, settings, NOW) == 1
    assert len(await db.write(outbox.claim, "another", NOW, NOW + 1, 10)) == 1
    assert await db.write(mend, settings, NOW) == 0


@pytest.mark.parametrize(("ahead", "taken"), [(DAY, True), (-DAY, True), (timedelta(minutes=10), False)])
async def test_a_lease_until_tomorrow_is_not_believed(db: Database, ahead: timedelta, *, taken: bool) -> None:
    """Whoever took it died after the clock was set right, before it could renew it."""
    then = to_millis(MORNING + ahead)
    await db.write(lambda tx: leases.take_all(tx, "dead", then, then + LEASE_MS, alone=False))
    held = await db.write(lambda tx: leases.take_all(tx, "next", NOW, NOW + LEASE_MS, alone=False))
    assert bool(held) is taken
