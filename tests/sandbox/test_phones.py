"""What people do over HTTP, and what they see."""

import json

import pytest
from aiohttp import ClientSession
from conftest import Call
from telegram import Bot

from sandbox import Sandbox
from sandbox.client import NothingCame, Phone, SandboxClient, SandboxError
from sandbox.pictures import plain_picture

KEYS = {"inline_keyboard": [[{"text": "是", "callback_data": "y"}, {"text": "否", "callback_data": "n"}]]}


async def test_the_page_is_told_of_bot_people_and_posters(client: SandboxClient) -> None:
    await client.posters({"label": "翠湖苑 3号楼", "payload": "c_ab12"})
    told = await client.ask("GET", "/people")
    assert told["bot"]["username"] == "chuishao_bot"
    assert told["people"][0] == {
        "id": 1001,
        "first_name": "王阿姨",
        "last_name": None,
        "username": "aunt_wang",
        "note": "居民 · 翠湖苑",
    }
    assert told["posters"] == [{"label": "翠湖苑 3号楼", "payload": "c_ab12"}]


async def test_a_person_may_take_a_new_name(client: SandboxClient, phone: Phone) -> None:
    await client.settle({"id": 1001, "first_name": "王大妈"})
    assert [person["first_name"] for person in await client.people()] == ["王大妈", "李书记"]
    assert (await phone.say("是我"))["from"]["first_name"] == "王大妈"
    assert len((await phone.chat())["messages"]) == 2


async def test_everything_a_person_can_send(bot: Bot, phone: Phone) -> None:
    await phone.send_location(30.5, 120.25)
    await phone.send(venue={"latitude": 30.5, "longitude": 120.25, "title": "社区中心", "address": "翠湖路"})
    await phone.send_contact("+8613800000000", "王阿姨", phone.id)
    await phone.send(sticker="😀")
    await phone.send(dice="🎲")
    await phone.send_voice(b"OggS...")
    await phone.send_files("document", [b"%PDF"], "看这个", name="单据.pdf")
    await phone.send_files("video", [b"...."])
    await phone.say("转来的", forwarded_from="业主群")
    messages = [update.message for update in await bot.get_updates()][1:]
    place, venue, contact, sticker, dice, voice, document, video, forwarded = messages
    assert place.location.longitude == venue.venue.location.longitude == 120.25
    assert contact.contact.user_id == phone.id
    assert (sticker.sticker.emoji, dice.dice.emoji) == ("😀", "🎲")
    assert 1 <= dice.dice.value <= 6
    assert voice.voice.mime_type == "audio/ogg"
    assert (document.document.file_name, document.document.mime_type, document.caption) == (
        "单据.pdf",
        "application/pdf",
        "看这个",
    )
    assert video.video.mime_type == "video/mp4"
    assert forwarded.forward_origin.sender_user_name == "业主群"
    data = await (await voice.voice.get_file()).download_as_bytearray()
    assert bytes(data) == b"OggS..."


async def test_an_album_comes_as_several_messages_of_one_group(bot: Bot, phone: Phone) -> None:
    photos = [plain_picture(colour=colour) for colour in ("red", "green", "blue")]
    sent = await phone.send_album(photos, caption="三张 #路灯")
    messages = [update.message for update in await bot.get_updates()][1:]
    assert [message.message_id for message in messages] == [message["message_id"] for message in sent]
    assert len({message.media_group_id for message in messages}) == 1
    assert [message.caption for message in messages] == ["三张 #路灯", None, None]
    assert [entity.type for entity in messages[0].caption_entities] == ["hashtag"]


async def test_the_same_photo_is_the_same_file(phone: Phone, sandbox: Sandbox) -> None:
    first, second = [(await phone.send_photo(plain_picture()))["photo"][-1] for _ in range(2)]
    assert first == second
    async with ClientSession() as session, session.get(f"{sandbox.url}/media/{first['file_unique_id']}") as response:
        assert response.content_type == "image/jpeg"
        assert len(await response.read()) == first["file_size"]


async def test_press_by_label_by_data_and_by_message(bot: Bot, call: Call, phone: Phone) -> None:
    older = (await call("sendMessage", chat_id=phone.id, text="旧", reply_markup=KEYS))["result"]["message_id"]
    newer = (await call("sendMessage", chat_id=phone.id, text="新", reply_markup=KEYS))["result"]["message_id"]
    await phone.press("是")
    await phone.press("否", message_id=older)
    await phone.press_data("forged:1", newer)
    queries = [update.callback_query for update in await bot.get_updates()][1:]
    assert [(query.data, query.message.message_id) for query in queries] == [
        ("y", newer),
        ("n", older),
        ("forged:1", newer),
    ]
    assert len({query.chat_instance for query in queries}) == 1


async def test_a_label_that_is_not_there_names_those_that_are(call: Call, phone: Phone) -> None:
    sent = (await call("sendMessage", chat_id=phone.id, text="?", reply_markup=KEYS))["result"]["message_id"]
    for message_id in (None, sent):
        with pytest.raises(SandboxError) as caught:
            await phone.press("也许", message_id)
        assert (caught.value.status, caught.value.facts["labels"]) == (404, ["是", "否"])


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ({}, 400),
        ({"text": "a", "dice": "🎲"}, 400),
        ({"text": "x" * 4097}, 400),
        ({"photo": "not a file"}, 400),
        ({"location": {"latitude": "north"}}, 400),
        ({"contact": {"first_name": "x"}}, 400),
        ({"dice": "x"}, 400),
        ({"text": "a", "reply_to": 999}, 404),
        ({"text": "a", "edit": 999}, 404),
    ],
)
async def test_what_cannot_be_sent(phone: Phone, what: dict[str, object], status: int) -> None:
    with pytest.raises(SandboxError) as caught:
        await phone.send(**what)
    assert caught.value.status == status
    assert len((await phone.chat())["messages"]) == 1


async def test_a_picture_must_be_one(phone: Phone) -> None:
    with pytest.raises(SandboxError, match="IMAGE_PROCESS_FAILED"):
        await phone.send_photo(b"not a picture")


async def test_nobody_by_that_id(client: SandboxClient) -> None:
    with pytest.raises(SandboxError, match="404"):
        await client.phone(7).say("在吗")


async def test_who_blocked_the_bot_must_unblock_before_writing(phone: Phone) -> None:
    await phone.block()
    assert (await phone.chat())["blocked"]
    with pytest.raises(SandboxError, match="409"):
        await phone.say("在吗")
    await phone.scan("c_ab12")
    assert (await phone.chat())["messages"][-1]["text"] == "/start c_ab12"


async def test_next_gives_news_in_order_and_says_what_came_before(bot: Bot, phone: Phone) -> None:
    await phone.say("我自己的话不是新闻")
    first = await bot.send_message(phone.id, "一")
    await bot.send_message(phone.id, "二")
    await first.edit_text("一改")
    assert [(await phone.next())["message"]["text"] for _ in range(3)] == ["一", "二", "一改"]
    with pytest.raises(NothingCame, match="edit: 一改"):
        await phone.next(timeout=0.05)


async def test_events_are_told_of_both_sides_to_whoever_listens(
    sandbox: Sandbox, bot: Bot, phone: Phone, client: SandboxClient
) -> None:
    after = (await phone.chat())["last"]
    said = await phone.say("路灯坏了")
    sent = await bot.send_message(phone.id, "收到")
    await sent.delete()
    told = await client.ask("GET", f"/people/{phone.id}/events", params={"after": str(after)})
    assert [event["kind"] for event in told["events"]] == ["message", "message", "delete"]
    assert told["events"][0]["message"] == said
    assert said["out"] is True
    assert told["events"][2]["message"]["message_id"] == sent.message_id
    assert told["last"] == told["events"][-1]["seq"]


async def test_the_stream_goes_on_from_where_it_broke(sandbox: Sandbox, bot: Bot, phone: Phone) -> None:
    last = (await phone.chat())["last"]
    await bot.send_message(phone.id, "一")
    await bot.send_message(phone.id, "二")
    headers = {"Last-Event-ID": str(last + 1)}
    async with ClientSession() as session, session.get(f"{sandbox.url}/events", headers=headers) as response:
        assert response.content_type == "text/event-stream"
        lines = [await response.content.readline() for _ in range(4)]
        assert lines[2] == f"id: {last + 2}\n".encode()
        assert json.loads(lines[3].removeprefix(b"data: "))["message"]["text"] == "二"
        await bot.send_message(phone.id, "三")
        lines = [await response.content.readline() for _ in range(3)]
        assert json.loads(lines[2].removeprefix(b"data: "))["message"]["text"] == "三"


async def test_groups_are_another_kind_of_chat(bot: Bot, client: SandboxClient) -> None:
    await client.ask("POST", "/groups", json={"id": -1001, "title": "业主群", "members": [1001]})
    said = await client.ask("POST", "/groups/-1001/send", json={"from": 1001, "text": "有人吗"})
    joined, update = await bot.get_updates()
    assert joined.my_chat_member.new_chat_member.status == "member"
    assert (update.message.chat.type, update.message.from_user.id) == ("supergroup", 1001)
    await bot.send_message(-1001, "请私聊", reply_to_message_id=said["messages"][0]["message_id"])
    chat = await client.ask("GET", "/groups/-1001/chat")
    assert [message["text"] for message in chat["messages"]] == ["有人吗", "请私聊"]
    with pytest.raises(SandboxError, match="403"):
        await client.ask("POST", "/groups/-1001/send", json={"from": 2001, "text": "我不在群里"})
