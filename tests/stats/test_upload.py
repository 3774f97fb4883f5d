"""Files of our own through the real program and over HTTP: what arrives, what is left behind, what a crash does."""

import asyncio
import os
import signal
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from bot.domain.charts import Column, Sheet
from bot.domain.clock import ManualClock
from bot.files import press
from bot.files.press import Press
from tests.conversations.stage import Stage
from tests.conversations.town import CHEN, Town

SHEET = Sheet("清单", (Column("编号", 12),), (("0310-001",),))


async def last(town: Town, kind: str) -> dict[str, Any]:
    """The last message of a kind on 陈书记's phone; waits for it."""
    async with asyncio.timeout(20):
        while True:
            messages = (await town.phone(CHEN).chat())["messages"]
            if found := [message for message in messages if kind in message]:
                return dict(found[-1])
            await asyncio.sleep(0.05)


def stored(town: Town, file_id: str) -> bytes:
    file = town.sandbox.world.files.by_id(file_id)
    assert file
    return file.data


async def test_a_picture_and_a_list_arrive_and_nothing_is_left_behind(town: Town) -> None:
    await town.phone(CHEN).say("/stats")
    photo = await last(town, "photo")
    widest = max(photo["photo"], key=lambda size: size["width"])
    picture = Image.open(BytesIO(stored(town, widest["file_id"])))
    assert picture.width == 1080
    assert photo["caption"].startswith("📊 翠湖苑 2026年3月")
    await town.phone(CHEN).press("导出表格")
    document = (await last(town, "document"))["document"]
    assert document["file_name"] == "翠湖苑_2026-03.xlsx"
    rows = CalamineWorkbook.from_filelike(BytesIO(stored(town, document["file_id"]))).get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["编号", "报上时间"]
    await town.until_quiet()
    assert await town.count("SELECT count(*) FROM made_file") == 0
    assert await town.count("SELECT count(*) FROM exported") == 1


@pytest.mark.usefixtures("beside")
async def test_refused_for_a_while_it_is_sent_once(town: Town) -> None:
    await town.client.faults({"method": "sendPhoto", "kind": "429", "retry_after": 0.2, "times": 1})
    await town.client.faults({"method": "sendPhoto", "kind": "500", "times": 1})
    await town.phone(CHEN).say("/stats")
    await last(town, "photo")
    await town.until_quiet()
    assert [call["outcome"] for call in await town.client.calls("sendPhoto")].count("ok") == 1


@pytest.mark.usefixtures("beside")
async def test_a_file_outlives_a_restart_before_it_is_sent(town: Town) -> None:
    await town.client.faults({"method": "sendPhoto", "kind": "500"})
    await town.phone(CHEN).say("/stats")
    async with asyncio.timeout(20):
        while not await town.client.calls("sendPhoto"):
            await asyncio.sleep(0.05)
    await town.stop()
    await town.client.ask("DELETE", "/control/faults")
    await town.start()
    await last(town, "photo")
    await town.until_quiet()
    assert await town.count("SELECT count(*) FROM made_file") == 0


@pytest.mark.usefixtures("beside")
async def test_the_week_comes_on_monday_as_a_picture(town: Town) -> None:
    await Stage(town).story(
        "王阿姨 says       垃圾没人收",
        "王阿姨 hears      📝 垃圾没人收",
        "王阿姨 presses    ✅ 提交",
        "王阿姨 sees       报上了，编号 0310-001",
        "陈书记 hears      新哨 0310-001",
        "赵书记 hears      新哨 0310-001",
    )
    assert isinstance(town.clock, ManualClock)
    await town.stop()
    town.clock.at += timedelta(days=5, hours=23, minutes=30)
    await town.start()
    photo = await last(town, "photo")
    assert photo["caption"].startswith("📊 翠湖苑 3月9日–15日：收到 1 件")
    labels = [button["text"] for row in photo["reply_markup"]["inline_keyboard"] for button in row]
    assert labels == ["本月", "导出表格"]
    await town.until_quiet()
    shown = [call for call in await town.client.calls("sendPhoto") if call["outcome"] == "ok"]
    assert len(shown) == 3


# ── the process in which files are made ───────────────────────────────────────────────────────────────────────
async def test_a_process_that_is_lost_is_replaced() -> None:
    made_by = Press()
    try:
        assert (await made_by.make(SHEET)).startswith(b"PK")
        (child,) = made_by._pool._processes.values()  # type: ignore[union-attr]
        os.kill(child.pid, signal.SIGKILL)
        with pytest.raises(RuntimeError):
            await made_by.make(SHEET)
        assert (await made_by.make(SHEET)).startswith(b"PK")
    finally:
        made_by.close()


async def test_it_goes_when_nothing_is_to_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "IDLE_S", 0.01)
    made_by = Press()
    await made_by.make(SHEET)
    (child,) = made_by._pool._processes.values()  # type: ignore[union-attr]
    async with asyncio.timeout(10):
        while child.is_alive():
            await asyncio.sleep(0.02)
    assert made_by._pool is None
