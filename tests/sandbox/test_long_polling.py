"""getUpdates: what is confirmed, who wins, what is let through, and what is thrown at the bot raw."""

import asyncio
from typing import Any

from conftest import Call

from sandbox import Sandbox
from sandbox.client import Phone, SandboxClient


async def texts(call: Call, **parameters: Any) -> list[str]:
    updates = (await call("getUpdates", **parameters))["result"]
    return [update["message"]["text"] for update in updates]


async def waiting(sandbox: Sandbox) -> None:
    """Return once a poll waits."""
    async with asyncio.timeout(5):
        while not sandbox.world.updates.waits:
            await asyncio.sleep(0.005)


async def test_updates_stay_until_an_offset_confirms_them(call: Call, phone: Phone, client: SandboxClient) -> None:
    await phone.say("一")
    await phone.say("二")
    updates = (await call("getUpdates"))["result"]
    assert [update["update_id"] - updates[0]["update_id"] for update in updates] == [0, 1, 2]
    assert await texts(call) == ["/start", "一", "二"]
    assert await texts(call, offset=updates[1]["update_id"]) == ["一", "二"]
    assert await texts(call, offset=updates[1]["update_id"], limit=1) == ["一"]
    assert await client.pending() == 2
    assert await texts(call, offset=updates[2]["update_id"] + 1) == []
    assert await client.pending() == 0


async def test_a_negative_offset_keeps_the_newest(call: Call, phone: Phone, client: SandboxClient) -> None:
    await phone.say("一")
    await phone.say("二")
    assert await texts(call, offset=-2) == ["一", "二"]
    assert await texts(call, offset=-5) == ["一", "二"]
    assert await client.pending() == 2


async def test_a_poll_waits_for_the_first_update(sandbox: Sandbox, call: Call, phone: Phone) -> None:
    last = (await call("getUpdates"))["result"][-1]["update_id"]
    poll = asyncio.create_task(call("getUpdates", offset=last + 1, timeout=30))
    await waiting(sandbox)
    await phone.say("来了")
    assert [update["message"]["text"] for update in (await poll)["result"]] == ["来了"]


async def test_the_newer_poll_wins(sandbox: Sandbox, call: Call, client: SandboxClient) -> None:
    older = asyncio.create_task(call("getUpdates", timeout=30))
    await waiting(sandbox)
    newer = asyncio.create_task(call("getUpdates", timeout=30))
    answer = await older
    assert (answer["error_code"], answer["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await client.phone(1001).scan()
    assert len((await newer)["result"]) == 1


async def test_a_poll_whose_bot_died_takes_nothing_along(sandbox: Sandbox, call: Call, client: SandboxClient) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await waiting(sandbox)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await client.phone(1001).scan()
    assert await texts(call) == ["/start"]


async def test_a_poll_ends_when_the_sandbox_stops() -> None:
    async with Sandbox() as sandbox, asyncio.timeout(5):
        poll = asyncio.create_task(sandbox.world.updates.poll(0, 100, 50))
        await waiting(sandbox)
    assert await poll == []


async def test_only_the_kinds_that_were_asked_for(call: Call, phone: Phone, client: SandboxClient) -> None:
    await call("getUpdates", allowed_updates=["my_chat_member"])
    await phone.say("不要")
    await phone.block()
    updates = (await call("getUpdates"))["result"]
    assert [sorted(update)[0] for update in updates] == ["message", "my_chat_member"]
    assert updates[0]["message"]["text"] == "/start"
    await call("getUpdates", allowed_updates=[])
    await phone.scan("again")
    assert (await call("getUpdates", offset=-1))["result"][0]["message"]["text"] == "/start again"


async def test_updates_are_forgotten_after_a_day(call: Call, phone: Phone, client: SandboxClient) -> None:
    await client.advance(23 * 3600)
    await phone.say("还新")
    await client.advance(2 * 3600)
    assert await texts(call) == ["还新"]


async def test_updates_are_shaped_as_telegram_shapes_them(call: Call, phone: Phone) -> None:
    said = await phone.say("路灯坏了", reply_to=(await phone.chat())["messages"][0]["message_id"])
    await phone.say("路灯坏了，很黑", edit=said["message_id"])
    start, message, edited = (await call("getUpdates"))["result"]
    assert start["message"]["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert message["message"]["reply_to_message"]["text"] == "/start"
    assert message["message"]["from"] == {
        "id": 1001,
        "is_bot": False,
        "first_name": "王阿姨",
        "username": "aunt_wang",
        "language_code": "zh-hans",
    }
    assert message["message"]["chat"]["type"] == "private"
    assert edited["edited_message"]["message_id"] == said["message_id"]
    assert edited["edited_message"]["edit_date"] >= message["message"]["date"]


async def test_raw_updates_are_delivered_as_they_are(call: Call, client: SandboxClient) -> None:
    await client.put_updates({"channel_post": {"odd": True}}, '{"update_id":"seven","message":3}', [1], "null")
    first, *others = (await call("getUpdates"))["result"]
    assert first["channel_post"] == {"odd": True}
    assert isinstance(first["update_id"], int)
    assert others == [{"update_id": "seven", "message": 3}, [1], None]


async def test_what_no_offset_can_confirm_is_delivered_once(call: Call, client: SandboxClient) -> None:
    await client.put_updates("[1]", {"update_id": 3, "message": {}})
    assert (await call("getUpdates"))["result"] == [[1], {"update_id": 3, "message": {}}]
    assert (await call("getUpdates"))["result"] == []


async def test_ids_go_on_after_a_raw_one(call: Call, client: SandboxClient) -> None:
    number = (await call("getUpdates"), 2_000_000_000)[1]
    await client.put_updates(f'{{"update_id":{number},"poll":{{}}}}')
    await client.phone(1001).scan()
    updates = (await call("getUpdates", offset=number))["result"]
    assert [update["update_id"] for update in updates] == [number, number + 1]
    assert len((await call("getUpdates", offset=number + 1))["result"]) == 1


async def test_json_that_is_none_breaks_the_answer_as_asked(sandbox: Sandbox, client: SandboxClient) -> None:
    await client.put_updates('{"update_id":')
    assert await sandbox.world.updates.poll(0, 100, 0) == ['{"update_id":']


async def test_a_later_sandbox_counts_on() -> None:
    """A bot that keeps its database must not take new updates and messages for old ones."""
    async with Sandbox() as sandbox:
        before = sandbox.world.updates.next_id
        sandbox.world.clock.advance(3)
        later = Sandbox()
        later.world.clock.advance(3)
        assert later.world.clock.number(per_second=10) > before
