"""Due work is done once; a duty that fails waits, and holds up no other."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_office
from bot.config import Settings
from bot.domain.clock import ManualClock, to_millis
from bot.domain.messages import Reply
from bot.services import duties
from bot.services.clockwork import LATER_MS, Clockwork
from bot.services.turn import Office
from bot.storage import due
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase
from tests.engines.keys import VAULT

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
async def db(migrated: Path, tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    opened = await SqliteDatabase.open(Path(shutil.copy(migrated, tmp_path / "clock.db")), VAULT)
    yield opened
    await opened.close()


async def test_a_failing_duty_comes_later_again_and_the_next_one_is_done(
    db: SqliteDatabase, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    async def note(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
        if subject == "bad":
            raise RuntimeError("a bug")
        done.append(subject)
        return []

    monkeypatch.setitem(duties.DUTIES, "note", note)
    clock = ManualClock(NOON)
    office = await open_office(db, settings, clock)
    offered: list[Any] = []
    clockwork = Clockwork(db, office, settings, "token", offered.extend)
    for at, subject in enumerate(("bad", "good"), start=1):
        await db.write(due.plan, "note", subject, to_millis(NOON) - 10 + at)
    await clockwork._do_what_is_due()
    await clockwork._do_what_is_due()
    assert done == ["good"]
    later = to_millis(NOON) + LATER_MS
    assert await db.read(due.ready, later - 1, 10) == []
    assert [duty.subject for duty in await db.read(due.ready, later, 10)] == ["bad"]
