"""While the store takes nothing, people wait and nothing is confirmed; afterwards all goes on by itself.

The short form, with the bot in this process; `make faults` does it to a process, a disk and for half a minute.
"""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from functools import partial
from pathlib import Path

import pytest
from structlog.testing import CapturingLogger

from bot.app import store
from bot.channels.telegram import polling
from bot.config import Settings
from bot.storage import watched
from bot.storage.sqlite import SqliteDatabase
from classifier import Classifier
from tests.conversations.interrupted import goes_on, interrupted
from tests.conversations.stage import Stage
from tests.conversations.test_webhook import SECRET, by_webhook, until_set
from tests.conversations.town import WANG, Town, free_port, running_town, settings_for
from tests.storage.units import pragma

Fault = Callable[[Town], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def full(town: Town) -> AsyncIterator[None]:
    """The system lets no file of ours grow: the log of the store cannot take another page."""
    log = Path(f"{town.settings.database.path}-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@asynccontextmanager
async def no_page_more(town: Town) -> AsyncIterator[None]:
    """The store may have no more pages than it has, and no free ones: SQLite's own «full»."""
    writer = of(town)._writer
    await writer.run(pragma(f"max_page_count = {await writer.run(pragma('page_count'))}"))
    yield
    await writer.run(pragma("max_page_count = 1000000000"))


@asynccontextmanager
async def read_only(town: Town) -> AsyncIterator[None]:
    await of(town)._writer.run(lambda connection: connection.execute("PRAGMA query_only = ON"))
    yield
    await of(town)._writer.run(lambda connection: connection.execute("PRAGMA query_only = OFF"))


@asynccontextmanager
async def held(town: Town) -> AsyncIterator[None]:
    with closing(sqlite3.connect(town.settings.database.path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        yield
        stranger.execute("ROLLBACK")


def of(town: Town) -> SqliteDatabase:
    assert town.program
    store = town.program.db._db
    assert isinstance(store, SqliteDatabase)
    return store


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> CapturingLogger:
    """Five seconds of waiting for a lock are twenty milliseconds here; what the operator is told is kept."""
    opened = SqliteDatabase.open
    monkeypatch.setattr(store.SqliteDatabase, "open", partial(opened, busy_ms=20))
    monkeypatch.setattr(polling, "BACKOFF_S", (0.02,))
    monkeypatch.setattr(watched, "log", told := CapturingLogger())
    return told


@pytest.fixture
async def filed(
    settings: Settings, classifier: Classifier, template: Path, tmp_path: Path, impatient: CapturingLogger
) -> AsyncIterator[Town]:
    async with running_town(settings_for(settings, tmp_path), classifier, template) as town:
        yield town


FAULTS: dict[str, tuple[Fault, str]] = {
    "the disk is full": (full, "look at the disk"),
    "read-only": (read_only, "writable"),
    "held by a stranger": (held, "fuser"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
async def test_what_is_said_meanwhile_stays_with_telegram_and_is_answered_afterwards(
    filed: Town, impatient: CapturingLogger, fault: tuple[Fault, str]
) -> None:
    strike, advice = fault
    assert filed.program
    async with interrupted(filed), strike(filed):
        await goes_on(filed)
        await until(lambda: len(impatient.calls) > 0)
        assert await filed.program.health() == {"store": False, "outbox": True}
        await asyncio.sleep(0.3)
        assert await filed.client.pending() == 1
        assert filed.program.metrics.registry.get_sample_value("chuishao_store_well") == 0
    assert await filed.program.health() == {"store": True, "outbox": True}
    # Once, however often it was tried in vain.
    assert [call.args for call in impatient.calls] == [("store_unwell",), ("store_well_again",)]
    assert advice in impatient.calls[0].kwargs["advice"]


async def test_full_in_the_words_of_sqlite(filed: Town, impatient: CapturingLogger) -> None:
    """What needs no new page goes on; the first that does waits with Telegram."""
    async with no_page_more(filed):
        await filed.phone(WANG).say("灯坏了" * 600)
        await until(lambda: len(impatient.calls) > 0)
        assert await filed.client.pending() == 1
    await Stage(filed).story("王阿姨 hears 灯坏了")
    assert "make room" in impatient.calls[0].kwargs["advice"]


async def test_what_was_sent_but_could_not_be_written_down_is_not_sent_again(filed: Town) -> None:
    """The answer is on the wire when the fault strikes: it is settled afterwards, and comes once."""
    stage = Stage(filed)
    await stage.play([])
    await filed.client.faults({"kind": "429", "retry_after": 1, "method": "sendMessage", "times": 1})
    await filed.phone(WANG).say("/my")
    await filed.until("SELECT count(*) FROM outbox WHERE attempts = 1", wanted=1)
    async with held(filed):
        await stage.hears(WANG, "您还没报过")
        await asyncio.sleep(0.1)
    await stage.silence()
    assert await filed.count("SELECT count(*) FROM outbox WHERE state <> 'sent'") == 0


async def test_a_webhook_is_answered_200_only_when_the_store_has_it(
    settings: Settings, classifier: Classifier, template: Path, tmp_path: Path, impatient: CapturingLogger
) -> None:
    own = by_webhook(settings, tmp_path, free_port())
    async with running_town(own, classifier, template, webhook_secret=SECRET) as town:
        await until_set(town)
        async with held(town):
            await town.phone(WANG).say("灯坏了")
            await until(lambda: len(impatient.calls) > 0)
            assert await town.client.pending() == 1
        await Stage(town).story("王阿姨 hears 📝 灯坏了")
        assert await town.client.pending() == 0


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.005)
