"""Speaking for the people over HTTP: for tests, benchmarks and scripts."""

import asyncio
from collections import deque
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout, FormData

from sandbox.wire import JSON, dumps

LONG_POLL = 30.0


class SandboxError(Exception):
    """The sandbox refused; `status` is HTTP's, `facts` what it said."""

    def __init__(self, status: int, facts: JSON) -> None:
        super().__init__(f"{status}: {facts.get('error')}" + (f" {facts['labels']}" if "labels" in facts else ""))
        self.status = status
        self.facts = facts


class NothingCame(TimeoutError):
    """A phone waited in vain; says what it had seen last."""

    def __init__(self, person_id: int, seconds: float, seen: list[str]) -> None:
        shown = "\n".join(seen) or "nothing at all"
        super().__init__(f"nothing came to {person_id} within {seconds:g} s; before that:\n{shown}")


class SandboxClient:
    """One sandbox, by its address."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._session: ClientSession | None = None
        self._phones: dict[int, Phone] = {}

    async def __aenter__(self) -> Self:
        self._session = ClientSession(json_serialize=dumps, timeout=ClientTimeout(total=120))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def ask(self, verb: str, path: str, **how: Any) -> JSON:
        """One request; SandboxError when refused."""
        if self._session is None:
            raise RuntimeError("use SandboxClient with `async with`")
        async with self._session.request(verb, self._url + path, **how) as response:
            facts: JSON = await response.json()
            if response.status >= 400:
                raise SandboxError(response.status, facts)
            return facts

    def phone(self, person_id: int) -> "Phone":
        """A person's phone; the same one for the same person."""
        return self._phones.setdefault(person_id, Phone(self, person_id))

    async def settle(self, *people: JSON) -> None:
        """Create people, or give them new names."""
        await self.ask("POST", "/people", json=list(people))

    async def people(self) -> list[JSON]:
        found: list[JSON] = (await self.ask("GET", "/people"))["people"]
        return found

    async def posters(self, *posters: JSON) -> None:
        await self.ask("POST", "/posters", json=list(posters))

    async def faults(self, *faults: JSON) -> None:
        """Let things go wrong from now on; with none, let nothing."""
        await (
            self.ask("POST", "/control/faults", json=list(faults)) if faults else self.ask("DELETE", "/control/faults")
        )

    async def put_updates(self, *things: object) -> None:
        """Queue raw updates as they are."""
        await self.ask("POST", "/control/updates", json=list(things))

    async def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        count: int = (await self.ask("GET", "/control/updates"))["pending"]
        return count

    async def calls(self, method: str | None = None, after: int = 0) -> list[JSON]:
        """What the bot called."""
        query = {"after": str(after)} | ({"method": method} if method else {})
        found: list[JSON] = (await self.ask("GET", "/control/calls", params=query))["calls"]
        return found

    async def advance(self, seconds: float) -> None:
        """Move the sandbox's clock forward."""
        await self.ask("POST", "/control/clock", json={"advance": seconds})

    async def reset(self) -> None:
        """Forget everything but the people."""
        await self.ask("POST", "/control/reset")


class Phone:
    """A person's phone: says, presses, and reads what comes in order."""

    def __init__(self, client: SandboxClient, person_id: int) -> None:
        self._client = client
        self.id = person_id
        self._after = 0
        self._unread: deque[JSON] = deque()
        self._seen: deque[str] = deque(maxlen=5)

    async def _do(self, what: str, **how: Any) -> JSON:
        return await self._client.ask("POST", f"/people/{self.id}/{what}", **how)

    async def say(self, text: str, **around: Any) -> JSON:
        """Send a text; `reply_to`, `forwarded_from` and `edit` may go with it. Returns the message."""
        return await self.send(text=text, **around)

    async def send(self, **what: Any) -> JSON:
        """Send a location, venue, contact, sticker, dice, …: see the README of the interface."""
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
        form = FormData()
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
        return await self._client.ask("GET", f"/people/{self.id}/chat")

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
        found = await self._client.ask("GET", f"/people/{self.id}/events", params=query)
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
