"""Telegram in trouble: each message arrives, in order; a chat that is gone is told apart from one that is slow."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import CapturingLogger

from bot.channels.telegram import polling
from bot.commands.inbox import show
from bot.config import Settings
from classifier import Classifier
from tests.conversations.stage import CAST, Stage
from tests.conversations.town import CHEN, ZHAO, Town, running_town, settings_for


def reports(who: str, words: str) -> str:
    return f"""
{who} says     {words}
{who} hears    📝 {words}
{who} presses  ✅ 提交
{who} sees     报上了
"""


REPORT = reports("王阿姨", "垃圾没人收")

IN_A_ROW = """
王阿姨 says   /help
王阿姨 says   /my
王阿姨 says   垃圾没人收
王阿姨 says   三天了
王阿姨 hears  怎么用
王阿姨 hears  您还没报过
王阿姨 hears  📝 垃圾没人收
王阿姨 hears  📝 垃圾没人收⏎三天了
"""


@pytest.fixture
def stage(town: Town) -> Stage:
    return Stage(town)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "429", "retry_after": 1, "times": 1},
        {"kind": "500", "times": 3},
        {"kind": "502", "times": 3},
        {"kind": "reset", "times": 3},
        {"kind": "409", "times": 2},
    ],
    ids=lambda fault: fault["kind"],
)
async def test_what_was_refused_for_now_arrives_later_and_in_order(
    town: Town, stage: Stage, fault: dict[str, Any]
) -> None:
    await town.client.faults(fault | {"method": "sendMessage"})
    await stage.story(IN_A_ROW)
    assert await town.count("SELECT count(*) FROM outbox WHERE state <> 'sent'") == 0


async def test_only_a_lost_answer_may_double_a_message(town: Town, stage: Stage) -> None:
    """Delivered, but we never hear of it: sent again, rather than not at all."""
    await town.client.faults({"kind": "timeout", "method": "sendMessage", "times": 1})
    await stage.story(
        "王阿姨 says /my",
        "王阿姨 hears 您还没报过",
        "王阿姨 hears 您还没报过",
        "王阿姨 says /help",
        "王阿姨 hears 怎么用",
    )


async def test_troubles_of_every_kind_while_a_ticket_passes_through(town: Town, stage: Stage) -> None:
    """A third of all calls fail, also edits, callback answers and polls; the story is the same."""
    await town.client.faults(
        {"kind": "500", "method": "send*", "probability": 0.3},
        {"kind": "reset", "method": "edit*", "probability": 0.3},
        {"kind": "502", "method": "answer*", "probability": 0.3},
    )
    await stage.story(
        REPORT + "陈书记 hears 新哨\n赵书记 hears 新哨\n陈书记 presses ✅ 受理\n陈书记 is told 已受理\n"
        "陈书记 sees 已受理\n赵书记 sees 已受理\n王阿姨 hears 受理了"
    )


async def test_polls_that_fail_lose_nothing(town: Town, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "BACKOFF_S", (0.01,))
    await town.client.faults(
        {"kind": "502", "method": "getUpdates", "times": 3},
        {"kind": "reset", "method": "getUpdates", "times": 3},
        {"kind": "timeout", "method": "getUpdates", "times": 2},
    )
    await stage.story(
        "王阿姨 says 垃圾没人收", "王阿姨 says 三天了", "王阿姨 hears 📝 垃圾没人收", "王阿姨 hears 垃圾没人收⏎三天了"
    )


async def test_another_poller_is_reported_and_survived(
    town: Town, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody polls with our token: the operator reads which of the two to stop, and we go on as soon as we can."""
    monkeypatch.setattr(polling, "BACKOFF_S", (0.01,))
    monkeypatch.setattr(polling, "log", told := CapturingLogger())
    while not town.sandbox.world.updates.waits:
        await asyncio.sleep(0.005)
    await town.client.ask("GET", f"/bot{town.sandbox.token}/getUpdates", params={"timeout": "0"})
    await stage.story("王阿姨 says /my", "王阿姨 hears 您还没报过")
    assert [(call.method_name, call.args) for call in told.calls] == [("error", ("another_poller",))]
    assert "stop one of the two" in told.calls[0].kwargs["advice"]


async def test_a_message_that_telegram_calls_invalid_is_parked_and_named(
    town: Town, stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await town.client.faults({"kind": "400", "method": "sendMessage", "description": "BUTTON_DATA_INVALID", "times": 1})
    await stage.story(
        "王阿姨 says 垃圾没人收", "王阿姨 says /my", "王阿姨 hears 您还没报过", "王阿姨 hears 📝 垃圾没人收"
    )
    assert (await town.rows("SELECT state, error FROM outbox WHERE state <> 'sent'")) == [
        {"state": "parked", "error": "Bad Request: BUTTON_DATA_INVALID"}
    ]
    await town.stop()
    own = tmp_path / "config.toml"
    own.write_text(f'[database]\nurl = "{town.settings.database.url}"\n', "utf-8")
    await show(own, retry=None, drop=None)
    listed = capsys.readouterr().out
    assert "Messages refused: 1" in listed
    assert "BUTTON_DATA_INVALID" in listed
    assert "垃圾" not in listed
    await town.start()


async def test_a_card_that_can_no_longer_be_redrawn_is_sent_anew(town: Town, stage: Stage) -> None:
    await stage.story("王阿姨 says 垃圾没人收", "王阿姨 hears 📝 垃圾没人收")
    await town.client.faults(
        {"kind": "400", "method": "editMessageText", "description": "message can't be edited", "times": 1}
    )
    await stage.story(
        "王阿姨 presses 改类别", "王阿姨 hears 是哪一类？", "王阿姨 presses 上一步", "王阿姨 sees 📝 垃圾没人收"
    )


async def test_a_press_answered_too_late_is_no_trouble(town: Town, stage: Stage) -> None:
    await town.client.faults(
        {
            "kind": "400",
            "method": "answerCallbackQuery",
            "description": "query is too old and response timeout expired or query ID is invalid",
        }
    )
    await stage.story(
        "王阿姨 says 垃圾没人收", "王阿姨 hears 📝 垃圾没人收", "王阿姨 presses 改类别", "王阿姨 sees 是哪一类？"
    )
    assert await town.count("SELECT count(*) FROM outbox WHERE state <> 'sent'") == 0


async def test_who_is_found_to_have_blocked_us_is_passed_over_until_they_come_back(town: Town, stage: Stage) -> None:
    """No update told us: the 403 does. The alert goes to the next who can be reached, and so do later ones."""
    await town.client.faults(*({"kind": "403", "method": "sendMessage", "chat_id": chat} for chat in (CHEN, ZHAO)))
    await stage.story(REPORT + "钱社区 hears 新哨 0310-001")
    assert {row["key"] for row in await town.rows("SELECT key FROM address WHERE reachable = 0")} == {
        str(CHEN),
        str(ZHAO),
    }
    await stage.story(reports("李叔", "楼道灯坏了") + "钱社区 hears 新哨 0310-002")
    await town.client.faults()
    await stage.story("陈书记 says /my", "陈书记 hears 您还没报过")
    await stage.story(reports("王阿姨", "电梯停了好几天") + "陈书记 hears 新哨 0310-003")


async def test_a_resident_who_blocked_us_holds_up_no_secretary(town: Town, stage: Stage) -> None:
    await stage.story(REPORT + "陈书记 hears 新哨\n赵书记 hears 新哨\n王阿姨 blocks the bot")
    await stage.story("陈书记 presses ✅ 受理", "陈书记 is told 已受理", "陈书记 sees 已受理", "赵书记 sees 已受理")
    # What they were to hear is not kept for ever; the ticket tells it when they come back.
    await stage.story("王阿姨 unblocks the bot", "王阿姨 says /my", "王阿姨 hears 0310-001 · 已受理")


@pytest.fixture
async def small_outbox(
    settings: Settings, classifier: Classifier, template: Path, tmp_path: Path
) -> AsyncIterator[Town]:
    own = settings_for(settings, tmp_path, delivery={"max_waiting": 4, "backoff_max_s": 0.05})
    async with running_town(own, classifier, template) as town:
        yield town


async def test_while_the_outbox_is_full_nothing_new_is_begun_and_nothing_is_lost(small_outbox: Town) -> None:
    """Telegram takes nothing for a while: what comes in is kept, and answered once there is room."""
    town, names = small_outbox, ["王阿姨", "李叔", "陈书记", "赵书记", "周书记", "钱社区", "孙街道"]
    stage = Stage(town)
    await stage.play([])
    await town.client.faults({"kind": "500", "method": "send*"})
    for at, name in enumerate(names):
        await stage.says(CAST[name], "/help")
        if at < 4:
            await town.until("SELECT count(*) FROM outbox WHERE state = 'waiting'", wanted=at + 1)
    await town.until("SELECT count(*) FROM inbox WHERE state = 'waiting'", wanted=3)
    assert town.program
    assert await town.program.health() == {"store": True, "outbox": False}
    assert await town.count("SELECT count(*) FROM outbox WHERE state = 'waiting'") == 4
    await town.client.faults()
    await stage.story("\n".join(f"{name} hears 怎么用" for name in names))
    assert await town.program.health() == {"store": True, "outbox": True}
