"""Calls to the Bot API: what Telegram refuses becomes what we can do about it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.channels.telegram.api import Api, refusal
from bot.channels.telegram.payload import Signer
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.sending import TelegramChannel
from bot.domain.errors import ChannelUnavailable, RejectedMessage, Undeliverable
from bot.domain.messages import Choice, MediaRef, Menu, Outbound, Toast
from bot.texts.photos import Files


class FakeTelegram:
    """Answers each call with what `replies` says next, else with message 7; `calls` are (method, parameters)."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.replies: list[web.Response | float] = []

    async def handle(self, request: web.Request) -> web.Response:
        self.calls.append((request.match_info["method"], await request.json()))
        reply = self.replies.pop(0) if self.replies else answered({"message_id": 7})
        if isinstance(reply, float):
            await asyncio.sleep(reply)
            return web.Response()
        return reply


def answered(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def refused(code: int, description: str) -> web.Response:
    return web.json_response({"ok": False, "error_code": code, "description": description}, status=code)


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
async def channel(telegram: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    application = web.Application()
    application.router.add_post("/bot1:x/{method}", telegram.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with AiohttpRequest(read_timeout=0.2) as request:
        yield TelegramChannel(Api(request, f"http://127.0.0.1:{port}/bot1:x"), Signer.for_token("1:x"))
    await runner.cleanup()


def message(**more: Any) -> Outbound:
    return Outbound("p", Files("0310-001"), **more)


@pytest.mark.parametrize(
    ("status", "answer", "kind", "wait"),
    [
        (429, {"description": "Too Many Requests", "parameters": {"retry_after": 3}}, ChannelUnavailable, 3),
        (429, {}, ChannelUnavailable, None),
        (403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}, Undeliverable, None),
        (400, {"ok": False, "description": "Bad Request: chat not found"}, Undeliverable, None),
        (400, {"ok": False, "description": "Bad Request: message text is empty"}, RejectedMessage, None),
        (
            400,
            {"ok": False, "description": "upgraded", "parameters": {"migrate_to_chat_id": -1}},
            RejectedMessage,
            None,
        ),
        (403, {}, ChannelUnavailable, None),
        (400, {}, ChannelUnavailable, None),
        (401, {"description": "Unauthorized"}, ChannelUnavailable, None),
        (404, {"description": "Not Found"}, ChannelUnavailable, None),
        (409, {"description": "Conflict"}, ChannelUnavailable, None),
        (500, {}, ChannelUnavailable, None),
        (200, {}, ChannelUnavailable, None),
    ],
)
def test_each_refusal_is_of_the_kind_that_says_what_to_do(
    status: int, answer: dict[str, Any], kind: type[Exception], wait: int | None
) -> None:
    error = refusal(status, answer)
    assert type(error) is kind
    assert getattr(error, "retry_after", None) == wait


async def test_a_message_is_sent_with_its_buttons_and_without_a_preview(
    channel: TelegramChannel, telegram: FakeTelegram
) -> None:
    choices = ((Choice("submit", "d", 1), Choice("site", label="看", url="https://example.org")),)
    assert await channel.send("101", message(choices=choices), None) == "7"
    ((method, said),) = telegram.calls
    assert method == "sendMessage"
    assert said["chat_id"] == "101"
    assert said["text"] == message().prompt.text()
    assert said["link_preview_options"] == {"is_disabled": True}
    submit, site = said["reply_markup"]["inline_keyboard"][0]
    assert channel.signer.open(submit["callback_data"], "101") == ("submit", "d", 1)
    assert site == {"text": "看", "url": "https://example.org"}


async def test_a_card_that_looks_so_already_stands_and_one_that_is_gone_is_sent_anew(
    channel: TelegramChannel, telegram: FakeTelegram
) -> None:
    telegram.replies = [refused(400, "Bad Request: message is not modified: …")]
    assert await channel.send("101", message(edits=True), "5") == "5"
    telegram.replies = [refused(400, "Bad Request: message to edit not found")]
    assert await channel.send("101", message(edits=True), "5") == "7"
    assert [method for method, _ in telegram.calls] == ["editMessageText", "editMessageText", "sendMessage"]
    telegram.replies = [refused(400, "Bad Request: BUTTON_DATA_INVALID")]
    with pytest.raises(RejectedMessage, match="BUTTON_DATA_INVALID"):
        await channel.send("101", message(edits=True), "5")


TO_DELETE, TO_EDIT = "Bad Request: message to delete not found", "Bad Request: message to edit not found"
TOO_OLD = "Bad Request: message can't be deleted for everyone"
SAME = "Bad Request: message is not modified: specified new message content …"
UNREACHABLE = "Forbidden: bot was blocked by the user"


@pytest.mark.parametrize(
    ("replies", "methods"),
    [
        ([answered(True)], ["deleteMessage"]),
        ([refused(400, TO_DELETE)], ["deleteMessage"]),
        ([refused(400, TOO_OLD), answered({"message_id": 5})], ["deleteMessage", "editMessageReplyMarkup"]),
        ([refused(400, TOO_OLD), refused(400, SAME)], ["deleteMessage", "editMessageReplyMarkup"]),
        ([refused(400, TOO_OLD), refused(400, TO_EDIT)], ["deleteMessage", "editMessageReplyMarkup"]),
    ],
)  # fmt: skip
async def test_a_message_is_taken_away_or_at_least_its_buttons(
    channel: TelegramChannel, telegram: FakeTelegram, replies: list[web.Response], methods: list[str]
) -> None:
    telegram.replies = list(replies)
    await channel.remove("101", "5")
    assert telegram.calls == [(method, {"chat_id": "101", "message_id": 5}) for method in methods]


@pytest.mark.parametrize(
    ("replies", "kind"),
    [
        ([refused(400, TOO_OLD), refused(400, "Bad Request: CHAT_RESTRICTED")], RejectedMessage),
        ([refused(403, UNREACHABLE)], Undeliverable),
        ([refused(429, "Too Many Requests")], ChannelUnavailable),
        ([refused(502, "Bad Gateway")], ChannelUnavailable),
        ([1.0], ChannelUnavailable),
    ],
)
async def test_why_a_message_could_not_be_taken_away_is_said(
    channel: TelegramChannel, telegram: FakeTelegram, replies: list[web.Response | float], kind: type[Exception]
) -> None:
    telegram.replies = list(replies)
    with pytest.raises(kind):
        await channel.remove("101", "5")
    assert not telegram.replies


async def test_files_go_alone_or_as_an_album_with_one_caption(channel: TelegramChannel, telegram: FakeTelegram) -> None:
    photo, video, note = (
        MediaRef("photo", "f1", "u1"),
        MediaRef("video", "f2", "u2"),
        MediaRef("video_note", "f3", "u3"),
    )
    telegram.replies = [answered([{"message_id": 8}, {"message_id": 9}])]
    assert await channel.show("101", message(media=(photo, video)), {}) == ("8", {})
    await channel.show("101", message(media=(photo,)), {})
    await channel.show("101", message(media=(note,)), {})
    words = message().prompt.text()
    album = [{"type": "photo", "media": "f1", "caption": words}, {"type": "video", "media": "f2"}]
    assert telegram.calls == [
        ("sendMediaGroup", {"chat_id": "101", "media": album}),
        ("sendPhoto", {"chat_id": "101", "photo": "f1", "caption": words}),
        ("sendVideoNote", {"chat_id": "101", "video_note": "f3"}),
    ]
    for kind in ("hologram", "document"):
        with pytest.raises(RejectedMessage, match=kind):
            await channel.show("101", message(media=(photo, MediaRef(kind, "f4", "u4"))), {})
    assert len(telegram.calls) == 3


async def test_an_answer_that_comes_too_late_is_no_error(channel: TelegramChannel, telegram: FakeTelegram) -> None:
    telegram.replies = [
        answered(True),
        refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
        refused(400, "Bad Request: MESSAGE_TOO_LONG"),
    ]
    await channel.answer("q1", Toast(Files("0310-001"), alert=True))
    await channel.answer("q2", None)
    with pytest.raises(RejectedMessage):
        await channel.answer("q3", None)
    assert telegram.calls[0][1] == {"callback_query_id": "q1", "text": message().prompt.text(), "show_alert": True}
    assert telegram.calls[1][1] == {"callback_query_id": "q2"}


async def test_a_menu_is_one_chats_own(channel: TelegramChannel, telegram: FakeTelegram) -> None:
    await channel.set_menu("101", Menu((("report", "上报"),)))
    said = {"commands": [{"command": "report", "description": "上报"}], "scope": {"type": "chat", "chat_id": "101"}}
    assert telegram.calls == [("setMyCommands", said)]


@pytest.mark.parametrize("reply", [1.0, web.Response(status=502, text="<html>"), web.Response(text="<html>")])
async def test_what_may_pass_by_itself_is_tried_again(
    channel: TelegramChannel, telegram: FakeTelegram, reply: web.Response | float
) -> None:
    telegram.replies = [reply]
    with pytest.raises(ChannelUnavailable) as failed:
        await channel.send("101", message(), None)
    assert "1:x" not in str(failed.value)


async def test_no_platform_at_all_is_tried_again_and_the_token_stays_unsaid() -> None:
    async with AiohttpRequest() as request:
        nowhere = TelegramChannel(Api(request, "http://127.0.0.1:1/bot1:secret"), Signer.for_token("1:secret"))
        with pytest.raises(ChannelUnavailable) as failed:
            await nowhere.send("101", message(), None)
    assert "secret" not in f"{failed.value!r} {failed.value.__cause__!r}"
    assert failed.value.__suppress_context__


async def test_a_broken_name_in_the_answer_is_no_trouble(telegram: FakeTelegram, channel: TelegramChannel) -> None:
    """Half an emoji in somebody's name is told back to us; the message was sent, and must not be sent again."""
    body = b'{"ok":true,"result":{"message_id":8,"chat":{"id":1,"first_name":"a\\ud83d"}}}'
    telegram.replies.append(web.Response(body=body, content_type="application/json"))
    assert await channel.send("1", Outbound("p", Files("0310-001")), None) == "8"
    assert len(telegram.calls) == 1
