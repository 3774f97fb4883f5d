"""A bug of ours: the person hears of it, what they were writing stays, the operator finds it and can try again."""

import dataclasses
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import typer

from bot.app import program
from bot.commands.inbox import show
from bot.config import Settings, load_settings
from bot.domain.messages import Reply
from bot.handlers.routes import ROUTES
from bot.services import report
from bot.services.turn import Turn
from bot.services.understanding import Understanding
from bot.storage.database import Tx
from classifier import Classifier
from tests.conversations.stage import Stage
from tests.conversations.town import WANG, Town, running_town, settings_for

REPORTED = """
王阿姨 says     燃气表坏了
王阿姨 hears    📝 燃气表坏了
王阿姨 presses  ✅ 提交
王阿姨 sees     报上了
陈书记 hears    新哨
赵书记 hears    新哨
李叔 says       路灯不亮
李叔 hears      📝 路灯不亮
"""
AFTERWARDS = """
陈书记 says     /desk
陈书记 hears    1 条
陈书记 hears    → {department}⏎
李叔 presses    ✅ 提交
李叔 sees       🏷 其他
陈书记 hears    🏷 其他
赵书记 hears    🏷 其他
王阿姨 says     垃圾没人收
王阿姨 hears    🏷 其他
"""

Opening: TypeAlias = Callable[..., AbstractAsyncContextManager[Town]]


@pytest.fixture
def opening(settings: Settings, classifier: Classifier, template: Path, tmp_path: Path) -> Opening:
    """Opens a town once the test has broken what it wants broken."""

    @asynccontextmanager
    async def opened(changed: Settings = settings, **sections: Any) -> AsyncIterator[Town]:
        async with running_town(settings_for(changed, tmp_path, **sections), classifier, template) as town:
            yield town

    return opened


async def broken(turn: Turn, tx: Tx) -> list[Reply]:
    raise RuntimeError(f"a bug, with what {turn.inbound.chat} wrote in its words")


def with_broken(command: str) -> tuple[Any, ...]:
    """The table of routes with a bug behind one command."""
    return tuple(dataclasses.replace(route, handler=broken) if route.command == command else route for route in ROUTES)


@pytest.fixture
def operator(tmp_path: Path) -> Path:
    """The operator's own config.toml, for `python -m bot inbox`."""
    own = tmp_path / "config.toml"
    own.write_text(f'[database]\nurl = "sqlite:{tmp_path}/town.db"\n', "utf-8")
    return own


async def test_a_bug_is_told_and_set_aside_and_tried_again(
    opening: Opening, operator: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "ROUTES", with_broken("my"))
    async with opening() as town:
        stage = Stage(town)
        await stage.story("王阿姨 says 垃圾没人收", "王阿姨 hears 📝 垃圾没人收")
        await stage.story("王阿姨 says /my", "王阿姨 hears 对不起，刚才出了点错，您写的都还在。请再试一次。（错误号 ")
        # The draft is as it was, and the chat goes on.
        await stage.story("王阿姨 says 三天了", "王阿姨 hears 📝 垃圾没人收⏎三天了")
        (poison,) = await town.rows("SELECT seq, error FROM inbox WHERE state = 'poison'")
        told = [event["message"]["text"] for event in (await town.phone(WANG).unread())]
        assert any(poison["error"].removeprefix("incident ") in words for words in told)
        assert town.program
        assert town.program.metrics.registry.get_sample_value("chuishao_updates_poisoned_total") == 1
        await town.stop()
        monkeypatch.undo()

        await show(operator, retry=None, drop=None)
        assert poison["error"] in " ".join(capsys.readouterr().out.split())
        with pytest.raises(typer.Exit):
            await show(operator, retry=poison["seq"] + 1000, drop=None)
        await show(operator, retry=poison["seq"], drop=None)
        assert "Quarantined updates: 0" in capsys.readouterr().out
        await town.start()
        await stage.story("王阿姨 hears 您还没报过", "王阿姨 hears 📝 垃圾没人收⏎三天了")
        assert await town.count("SELECT count(*) FROM inbox WHERE state <> 'done'") == 0


async def test_a_quarantined_update_can_be_given_up(
    opening: Opening, operator: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "ROUTES", with_broken("help"))
    async with opening() as town:
        stage = Stage(town)
        await stage.story("王阿姨 says /help", "王阿姨 hears 对不起")
        seq = await town.count("SELECT seq FROM inbox WHERE state = 'poison'")
        await town.stop()
        await show(operator, retry=None, drop=seq)
        await town.start()
        await stage.silence()
        assert await town.rows("SELECT state, raw FROM inbox WHERE seq = ?", seq) == [{"state": "done", "raw": ""}]


async def test_a_bug_in_the_apology_stops_nobody(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "show_begun", broken)
    async with opening() as town:
        await Stage(town).story(
            "王阿姨 says /desk", "王阿姨 hears 对不起", "王阿姨 says 垃圾没人收", "王阿姨 hears 📝 垃圾没人收"
        )


async def test_a_bug_in_the_classifier_stops_nobody(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Understanding, sentence: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Understanding, "read", fails)
    async with opening() as town:
        await Stage(town).story(
            "王阿姨 says 垃圾没人收", "王阿姨 hears 对不起", "王阿姨 says /my", "王阿姨 hears 您还没报过"
        )


async def test_a_category_or_department_that_is_gone_from_the_settings_stops_nobody(
    opening: Opening, tmp_path: Path
) -> None:
    """The classifier knows 25 categories; a district may have fewer, and rename its departments under open tickets."""
    few = tmp_path / "few.toml"
    hours = "accept_hours = {normal=8,urgent=2,danger=1}\nclose_hours = {normal=8,urgent=2,danger=1}"
    few.write_text(
        '[[department]]\ncode = "jiedao"\nname = "街道办"\n'
        f'[[category]]\nname = "其他"\ndepartment = "jiedao"\nalso = []\n{hours}\n',
        "utf-8",
    )
    async with opening() as town:
        stage = Stage(town)
        await stage.story(REPORTED)
        department = (await town.rows("SELECT department FROM ticket"))[0]["department"]
        await town.stop()
        kept = {name: getattr(town.settings, name) for name in ("database", "delivery", "telegram", "patrols")}
        town.settings = load_settings(few).model_copy(update=kept)
        await town.start()
        await stage.story(AFTERWARDS.format(department=department))
