"""Edits, deletions and answers to presses, through the real python-telegram-bot."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest

from sandbox.client import Phone, SandboxClient
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


async def test_deleting(bot: Bot, phone: Phone, client: SandboxClient) -> None:
    sent = [await bot.send_message(phone.id, str(n)) for n in range(3)]
    assert await sent[0].delete()
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent[0].delete()
    assert await bot.delete_messages(phone.id, [sent[0].message_id, sent[1].message_id])
    assert [message["text"] for message in (await phone.chat())["messages"]] == ["/start", "2"]
    await client.advance(49 * 3600)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await sent[2].delete()


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
