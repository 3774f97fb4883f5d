"""By webhook: only who knows the secret is let in, nothing is acknowledged before it is stored, order is put right."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram import connection
from bot.channels.telegram.webhook import SECRET_HEADER
from bot.config import Settings
from bot.config.sections import WebhookListen
from bot.domain.errors import BadConfiguration, StorageBusy
from bot.storage import inbox
from classifier import Classifier
from tests.conversations.stage import Stage
from tests.conversations.town import LI, WANG, Town, free_port, running_town, settings_for

SECRET = "known-to-telegram-alone"


def by_webhook(settings: Settings, folder: Path, port: int, **more: Any) -> Settings:
    listen = WebhookListen(host="127.0.0.1", port=port, path="/telegram")
    own = {
        "mode": "webhook",
        "webhook_url": f"http://127.0.0.1:{port}/telegram",
        "webhook_listen": listen,
        "max_body_bytes": 4096,
    }
    return settings_for(settings, folder, telegram=own, intake={"reorder_ms": 1000}, **more)


@pytest.fixture
async def hooked(settings: Settings, classifier: Classifier, template: Path, tmp_path: Path) -> AsyncIterator[Town]:
    own = by_webhook(settings, tmp_path, free_port())
    async with running_town(own, classifier, template, webhook_secret=SECRET) as town:
        await until_set(town)
        yield town


async def until_set(town: Town) -> None:
    async with asyncio.timeout(5):
        while town.sandbox.world.webhook.target is None:
            await asyncio.sleep(0.005)


@asynccontextmanager
async def posting(town: Town, body: bytes, **headers: str) -> AsyncIterator[aiohttp.ClientResponse]:
    url = town.settings.telegram.webhook_url
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        yield answer


async def status(town: Town, body: bytes, **headers: str) -> int:
    async with posting(town, body, **headers) as answer:
        return answer.status


def saying(update_id: int, words: str, who: int = WANG) -> bytes:
    chat, person = f'{{"id":{who},"type":"private"}}', f'{{"id":{who},"is_bot":false,"first_name":"x"}}'
    message = f'{{"message_id":{update_id},"date":1,"chat":{chat},"from":{person},"text":"{words}"}}'
    return f'{{"update_id":{update_id},"message":{message}}}'.encode()


OURS = {SECRET_HEADER: SECRET}


async def test_a_report_passes_through(hooked: Town) -> None:
    await Stage(hooked).story(
        "王阿姨 says 垃圾没人收",
        "王阿姨 hears 📝 垃圾没人收",
        "王阿姨 presses ✅ 提交",
        "王阿姨 sees 报上了",
        "陈书记 hears 新哨",
        "赵书记 hears 新哨",
        "陈书记 presses ✅ 受理",
        "陈书记 is told 已受理",
        "陈书记 sees 已受理",
        "赵书记 sees 已受理",
        "王阿姨 hears 受理了",
    )


@pytest.mark.parametrize(
    "headers", [{}, {SECRET_HEADER: "guessed"}, {SECRET_HEADER: ""}, {SECRET_HEADER: SECRET + "x"}]
)
async def test_who_does_not_know_the_secret_is_sent_away(hooked: Town, headers: dict[str, str]) -> None:
    assert await status(hooked, saying(1, "x"), **headers) == 403
    assert await hooked.count("SELECT count(*) FROM inbox") == 0


async def test_what_is_too_large_or_no_json_is_refused_and_not_kept(hooked: Town) -> None:
    assert await status(hooked, b"x" * 5000, **OURS) == 413
    assert await status(hooked, b"{", **OURS) == 400
    assert await status(hooked, b"[" * 4000, **OURS) == 400
    assert await status(hooked, b"\xff\xfe", **OURS) == 400
    assert await hooked.count("SELECT count(*) FROM inbox") == 0


async def test_it_is_stored_when_it_is_acknowledged(hooked: Town) -> None:
    """Even what nobody could read: the operator has it."""
    assert await status(hooked, saying(1, "垃圾没人收"), **OURS) == 200
    assert await hooked.count("SELECT count(*) FROM inbox") == 1
    assert await status(hooked, b'"hello"', **OURS) == 200
    assert await hooked.count("SELECT count(*) FROM inbox") == 2
    await hooked.until_quiet()
    assert await hooked.count("SELECT count(*) FROM inbox WHERE state = 'poison'") == 1


async def test_what_the_store_cannot_take_is_not_acknowledged_and_comes_again(
    hooked: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = iter(range(2))
    store = inbox.store

    async def busy(*facts: Any) -> None:
        if next(troubles, None) is not None:
            raise StorageBusy
        await store(*facts)

    monkeypatch.setattr(inbox, "store", busy)
    assert await status(hooked, saying(1, "x"), **OURS) == 503
    # The sandbox sends again what was not acknowledged, as Telegram does.
    await Stage(hooked).story("李叔 says 路灯不亮", "李叔 hears 📝 路灯不亮")


async def test_messages_that_overtake_each_other_are_put_in_order(hooked: Town) -> None:
    first = hooked.sandbox.world.updates.next_id + 1000
    stage = Stage(hooked)
    assert await status(hooked, saying(first, "零"), **OURS) == 200
    await stage.story("王阿姨 hears 📝 零")
    for at in (3, 1, 2):
        assert await status(hooked, saying(first + at, f"第{at}句"), **OURS) == 200
        # Another chat's neighbour is not made to wait for long, and waits for nobody who is there already.
    assert await status(hooked, saying(first + 4, "别人的", LI), **OURS) == 200
    await stage.story(
        "王阿姨 hears 📝 零⏎第1句",
        "王阿姨 hears 📝 零⏎第1句⏎第2句",
        "王阿姨 hears 📝 零⏎第1句⏎第2句⏎第3句",
        "李叔 hears 📝 别人的",
    )


async def test_the_same_update_sent_again_has_one_effect(hooked: Town) -> None:
    first = hooked.sandbox.world.updates.next_id + 1000
    for _ in range(3):
        assert await status(hooked, saying(first, "垃圾没人收"), **OURS) == 200
    await Stage(hooked).story("王阿姨 hears 📝 垃圾没人收")


async def test_a_port_that_is_taken_is_named(
    settings: Settings, classifier: Classifier, template: Path, tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        own = by_webhook(settings, tmp_path, port := int(taken.getsockname()[1]))
        with pytest.raises(AssertionError, match=f"webhook_listen: cannot listen on 127.0.0.1:{port}"):
            async with running_town(own, classifier, template, webhook_secret=SECRET) as town:
                await asyncio.wait({town._tasks[-1]})
                assert isinstance(town._tasks[-1].exception(), BadConfiguration)


async def test_telegram_being_away_when_the_webhook_is_set_is_waited_out(
    settings: Settings, classifier: Classifier, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE_S", (0.01,))
    own = by_webhook(settings, tmp_path, free_port())
    async with running_town(own, classifier, template, webhook_secret=SECRET) as town:
        await until_set(town)
        await town.stop()
        await town.sandbox.world.webhook.stop()
        await town.client.faults(
            {"kind": "502", "method": "setWebhook", "times": 2}, {"kind": "reset", "method": "setWebhook", "times": 1}
        )
        await town.start()
        await until_set(town)
        await Stage(town).story("王阿姨 says 垃圾没人收", "王阿姨 hears 📝 垃圾没人收")


async def test_an_address_that_telegram_refuses_is_the_operators_to_change(
    settings: Settings, classifier: Classifier, template: Path, tmp_path: Path
) -> None:
    own = by_webhook(settings, tmp_path, free_port())
    telegram = own.telegram.model_copy(update={"webhook_url": "https://bot.example.org/telegram"})
    with pytest.raises(AssertionError, match=r"telegram\.webhook_url: Telegram refuses it"):
        async with running_town(
            own.model_copy(update={"telegram": telegram}), classifier, template, webhook_secret=SECRET
        ) as town:
            await asyncio.wait({town._tasks[-1]}, timeout=5)
