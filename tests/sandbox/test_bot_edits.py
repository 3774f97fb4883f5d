"""Edits, deletions and answers to presses, through the real python-telegram-bot."""

import pytest
from conftest import Call
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest

from sandbox.client import Phone, SandboxClient, SandboxError
from sandbox.pictures import plain_picture

OK = InlineKeyboardMarkup([[InlineKeyboardButton("提交", callback_data="ok")]])


async def test_edited_text_reaches_the_phone(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.id, "草稿", reply_markup=OK)
    await phone.next()
    edited = await sent.edit_text("定稿")
    event = await phone.next()
    assert (event["kind"], event["message"]["text"]) == ("edit", "定稿")
    assert "reply_markup" not in event["message"]
    assert edited.edit_date is not None


async def test_what_does_not_change_is_refused(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.id, "*定*稿", "MarkdownV2", reply_markup=OK)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("*定*稿", "MarkdownV2", reply_markup=OK)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_reply_markup(OK)
    assert (await sent.edit_reply_markup(None)).reply_markup is None
    assert (await sent.edit_text("定*稿*", "MarkdownV2")).text == "定稿"


async def test_captions_and_media(bot: Bot, phone: Phone) -> None:
    text = await bot.send_message(phone.id, "文字")
    photo = await bot.send_photo(phone.id, plain_picture(), caption="前")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await text.edit_caption("后")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await photo.edit_text("后")
    assert (await photo.edit_caption("后")).caption == "后"
    other = await photo.edit_media(InputMediaPhoto(plain_picture(colour="red"), caption="换了"))
    assert other.caption == "换了"
    assert other.photo[-1].file_unique_id != photo.photo[-1].file_unique_id


async def test_ones_own_messages_only(bot: Bot, phone: Phone) -> None:
    said = await phone.say("我说的")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("改你的", phone.id, said["message_id"])
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("没有", phone.id, said["message_id"] + 50)


async def test_deleting(bot: Bot, phone: Phone, client: SandboxClient, call: Call) -> None:
    sent = [await bot.send_message(phone.id, str(n)) for n in range(3)]
    assert await sent[0].delete()
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent[0].delete()
    assert await bot.delete_messages(phone.id, [sent[0].message_id, sent[1].message_id])
    assert [message["text"] for message in (await phone.chat())["messages"]] == ["/start", "2"]
    await client.advance(49 * 3600)
    too_old = {"ok": False, "error_code": 400, "description": "Bad Request: message can't be deleted for everyone"}
    assert await call("deleteMessage", chat_id=phone.id, message_id=sent[2].message_id) == too_old


async def test_several_are_deleted_together_or_not_at_all(bot: Bot, phone: Phone, client: SandboxClient) -> None:
    old = await bot.send_message(phone.id, "旧")
    await client.advance(49 * 3600)
    new = [await bot.send_message(phone.id, str(n)) for n in range(2)]
    ids = [message.message_id for message in new]
    await phone.unread()
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_messages(phone.id, [ids[0], old.message_id])
    assert len((await phone.chat())["messages"]) == 4
    assert await bot.delete_messages(phone.id, [ids[1], ids[0], ids[0], 5])
    assert [message["text"] for message in (await phone.chat())["messages"]] == ["/start", "旧"]
    with pytest.raises(BadRequest, match="Too many message identifiers specified"):
        await bot.delete_messages(phone.id, range(1, 102))
    with pytest.raises(BadRequest, match="Message identifiers are not specified"):
        await bot.delete_messages(phone.id, [])


async def test_what_others_wrote_is_deleted_in_private_but_not_in_a_group(
    bot: Bot, phone: Phone, client: SandboxClient
) -> None:
    said = await phone.say("我说的")
    assert await bot.delete_message(phone.id, said["message_id"])
    await client.ask("POST", "/groups", json={"id": -1001, "title": "业主群", "members": [1001]})
    heard = await client.ask("POST", "/groups/-1001/send", json={"from": 1001, "text": "有人吗"})
    with pytest.raises(BadRequest, match=r"Message can't be deleted$"):
        await bot.delete_message(-1001, heard["messages"][0]["message_id"])
    own = await bot.send_message(-1001, "请私聊")
    assert await own.delete()


async def test_a_dice_cannot_be_thrown_again_within_a_day(bot: Bot, phone: Phone, client: SandboxClient) -> None:
    dice = await phone.send(dice="🎲")
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(phone.id, dice["message_id"])
    await client.advance(25 * 3600)
    assert await bot.delete_message(phone.id, dice["message_id"])


async def test_a_button_of_a_deleted_message_is_dead_but_an_earlier_press_lives(
    bot: Bot, phone: Phone, client: SandboxClient
) -> None:
    sent = await bot.send_message(phone.id, "确认？", reply_markup=OK)
    query = await phone.press("提交")
    await sent.delete()
    with pytest.raises(SandboxError, match="404: no message"):
        await phone.press_data("ok", sent.message_id)
    with pytest.raises(SandboxError, match="404: no message has a button «提交»"):
        await phone.press("提交")
    presses = [update.callback_query for update in await bot.get_updates() if update.callback_query]
    assert [press.id for press in presses] == [query]
    assert await presses[0].answer("已提交")
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await sent.edit_text("定稿")
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(phone.id, "x", reply_to_message_id=sent.message_id)
    assert [event["kind"] for event in await phone.unread()] == ["message", "toast"]


async def test_a_press_is_answered_once(bot: Bot, phone: Phone) -> None:
    await bot.send_message(phone.id, "确认？", reply_markup=OK)
    await phone.next()
    query = await phone.press("提交")
    update = (await bot.get_updates(timeout=1))[-1]
    assert update.callback_query.id == query
    assert (update.callback_query.data, update.callback_query.message.text) == ("ok", "确认？")
    await update.callback_query.answer("已提交", show_alert=True)
    assert (await phone.next()) | {"seq": 0} == {
        "seq": 0,
        "person": 1001,
        "kind": "alert",
        "text": "已提交",
        "callback_query_id": query,
    }
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await update.callback_query.answer()


@pytest.mark.parametrize(("seconds", "accepted"), [(149, True), (151, False)])
async def test_a_press_lives_150_seconds(
    bot: Bot, phone: Phone, client: SandboxClient, seconds: int, *, accepted: bool
) -> None:
    await bot.send_message(phone.id, "确认？", reply_markup=OK)
    query = await phone.press("提交")
    await client.advance(seconds)
    if accepted:
        assert await bot.answer_callback_query(query)
    else:
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(query)
