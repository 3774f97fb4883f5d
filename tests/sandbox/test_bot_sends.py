"""What the bot sends arrives on the phone, through the real python-telegram-bot."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest

from sandbox.client import NothingCame, Phone, SandboxClient
from sandbox.pictures import plain_picture

OK = InlineKeyboardMarkup([[InlineKeyboardButton("提交", callback_data="ok")]])


async def test_get_me_is_the_tokens_bot(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (424242, True, "chuishao_bot")


async def test_text_with_entities_and_buttons(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.id, "<b>已受理</b> 见 https://example.org", ParseMode.HTML, reply_markup=OK)
    message = (await phone.next())["message"]
    assert message["text"] == sent.text == "已受理 见 https://example.org"
    assert [(e["type"], e["offset"], e["length"]) for e in message["entities"]] == [("bold", 0, 3), ("url", 6, 19)]
    assert message["reply_markup"]["inline_keyboard"][0][0] == {"text": "提交", "callback_data": "ok"}
    assert message["message_id"] == sent.message_id
    assert "out" not in message


async def test_message_ids_count_up_in_each_chat(bot: Bot, phone: Phone, client: SandboxClient) -> None:
    first = await bot.send_message(phone.id, "一")
    await client.phone(2001).scan()
    await bot.send_message(2001, "别处")
    assert (await bot.send_message(phone.id, "二")).message_id == first.message_id + 1


async def test_reply_quotes_the_message(bot: Bot, phone: Phone) -> None:
    said = await phone.say("路灯坏了")
    sent = await bot.send_message(phone.id, "收到", reply_parameters=ReplyParameters(said["message_id"]))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "路灯坏了"
    gone = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(phone.id, "还是发", reply_parameters=gone)).reply_to_message is None


async def test_photo_upload_has_sizes_and_downloads(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_photo(phone.id, plain_picture(1600, 1200), caption="照片", reply_markup=OK)
    assert [size.width for size in sent.photo] == [90, 320, 800, 1280]
    assert sent.caption == "照片"
    data = await (await sent.photo[-1].get_file()).download_as_bytearray()
    assert data.startswith(b"\xff\xd8")
    assert len(data) == sent.photo[-1].file_size
    assert (await phone.next())["message"]["photo"][-1]["file_id"] == sent.photo[-1].file_id


async def test_a_known_file_is_sent_again_by_its_id(bot: Bot, phone: Phone) -> None:
    first = await bot.send_photo(phone.id, plain_picture())
    again = await bot.send_photo(phone.id, first.photo[-1].file_id)
    assert again.photo == first.photo
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await bot.send_document(phone.id, first.photo[-1].file_id)


async def test_document_voice_and_video_keep_their_bytes(bot: Bot, phone: Phone) -> None:
    document = await bot.send_document(phone.id, b"%PDF-1.7 ...", filename="台账.pdf")
    voice = await bot.send_voice(phone.id, b"OggS....", duration=7)
    video = await bot.send_video(phone.id, b"....ftyp", duration=3, width=10, height=20)
    assert document.document.file_name == "台账.pdf"
    assert (voice.voice.duration.seconds, video.video.duration.seconds, video.video.width) == (7, 3, 10)
    file = await document.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7 ..."


async def test_album_is_one_group(bot: Bot, phone: Phone) -> None:
    photos = [InputMediaPhoto(plain_picture(colour="red"), caption="甲"), InputMediaPhoto(plain_picture(colour="blue"))]
    sent = await bot.send_media_group(phone.id, photos)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["甲", None]
    assert [(await phone.next())["message"]["message_id"] for _ in sent] == [message.message_id for message in sent]


async def test_albums_do_not_mix_documents_with_photos(bot: Bot, phone: Phone) -> None:
    mixed = [InputMediaPhoto(plain_picture()), InputMediaDocument(b"x")]
    with pytest.raises(BadRequest, match="Document can't be mixed with other media types"):
        await bot.send_media_group(phone.id, mixed)
    assert await phone.unread() == []


async def test_places_and_contacts(bot: Bot, phone: Phone) -> None:
    assert (await bot.send_location(phone.id, 30.5, 120.25)).location.latitude == 30.5
    assert (await bot.send_venue(phone.id, 30.5, 120.25, "社区中心", "翠湖路 1 号")).venue.title == "社区中心"
    assert (await bot.send_contact(phone.id, "+8613800000000", "物业")).contact.first_name == "物业"


async def test_typing_is_seen_but_is_no_news(bot: Bot, phone: Phone) -> None:
    await bot.send_chat_action(phone.id, ChatAction.TYPING)
    with pytest.raises(NothingCame):
        await phone.next(timeout=0.05)


async def test_reply_keyboard_comes_and_goes(bot: Bot, phone: Phone) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("发送位置", request_location=True), "取消"]], resize_keyboard=True)
    sent = await bot.send_message(phone.id, "在哪里？", reply_markup=keyboard)
    assert (await phone.chat())["reply_keyboard"]["keyboard"] == [
        [{"text": "发送位置", "request_location": True}, {"text": "取消"}]
    ]
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await sent.edit_text("改")
    await bot.send_message(phone.id, "好", reply_markup=ReplyKeyboardRemove())
    assert (await phone.chat())["reply_keyboard"] is None


async def test_forward_and_copy(bot: Bot, phone: Phone, client: SandboxClient) -> None:
    secretary = client.phone(2001)
    await secretary.scan()
    said = await phone.send_photo(plain_picture(), "坏灯")
    forwarded = await bot.forward_message(2001, phone.id, said["message_id"])
    assert forwarded.forward_origin.sender_user.id == phone.id
    assert forwarded.caption == "坏灯"
    await bot.copy_message(2001, phone.id, said["message_id"], caption="另说")
    events = await secretary.unread()
    assert [event["message"]["caption"] for event in events] == ["坏灯", "另说"]
    assert "forward_origin" not in events[1]["message"]


async def test_menus_by_scope(bot: Bot, phone: Phone, client: SandboxClient) -> None:
    await bot.set_my_commands([BotCommand("start", "开始")])
    await bot.set_my_commands([BotCommand("desk", "工作台")], BotCommandScopeChat(2001))
    assert [c["command"] for c in (await phone.chat())["commands"]] == ["start"]
    assert [c["command"] for c in (await client.phone(2001).chat())["commands"]] == ["desk"]
    assert [c.command for c in await bot.get_my_commands(BotCommandScopeChat(2001))] == ["desk"]
    await bot.delete_my_commands(BotCommandScopeChat(2001))
    assert [c["command"] for c in (await client.phone(2001).chat())["commands"]] == ["start"]


async def test_descriptions_menu_button_and_get_chat(bot: Bot, phone: Phone) -> None:
    await bot.set_my_description("接诉即办")
    await bot.set_my_short_description("吹哨报到")
    await bot.set_chat_menu_button(phone.id, MenuButtonCommands())
    assert (await bot.get_my_description()).description == "接诉即办"
    assert (await bot.get_my_short_description()).short_description == "吹哨报到"
    assert (await bot.get_chat(phone.id)).first_name == "王阿姨"
