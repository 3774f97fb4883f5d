"""Plays a written conversation in a running town: everybody's phone, what they do with it and what it must show."""

import asyncio
import io
import re
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from itertools import count
from typing import Any

from PIL import Image

from bot.domain.clock import ManualClock
from sandbox.client import SandboxError
from tests.conversations.script import Line, fits, read
from tests.conversations.town import CHEN, EVERYBODY, LI, NEW, QIAN, SUN, WANG, ZHAO, ZHOU, Town

CAST = {
    "王阿姨": WANG, "李叔": LI, "小新": NEW,
    "陈书记": CHEN, "赵书记": ZHAO, "周书记": ZHOU, "钱社区": QIAN, "孙街道": SUN,
}  # fmt: skip
GROUP, CHANNEL, ROBOT = -1001, -1002, 909
PATIENCE_S = 5.0
MEDIA = ("photo", "voice", "video", "video_note", "document")


class NotAsWritten(AssertionError):
    """The conversation went otherwise."""


class Ear:
    """What reaches one phone: toasts apart from messages, since which of the two comes first is chance."""

    def __init__(self, town: Town, chat: int) -> None:
        self._ask = town.client.ask
        self._path = f"/people/{chat}/events" if chat > 0 else f"/groups/{chat}/events"
        self._after = 0
        self.messages: deque[dict[str, Any]] = deque()
        self.toasts: deque[dict[str, Any]] = deque()

    async def next_of(self, queue: deque[dict[str, Any]]) -> dict[str, Any]:
        """The next one; waits for it. Raises `NotAsWritten` where none comes."""
        end = asyncio.get_running_loop().time() + PATIENCE_S
        while not queue:
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                raise NotAsWritten(f"nothing came; beside it: {[shown(event) for event in self.waiting]}")
            await self.listen(left)
        return queue.popleft()

    async def listen(self, wait: float = 0) -> None:
        found = await self._ask("GET", self._path, params={"after": str(self._after), "wait": f"{wait:.3f}"})
        self._after = found["last"]
        for event in found["events"]:
            if event["kind"] in {"toast", "alert"} and event["text"]:
                self.toasts.append(event)
            elif event["kind"] in {"message", "edit"} and _is_from_the_bot(event["message"]):
                self.messages.append(event)

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


class Stage:
    """One conversation being played."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._ears = {chat: Ear(town, chat) for chat in (*EVERYBODY, GROUP)}
        self._last: dict[int, dict[str, Any]] = {}
        self._buttons: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
        self._said: dict[int, int] = {}

    async def play(self, lines: Iterable[Line]) -> None:
        """Every line in its order; at the end nobody has anything left unread."""
        await self.town.client.ask("POST", "/groups", json={"id": GROUP, "title": "楼道群", "members": [WANG, LI]})
        for line in lines:
            try:
                await ACTS[line.verb](self, CAST.get(line.who, GROUP), line.what)
            except (NotAsWritten, SandboxError) as error:
                raise NotAsWritten(f"{line}\n{error}") from None
        await self.silence()

    async def story(self, *written: str) -> None:
        """Play what is written here, one line or more at a time."""
        await self.play(read("\n".join(written)))

    async def silence(self, *_: object) -> None:
        """Nobody heard anything but what was written."""
        await self.town.until_quiet()
        for ear in self._ears.values():
            await ear.listen()
        left = {chat: [shown(event) for event in ear.waiting] for chat, ear in self._ears.items() if ear.waiting}
        if left:
            raise NotAsWritten(f"heard, but not written: {left}")

    # ── what people do ──────────────────────────────────────────────────────────────────────────────────────────

    async def says(self, who: int, what: str) -> None:
        self._said[who] = (await self.town.phone(who).say(what))["message_id"]

    async def edits(self, who: int, what: str) -> None:
        await self.town.phone(who).say(what, edit=self._said[who])

    async def scans(self, who: int, what: str) -> None:
        await self.town.phone(who).scan(what)

    async def sends(self, who: int, what: str) -> None:
        kind, _, words = what.partition(": ")
        sender = next((send for begin, send in SENDERS if re.match(begin, kind)), None)
        if sender is None:
            raise NotAsWritten(f"nobody can send {kind!r}")
        await sender(self, who, kind, words)

    async def tells_group(self, who: int, what: str) -> None:
        await self.town.client.ask("POST", f"/groups/{GROUP}/send", json={"from": who, "text": what})

    async def posts(self, who: int, what: str) -> None:
        """A channel, or another bot: neither is a person."""
        robot = {"id": ROBOT, "is_bot": True, "first_name": "别家机器人"}
        chat = {"id": CHANNEL, "type": "channel", "title": "频道"}
        await self.town.client.put_updates(
            {"channel_post": {"message_id": 1, "date": 1, "chat": chat, "text": what}},
            {
                "message": {
                    "message_id": 1,
                    "date": 1,
                    "chat": {"id": WANG, "type": "private"},
                    "from": robot,
                    "text": what,
                }
            },
        )

    async def presses(self, who: int, label: str) -> None:
        await self.town.phone(who).press(label)

    async def double_taps(self, who: int, label: str) -> None:
        message_id, data = self._known(who, label)[-1]
        for _ in range(2):
            await self.town.phone(who).press_data(data, message_id)

    async def presses_old(self, who: int, label: str) -> None:
        message_id, data = self._known(who, label)[0]
        await self.town.phone(who).press_data(data, message_id)

    async def presses_anothers(self, who: int, what: str) -> None:
        """What stood on somebody else's button, pressed under one's own last message."""
        owner, label = what.split(": ")
        _, data = self._known(CAST[owner], label)[-1]
        await self.town.phone(who).press_data(data, self._last[who]["message_id"])

    async def blocks(self, who: int, _: str) -> None:
        await self.town.phone(who).block()

    async def unblocks(self, who: int, _: str) -> None:
        await self.town.phone(who).unblock()

    async def moves_clock(self, _: int, what: str) -> None:
        """So many seconds; what has become due by then is done."""
        assert isinstance(self.town.clock, ManualClock)
        await self.town.until_quiet()
        self.town.clock.at += timedelta(seconds=float(what.removesuffix(" s")))
        await self.town.until_quiet()

    async def restarts(self, *_: object) -> None:
        await self.town.until_quiet()
        await self.town.stop()
        await self.town.start()

    def _known(self, who: int, label: str) -> list[tuple[int, str]]:
        if not (found := self._buttons[who, label]):
            raise NotAsWritten(f"never saw a button {label!r}")
        return found

    # ── what they hear ──────────────────────────────────────────────────────────────────────────────────────────

    async def hears(self, who: int, wanted: str, kind: str = "message") -> None:
        event = await self._ears[who].next_of(self._ears[who].messages)
        if event["kind"] != kind or not fits(wanted, shown(event)):
            raise NotAsWritten(f"it was a {event['kind']}: {shown(event)}")
        self._last[who] = event["message"]
        for button in (button for row in keyboard(event["message"]) for button in row if "callback_data" in button):
            self._buttons[who, button["text"]].append((event["message"]["message_id"], button["callback_data"]))

    async def ends_up_with(self, who: int, wanted: str) -> None:
        await self.town.until_quiet()
        await self._ears[who].listen()
        events = self._ears[who].messages
        kinds = [event["kind"] for event in events]
        if kinds != ["message", *["edit"] * (len(kinds) - 1)]:
            raise NotAsWritten(f"these came: {[shown(event) for event in events]}")
        while len(events) > 1:
            events.popleft()
        await self.hears(who, wanted, kinds[-1])

    async def sees(self, who: int, wanted: str) -> None:
        await self.hears(who, wanted, "edit")

    async def is_told(self, who: int, wanted: str, kind: str = "toast") -> None:
        event = await self._ears[who].next_of(self._ears[who].toasts)
        if event["kind"] != kind or not fits(wanted, shown(event)):
            raise NotAsWritten(f"it was a {event['kind']}: {shown(event)}")

    async def is_warned(self, who: int, wanted: str) -> None:
        await self.is_told(who, wanted, "alert")

    async def can_press(self, who: int, wanted: str) -> None:
        rows = " | ".join(" / ".join(button["text"] for button in row) for row in keyboard(self._last[who]))
        if not fits(wanted, rows or "nothing"):
            raise NotAsWritten(f"there is: {rows or 'nothing'}")


_SHADES = count()


def picture() -> bytes:
    """A small photo, each time another one."""
    held, shade = io.BytesIO(), next(_SHADES)
    Image.new("RGB", (32, 24), (8 * shade % 256, shade // 32 % 256, 60)).save(held, "PNG")
    return held.getvalue()


async def _album(stage: Stage, who: int, kind: str, caption: str) -> None:
    await stage.town.phone(who).send_album([picture() for _ in range(int(kind.rsplit(" ", 1)[1]))], caption)


async def _pin(stage: Stage, who: int, kind: str, _: str) -> None:
    latitude, longitude = map(float, kind.split()[-2:])
    await stage.town.phone(who).send_location(latitude, longitude)


async def _venue(stage: Stage, who: int, kind: str, title: str) -> None:
    latitude, longitude = map(float, kind.split()[-2:])
    await stage.town.phone(who).send(
        venue={"latitude": latitude, "longitude": longitude, "title": title, "address": ""}
    )


async def _poll(stage: Stage, who: int, _: str, question: str) -> None:
    """The sandbox's people send no polls: as Telegram would tell of one."""
    poll = {
        "id": "1", "question": question, "options": [], "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
        "allows_revoting": True, "members_only": False,
    }  # fmt: skip
    chat, person = {"id": who, "type": "private"}, {"id": who, "is_bot": False, "first_name": "人"}
    message = {"message_id": 9999, "date": 1, "chat": chat, "from": person, "poll": poll}
    await stage.town.client.put_updates({"message": message})


def _file(kind: str) -> Callable[[Stage, int, str, str], Awaitable[object]]:
    return lambda stage, who, _, caption: stage.town.phone(who).send_files(kind, [picture()], caption)


def _simple(**what: Any) -> Callable[[Stage, int, str, str], Awaitable[object]]:
    return lambda stage, who, *_: stage.town.phone(who).send(**what)


SENDERS: tuple[tuple[str, Callable[[Stage, int, str, str], Awaitable[object]]], ...] = (
    ("a photo", _file("photo")),
    ("an album of ", _album),
    ("a voice note", _file("voice")),
    ("a video", _file("video")),
    ("a document", _file("document")),
    ("a pin at ", _pin),
    ("a venue at ", _venue),
    ("a contact", _simple(contact={"phone_number": "13800000000", "first_name": "老张"})),
    ("a sticker", _simple(sticker="😀")),
    ("a dice", _simple(dice="🎲")),
    ("a poll", _poll),
)

ACTS: dict[str, Callable[[Stage, int, str], Awaitable[None]]] = {
    "says": Stage.says,
    "edits": Stage.edits,
    "scans": Stage.scans,
    "sends": Stage.sends,
    "tells the group": Stage.tells_group,
    "posts": Stage.posts,
    "presses": Stage.presses,
    "double-taps": Stage.double_taps,
    "presses the old": Stage.presses_old,
    "presses the button of": Stage.presses_anothers,
    "blocks the bot": Stage.blocks,
    "unblocks the bot": Stage.unblocks,
    "moves": Stage.moves_clock,
    "restarts": Stage.restarts,
    "hears": Stage.hears,
    "sees": Stage.sees,
    "is told": Stage.is_told,
    "is warned": Stage.is_warned,
    "can press": Stage.can_press,
    "ends up with": Stage.ends_up_with,
    "hears nothing": Stage.silence,
}
