"""Replacing over HTTP: the real sender and Telegram's channel, a sandbox, and the phone of who reads it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.channels.telegram.api import Api
from bot.channels.telegram.payload import Signer
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.sending import TelegramChannel
from bot.storage.sqlite import SqliteDatabase
from sandbox import Sandbox
from sandbox.client import Phone, SandboxClient
from tests.channels.fakes import FakeChannel, note
from tests.channels.office import PostOffice, open_office
from tests.conversations.ear import Ear
from tests.conversations.town import Town


@dataclass(frozen=True, slots=True)
class Line:
    """A post office whose platform is a sandbox."""

    office: PostOffice
    client: SandboxClient
    phone: Phone
    ear: Ear

    async def show(self, words: str, **how: Any) -> None:
        await self.office.write(note(words, "101", card="c", **(how or {"replaces": True})))
        await self.office.until_idle()

    async def seen(self) -> list[tuple[str, bool]]:
        """What stands in the chat, and whether it has buttons."""
        messages = (await self.phone.chat())["messages"][1:]
        return [(message["text"], "reply_markup" in message) for message in messages]


@pytest.fixture
async def line(store: SqliteDatabase) -> AsyncIterator[Line]:
    async with Sandbox() as sandbox, SandboxClient(sandbox.url) as client, AiohttpRequest(read_timeout=0.3) as request:
        await client.settle({"id": 101, "first_name": "王"})
        phone = client.phone(101)
        await phone.scan()
        channel = TelegramChannel(Api(request, f"{sandbox.url}/bot{sandbox.token}"), Signer.for_token("1:x"))
        ear = Ear(cast(Town, SimpleNamespace(client=client)), 101)
        async with open_office(store, cast(FakeChannel, channel)) as office:
            yield Line(office, client, phone, ear)


def text_of(words: str) -> str:
    return note(words).prompt.text()


async def test_one_card_is_left_and_redrawn_and_deletions_disturb_no_reader(line: Line) -> None:
    for words in ("一", "二", "三"):
        await line.show(words)
    await line.show("四", edits=True)
    assert await line.seen() == [(text_of("四"), True)]
    heard = [("message", "一"), ("message", "二"), ("message", "三"), ("edit", "四")]
    await line.ear.listen()
    for events in (await line.phone.unread(), line.ear.waiting):
        assert [(event["kind"], event["message"]["text"]) for event in events] == [
            (kind, text_of(words)) for kind, words in heard
        ]


async def test_what_is_too_old_to_be_deleted_loses_its_buttons(line: Line) -> None:
    await line.show("一")
    await line.client.advance(49 * 3600)
    await line.show("二")
    assert await line.seen() == [(text_of("一"), False), (text_of("二"), True)]


@pytest.mark.parametrize("kind", ["400", "403", "429", "502", "reset"])
async def test_a_refused_deletion_is_not_asked_for_again(line: Line, kind: str) -> None:
    await line.show("一")
    await line.client.faults({"kind": kind, "method": "deleteMessage"}, {"kind": "400", "method": "editMessageReply*"})
    await line.show("二")
    await line.show("三", edits=True)
    assert await line.seen() == [(text_of("一"), True), (text_of("三"), True)]
    assert len(await line.client.calls("sendMessage")) == 2
    assert len(await line.client.calls("deleteMessage")) == 1


async def test_a_deletion_whose_answer_was_lost_has_happened(line: Line) -> None:
    await line.show("一")
    await line.client.faults({"kind": "timeout", "method": "deleteMessage", "times": 1})
    await line.show("二")
    assert await line.seen() == [(text_of("二"), True)]
    assert len(await line.client.calls("deleteMessage")) == 1
