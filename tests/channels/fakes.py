"""A platform that a test can watch and trouble: the sender's outside, faked at its one door."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.domain.messages import Choice, Menu, Outbound, Toast
from bot.services.delivery import Parcel
from bot.storage.outbox import Queued
from bot.texts.arrival import NoSuchCompound

PLATFORM = "telegram"


class Part(Protocol):
    """Runs until it is cancelled; what it has in hand then is awaited by `stop`."""

    async def run(self) -> None: ...

    async def stop(self) -> None: ...


@asynccontextmanager
async def working(part: Part) -> AsyncIterator[None]:
    """It runs, and is stopped in order at the end."""
    running = asyncio.create_task(part.run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await part.stop()


@dataclass(frozen=True, slots=True)
class Sent:
    """What arrived: when (the loop's clock), where, with which words, in place of which message."""

    at: float
    chat: str
    words: str
    edits: str | None


@dataclass(slots=True)
class FakeChannel:
    """Takes everything at once, unless `trouble` raises. `sent` is what arrived, in its order; `removing` what is done
    before a removal, each of which is `removed` when it succeeds."""

    trouble: Callable[[str, Outbound], None] = lambda chat, message: None
    removing: Callable[[str], Awaitable[None]] = lambda message_id: asyncio.sleep(0)
    sent: list[Sent] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    _standing: dict[str, str] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    menus: list[str] = field(default_factory=list)

    async def send(self, chat: str, message: Outbound, edits: str | None) -> str | None:
        await asyncio.sleep(0)
        self.trouble(chat, message)
        self.sent.append(Sent(asyncio.get_running_loop().time(), chat, said(message), edits))
        message_id = edits or f"{chat}/{len(self.sent)}"
        self._standing[message_id] = said(message)
        return message_id

    async def show(self, chat: str, message: Outbound, fresh: Mapping[str, bytes]) -> tuple[str, dict[str, str]]:
        return await self.send(chat, message, None) or "", dict.fromkeys(fresh, "known")

    async def remove(self, chat: str, message_id: str) -> None:
        await self.removing(message_id)
        self.removed.append(message_id)
        self._standing.pop(message_id, None)

    async def set_menu(self, chat: str, menu: Menu) -> None:
        self.menus.append(chat)

    async def answer(self, query: str, toast: Toast | None) -> None:
        self.answered.append(query)

    def is_group(self, chat: str) -> bool:
        return chat.startswith("-")

    def seen_in(self, chat: str) -> list[str]:
        """What stands in a chat, from top to bottom."""
        return [words for message_id, words in self._standing.items() if message_id.startswith(f"{chat}/")]

    def words_to(self, chat: str) -> list[str]:
        return [sent.words for sent in self.sent if sent.chat == chat]


def note(words: str, chat: str = "1", **how: Any) -> Outbound:
    """A message that says `words` (20 characters at most)."""
    return Outbound(f"p{chat}", NoSuchCompound(words), ((Choice("cancel", "x", 1),),), chat=chat, **how)


def said(message: Outbound) -> str:
    """The words of a `note`."""
    assert isinstance(message.prompt, NoSuchCompound)
    return message.prompt.typed


def parcel(number: int, message: Outbound) -> Parcel:
    """`message` as the row `number` of an outbox."""
    chat = message.chat or ""
    return Parcel(
        Queued(number, PLATFORM, chat, message.to, "message", "", message.urgency, message.card, None), message
    )
