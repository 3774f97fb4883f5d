"""Updates by webhook: the secret, the order, trying again, and what happens to what is pending."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from conftest import AUNT, SECRETARY, Call

from sandbox import Sandbox, webhook
from sandbox.client import Phone, SandboxClient


class Receiver:
    """A bot's webhook server: keeps what came, answers what it is told, and can be made to hold a chat up."""

    def __init__(self) -> None:
        self.came: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.answers: list[int] = []
        self.held = asyncio.Event()
        self.held.set()
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = await request.json()
        self.came.append(update)
        if "message" in update and update["message"].get("text") == "等":
            await self.held.wait()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    async def until(self, count: int) -> list[dict[str, Any]]:
        async with asyncio.timeout(5):
            while len(self.came) < count:
                await asyncio.sleep(0.005)
        return self.came

    def said(self) -> list[str]:
        return [
            update["message"]["text"] if "message" in update else update["callback_query"]["data"]
            for update in self.came
        ]


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "FIRST_PAUSE", 0.02)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    receiver.held.set()
    await runner.cleanup()


async def test_pending_and_new_updates_come_with_the_secret(call: Call, phone: Phone, receiver: Receiver) -> None:
    await call("setWebhook", url=receiver.url, secret_token="s-1")
    await phone.say("新的")
    await receiver.until(2)
    assert receiver.said() == ["/start", "新的"]
    assert receiver.secrets == {"s-1"}
    info = (await call("getWebhookInfo"))["result"]
    assert info == {
        "url": receiver.url,
        "has_custom_certificate": False,
        "pending_update_count": info["pending_update_count"],
        "max_connections": 40,
    }


async def test_polling_is_refused_meanwhile(sandbox: Sandbox, call: Call, receiver: Receiver) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    async with asyncio.timeout(5):
        while not sandbox.world.updates.waits:
            await asyncio.sleep(0.005)
    await call("setWebhook", url=receiver.url)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert (await call("getUpdates"))["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )


async def test_a_refused_update_comes_again_in_its_place(
    call: Call, client: SandboxClient, phone: Phone, receiver: Receiver
) -> None:
    receiver.answers = [500, 429]
    await call("setWebhook", url=receiver.url)
    await phone.say("二")
    await receiver.until(4)
    assert receiver.said() == ["/start", "/start", "/start", "二"]
    info = (await call("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 429 Too Many Requests"


async def test_nobody_there(call: Call, client: SandboxClient, phone: Phone, receiver: Receiver) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    async with asyncio.timeout(5):
        while "last_error_message" not in (await call("getWebhookInfo"))["result"]:
            await asyncio.sleep(0.005)
    assert await client.pending() == 1
    await call("setWebhook", url=receiver.url)
    await receiver.until(1)


async def until_nothing_is_pending(client: SandboxClient) -> None:
    async with asyncio.timeout(5):
        while await client.pending():
            await asyncio.sleep(0.005)


async def test_a_slow_chat_holds_up_neither_others_nor_its_presses(
    call: Call, client: SandboxClient, phone: Phone, receiver: Receiver
) -> None:
    button = {"inline_keyboard": [[{"text": "按", "callback_data": "按"}]]}
    await call("sendMessage", chat_id=phone.id, text="?", reply_markup=button)
    await call("setWebhook", url=receiver.url)
    await receiver.until(1)
    receiver.held.clear()
    await phone.say("等")
    await receiver.until(2)
    await phone.say("后")
    await phone.press("按")
    await client.phone(2001).scan("other")
    await receiver.until(4)
    assert receiver.said()[:2] == ["/start", "等"]
    assert set(receiver.said()[2:]) == {"按", "/start other"}
    receiver.held.set()
    await receiver.until(5)
    assert receiver.said()[-1] == "后"
    await until_nothing_is_pending(client)


async def test_in_order_a_press_waits_for_the_message_before_it(receiver: Receiver) -> None:
    async with Sandbox(in_order=True) as sandbox, SandboxClient(sandbox.url) as client:
        await client.settle(AUNT, SECRETARY)
        phone = client.phone(AUNT["id"])
        await phone.scan()
        await client.ask(
            "POST",
            f"/bot{sandbox.token}/sendMessage",
            json={
                "chat_id": phone.id,
                "text": "?",
                "reply_markup": {"inline_keyboard": [[{"text": "按", "callback_data": "按"}]]},
            },
        )
        receiver.held.clear()
        await client.ask("POST", f"/bot{sandbox.token}/setWebhook", json={"url": receiver.url})
        await phone.say("等")
        await receiver.until(2)
        await phone.press("按")
        await phone.say("后")
        await client.phone(SECRETARY["id"]).scan("other")
        await receiver.until(3)
        receiver.held.set()
        await receiver.until(5)
        assert receiver.said() == ["/start", "等", "/start other", "按", "后"]


async def test_deleting_the_webhook_keeps_what_is_pending(call: Call, phone: Phone, receiver: Receiver) -> None:
    receiver.held.clear()
    await call("setWebhook", url=receiver.url)
    await receiver.until(1)
    await phone.say("等")
    await receiver.until(2)
    await call("deleteWebhook")
    updates = (await call("getUpdates"))["result"]
    assert [update["message"]["text"] for update in updates] == ["等"]
    await call("deleteWebhook", drop_pending_updates=True)
    assert (await call("getUpdates"))["result"] == []


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "https://example.org/hook"}, "bad webhook: the sandbox delivers to loopback only"),
        ({"url": "http://127.0.0.1/", "secret_token": "ключ"}, "secret token contains unallowed characters"),
    ],
)
async def test_bad_webhooks(call: Call, parameters: dict[str, str], words: str) -> None:
    assert (await call("setWebhook", **parameters))["description"] == f"Bad Request: {words}"
