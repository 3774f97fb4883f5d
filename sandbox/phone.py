"""A person's phone, played over HTTP."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import FormData

from sandbox.wire import JSON

Ask = Callable[..., Awaitable[JSON]]
"""verb, path, and what aiohttp's request takes; the answer's JSON."""
LONG_POLL = 30.0


class NothingCame(TimeoutError):
    """A phone waited in vain; says what it had seen last."""

    def __init__(self, person_id: int, seconds: float, seen: list[str]) -> None:
        shown = "\n".join(seen) or "nothing at all"
        super().__init__(f"nothing came to {person_id} within {seconds:g} s; before that:\n{shown}")


class Phone:
    """A person's phone: says, presses, and reads what comes in order."""

    def __init__(self, ask: Ask, person_id: int) -> None:
        self._ask = ask
        self.id = person_id
        self._after = 0
        self._unread: deque[JSON] = deque()
        self._seen: deque[str] = deque(maxlen=5)

    async def _do(self, what: str, **how: Any) -> JSON:
        return await self._ask("POST", f"/people/{self.id}/{what}", **how)

    async def say(self, text: str, **around: Any) -> JSON:
        """Send a text; `reply_to`, `forwarded_from` and `edit` may go with it. Returns the message."""
        return await self.send(text=text, **around)

    async def send(self, **what: Any) -> JSON:
        """Send a location, venue, contact, sticker, dice, …, named as in Telegram's Message."""
        message: JSON = (await self._do("send", json=what))["messages"][0]
        return message

    async def send_location(self, latitude: float, longitude: float) -> JSON:
        return await self.send(location={"latitude": latitude, "longitude": longitude})

    async def send_contact(self, phone_number: str, first_name: str, user_id: int | None = None) -> JSON:
        return await self.send(contact={"phone_number": phone_number, "first_name": first_name, "user_id": user_id})

    async def send_photo(self, photo: bytes, caption: str = "") -> JSON:
        return (await self.send_files("photo", [photo], caption))[0]

    async def send_album(self, photos: list[bytes], caption: str = "") -> list[JSON]:
        return await self.send_files("photo", photos, caption)

    async def send_voice(self, voice: bytes) -> JSON:
        return (await self.send_files("voice", [voice]))[0]

    async def send_files(self, kind: str, files: list[bytes], caption: str = "", name: str = "file") -> list[JSON]:
        """Send files of one kind (photo, voice, video, document)."""
        form = FormData(quote_fields=False)
        for data in files:
            form.add_field(kind, data, filename=name, content_type="application/octet-stream")
        if caption:
            form.add_field("caption", caption)
        messages: list[JSON] = (await self._do("send", data=form))["messages"]
        return messages

    async def press(self, label: str, message_id: int | None = None) -> str:
        """Press the button of this label, on the newest message that has it; SandboxError lists what there is."""
        pressed = await self._do("press", json={"label": label, "message_id": message_id})
        query_id: str = pressed["callback_query_id"]
        return query_id

    async def press_data(self, data: str, message_id: int) -> str:
        """Press with any data, as a forged client could."""
        pressed = await self._do("press", json={"data": data, "message_id": message_id})
        query_id: str = pressed["callback_query_id"]
        return query_id

    async def scan(self, payload: str = "") -> JSON:
        """Open the bot by a deep link: sends /start with its payload."""
        message: JSON = (await self._do("start", json={"payload": payload}))["messages"][0]
        return message

    async def block(self) -> None:
        await self._do("block")

    async def unblock(self) -> None:
        await self._do("unblock")

    async def chat(self) -> JSON:
        """The whole chat: messages, commands, reply_keyboard."""
        return await self._ask("GET", f"/people/{self.id}/chat")

    async def next(self, timeout: float = 5.0) -> JSON:  # noqa: ASYNC109 - it raises its own NothingCame
        """The next unread event that the bot caused: a message, an edit or a toast.

        Its `message` is the Message, its `text` a toast's text. Raises NothingCame.
        """
        end = asyncio.get_running_loop().time() + timeout
        while not self._unread:
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                raise NothingCame(self.id, timeout, list(self._seen))
            await self._fetch(min(left, LONG_POLL))
        event = self._unread.popleft()
        self._seen.append(f"{event['kind']}: {_words(event)}")
        return event

    async def unread(self) -> list[JSON]:
        """Everything unread that is there now."""
        await self._fetch(0)
        events = list(self._unread)
        self._unread.clear()
        return events

    async def _fetch(self, wait: float) -> None:
        query = {"after": str(self._after), "wait": f"{wait:.3f}"}
        found = await self._ask("GET", f"/people/{self.id}/events", params=query)
        self._after = found["last"]
        self._unread.extend(event for event in found["events"] if _tells(event))


def _tells(event: JSON) -> bool:
    """Whether a person would notice: what they wrote themselves is no news, nor is an answer without words."""
    if event["kind"] in {"toast", "alert"}:
        return bool(event["text"])
    return event["kind"] in {"message", "edit"} and not event["message"].get("out")


def _words(event: JSON) -> str:
    message = event.get("message", {})
    return str(event.get("text") or message.get("text") or message.get("caption") or sorted(message))
