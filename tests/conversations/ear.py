"""What reaches a phone, and how it looks there."""

import asyncio
from collections import deque
from typing import Any

from sandbox.feed import Feed
from tests.conversations.town import Town

# A file is made by another process, which a busy machine starts late.
PATIENCE_S = 20.0
MEDIA = ("photo", "voice", "video", "video_note", "document")


class NotAsWritten(AssertionError):
    """The conversation went otherwise."""


class Ear:
    """What reaches one phone: toasts apart from messages, since which of the two comes first is chance.

    `again`: what is sent a second time, since the bot died before it knew that it had arrived (ADR 2); heard once.
    `heard`: all that came, word for word, messages and toasts each in their order.
    """

    def __init__(self, town: Town, chat: int) -> None:
        self._ask = town.client.ask
        self._chat = chat
        self._path = f"/people/{chat}/events" if chat > 0 else f"/groups/{chat}/events"
        self._after = 0
        self.messages: deque[dict[str, Any]] = deque()
        self.toasts: deque[dict[str, Any]] = deque()
        self.again: list[str] = []
        self.heard: dict[str, list[str]] = {"messages": [], "toasts": []}

    async def next_of(self, queue: deque[dict[str, Any]]) -> dict[str, Any]:
        """The next one; waits for it. Raises `NotAsWritten` where none comes."""
        end = asyncio.get_running_loop().time() + PATIENCE_S
        while not queue:
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                raise NotAsWritten(f"nothing came; beside it: {[shown(event) for event in self.waiting]}")
            await self.listen(left)
        return queue.popleft()

    def has_missed(self, feed: Feed) -> bool:
        """Whether something happened here that was not listened to: twenty ears that ask in vain take long."""
        events = feed.of(self._chat).events
        return bool(events) and events[-1].seq > self._after

    async def listen(self, wait: float = 0) -> None:
        found = await self._ask("GET", self._path, params={"after": str(self._after), "wait": f"{wait:.3f}"})
        self._after = found["last"]
        for event in found["events"]:
            if event["kind"] in {"toast", "alert"} and event["text"]:
                self.toasts.append(event)
                self.heard["toasts"].append(event["text"])
            elif event["kind"] in {"message", "edit"} and _is_from_the_bot(event["message"]):
                self._hear(event)

    def _hear(self, event: dict[str, Any]) -> None:
        if event["kind"] == "message" and shown(event) in self.again:
            self.again.remove(shown(event))
        else:
            self.messages.append(event)
            rows = [[button["text"] for button in row] for row in keyboard(event["message"])]
            self.heard["messages"].append(f"{event['kind']}: {shown(event)} {rows}")

    @property
    def waiting(self) -> list[dict[str, Any]]:
        return [*self.messages, *self.toasts]


def _is_from_the_bot(message: dict[str, Any]) -> bool:
    return not message.get("out") and bool(message["from"]["is_bot"])


def shown(event: dict[str, Any]) -> str:
    """What a person reads of an event: kinds of files in brackets, then the words."""
    message = event.get("message", {})
    files = "".join(f"[{kind}] " for kind in MEDIA if kind in message)
    return files + str(event.get("text") or message.get("text") or message.get("caption") or "")


def keyboard(message: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The buttons under a message, by rows."""
    rows: list[list[dict[str, Any]]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows
