"""What Telegram refuses is refused with its code and words, and becomes the right exception."""

from typing import Any

import pytest
from conftest import Call, bot_at
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, TelegramError

from sandbox import Sandbox
from sandbox.client import Phone, SandboxClient


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


def rows(count: int, width: int) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * width] * count}


TEXT = {"chat_id": 1001, "text": "x"}
REFUSED = [
    ("sendMessage", {"chat_id": 1001}, "message text is empty"),
    ("sendMessage", {"chat_id": 1001, "text": ""}, "message text is empty"),
    ("sendMessage", {"chat_id": 1001, "text": " \n "}, "text must be non-empty"),
    ("sendMessage", {"chat_id": 1001, "text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 4040, "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ("sendMessage", TEXT | {"parse_mode": "BBCode"}, "unsupported parse_mode"),
    ("sendMessage", TEXT | {"reply_parameters": {"message_id": 3}}, "message to be replied not found"),
    ("sendMessage", TEXT | {"reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
    ("sendMessage", TEXT | {"reply_markup": "["}, "can't parse reply keyboard markup JSON object"),
    ("sendMessage", TEXT | {"reply_markup": []}, "object expected as reply markup"),
    ("sendMessage", TEXT | {"reply_markup": inline(text="x", callback_data="好" * 22)}, "BUTTON_DATA_INVALID"),
    (
        "sendMessage",
        TEXT | {"reply_markup": inline(text="x", callback_data="")},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": inline(callback_data="x")},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": inline(text="x", url="not-a-url")},
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": inline(text="x", url="ftp://example.com")},
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    ("sendMessage", TEXT | {"reply_markup": inline(text="x", pay=True)}, "BUTTON_TYPE_INVALID"),
    ("sendMessage", TEXT | {"reply_markup": inline(text="x", copy_text={"text": ""})}, "BUTTON_COPY_TEXT_INVALID"),
    ("sendMessage", TEXT | {"reply_markup": rows(21, 5)}, "REPLY_MARKUP_TOO_LONG"),
    ("sendMessage", TEXT | {"reply_markup": rows(1, 9)}, "REPLY_MARKUP_TOO_LONG"),
    (
        "sendMessage",
        TEXT | {"reply_markup": {"inline_keyboard": "bad"}},
        'field "inline_keyboard" must be of type Array',
    ),
    ("sendMessage", TEXT | {"reply_markup": {"keyboard": "bad"}}, 'field "keyboard" must be of type Array'),
    (
        "sendMessage",
        TEXT | {"reply_markup": {"keyboard": [["A"]], "resize_keyboard": "yes"}},
        'field "resize_keyboard" must be of type Boolean',
    ),
    ("sendPhoto", {"chat_id": 1001}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": 1001, "photo": "AgAC-none"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"chat_id": 1001, "photo": "https://example.org/a.jpg"}, "failed to get HTTP URL content"),
    ("sendPhoto", {"chat_id": 1001, "photo": "x", "caption": "x" * 1025}, "message caption is too long"),
    ("sendMediaGroup", {"chat_id": 1001}, 'parameter "media" is required'),
    ("sendMediaGroup", {"chat_id": 1001, "media": []}, "there are no messages to send"),
    (
        "sendMediaGroup",
        {"chat_id": 1001, "media": [{"type": "photo", "media": "x"}] * 11},
        "too many messages to send as an album",
    ),
    (
        "sendMediaGroup",
        {"chat_id": 1001, "media": [{"type": "photo", "media": "attach://no"}]},
        "can't parse InputMedia: media not found",
    ),
    ("sendLocation", {"chat_id": 1001}, "latitude or longitude is empty"),
    ("sendLocation", {"chat_id": 1001, "latitude": 91, "longitude": 0}, "wrong geo coordinates"),
    ("sendChatAction", {"chat_id": 1001, "action": "dance"}, "wrong parameter action in request"),
    ("editMessageText", {"chat_id": 1001, "text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"chat_id": 1001, "text": "x", "message_id": 5}, "message to edit not found"),
    (
        "editMessageReplyMarkup",
        {"chat_id": 1001, "message_id": 5, "reply_markup": {"keyboard": [["A"]]}},
        "inline keyboard expected",
    ),
    ("deleteMessage", {"chat_id": 1001, "message_id": 5}, "message to delete not found"),
    ("getFile", {}, "file_id not specified"),
    ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
    ("setMyCommands", {"commands": [{"command": "Start", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [{"command": "start", "description": ""}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
]


@pytest.mark.parametrize(("method", "parameters", "words"), REFUSED)
async def test_bad_requests(phone: Phone, call: Call, method: str, parameters: dict[str, Any], words: str) -> None:
    answer = await call(method, **parameters)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"}


async def test_the_longest_that_is_accepted(phone: Phone, call: Call) -> None:
    longest = {"chat_id": 1001, "text": "字" * 4096, "reply_markup": inline(text="x", callback_data="x" * 64)}
    assert (await call("sendMessage", **longest))["ok"]
    assert (await call("sendMessage", **TEXT, reply_markup=rows(20, 5)))["ok"]


async def test_who_never_wrote_cannot_be_written_to(bot: Bot, client: SandboxClient) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(2001, "你好")


async def test_a_blocked_bot_is_told_so(bot: Bot, phone: Phone) -> None:
    await phone.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(phone.id, "在吗")
    await phone.unblock()
    assert await bot.send_message(phone.id, "在吗")
    changes = [update.my_chat_member for update in await bot.get_updates()][1:]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


async def test_a_wrong_token(sandbox: Sandbox) -> None:
    with pytest.raises(InvalidToken):
        async with bot_at(sandbox, "424242:wrong"):
            pass


async def test_an_unknown_method(call: Call) -> None:
    answer = await call("sendLove")
    assert (answer["error_code"], answer["description"]) == (404, "Not Found: method not found")


async def test_methods_are_found_whatever_their_case(call: Call) -> None:
    assert (await call("GETME"))["ok"]


async def test_exceptions_are_of_the_right_kind(bot: Bot, phone: Phone, client: SandboxClient) -> None:
    kinds: list[tuple[str, type[TelegramError]]] = [("400", BadRequest), ("403", Forbidden), ("409", Conflict)]
    for kind, exception in kinds:
        await client.faults({"kind": kind, "method": "sendMessage", "times": 1})
        with pytest.raises(exception) as caught:
            await bot.send_message(phone.id, "x")
        assert type(caught.value) is exception
