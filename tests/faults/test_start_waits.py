"""A start waits for a store that takes nothing at the moment, at each of its steps, as a run does."""

import asyncio
import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import CapturingLogger

from bot import app
from bot.config import Settings
from bot.domain.errors import StorageBusy
from bot.services.crew import Seat
from sandbox import Sandbox
from sandbox.client import SandboxClient
from tests.conversations.town import TOKEN, WANG, secrets_for, settings_for
from tests.engines.keys import KEYS


async def test_the_seat_is_taken_when_the_store_takes_writes_again(
    settings: Settings, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, times = Seat.take_all, list[int]()

    async def take_all(seat: Seat) -> None:
        times.append(1)
        if len(times) < 3:
            raise StorageBusy("the disk is full")
        await really(seat)

    monkeypatch.setattr(Seat, "take_all", take_all)
    monkeypatch.setattr(app, "STAND_BY_S", 0.01)
    monkeypatch.setattr(app.gc, "freeze", lambda: None)  # this process goes on with other tests
    monkeypatch.setattr(app, "log", told := CapturingLogger())
    own = settings_for(settings, tmp_path)
    shutil.copy(template, own.database.path)
    async with Sandbox(port=0, token=TOKEN) as sandbox, SandboxClient(sandbox.url) as client:
        await client.settle({"id": WANG, "first_name": "王"})
        secrets = secrets_for(sandbox.url).model_copy(update={"field_keys": SecretStr(KEYS)})
        running = asyncio.create_task(app.run(own, secrets))
        await client.phone(WANG).say("/help")
        assert "怎么用" in (await client.phone(WANG).next(timeout=30))["message"]["text"]
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert [call.args[0] for call in told.calls] == ["store_not_ready"] * 2
