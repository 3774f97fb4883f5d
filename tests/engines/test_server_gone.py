"""The server dies in the middle of a conversation, and comes back: nobody has to do anything."""

import asyncio
from pathlib import Path

import pytest

from bot.config import Settings
from classifier import Classifier
from tests.conversations import conftest as conversations
from tests.conversations.stage import Stage
from tests.conversations.town import WANG, running_town, settings_for, settle_at
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
        stage = Stage(town)
        await stage.story("王阿姨 says 3号楼楼道灯坏了", "王阿姨 hears 📝 3号楼楼道灯坏了")
        assert town.program
        assert await town.program.health() == {"store": True, "outbox": True}
        await asyncio.to_thread(own_server.kill)
        assert await town.program.health() == {"store": False}
        await town.phone(WANG).say("两天了")
        await asyncio.sleep(0.5)
        await asyncio.to_thread(own_server.serve)
        await stage.story(
            "王阿姨 hears 📝 3号楼楼道灯坏了⏎两天了",
            "王阿姨 presses ✅ 提交",
            "王阿姨 sees 报上了，编号 0310-001",
            "陈书记 hears 新哨 0310-001",
            "赵书记 hears 新哨 0310-001",
        )
        await stage.silence()
