"""What people hear and see on their phones, and whether it is what was written."""

import asyncio
import re
from collections import defaultdict
from typing import Any

from tests.conversations.ear import Ear, NotAsWritten, keyboard, shown
from tests.conversations.script import fits
from tests.conversations.town import EVERYBODY, Town

SECRET = re.compile(r"(?<=\?start=)\S+")
GROUP = -1001


class Hearing:
    """Everybody's phone, and what they remember of it: the last message, each button that they ever saw."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._ears = {chat: Ear(town, chat) for chat in (*EVERYBODY, GROUP)}
        self._last: dict[int, dict[str, Any]] = {}
        self._buttons: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
        self._said: dict[int, int] = {}

    async def silence(self, *_: object) -> None:
        """Nobody heard anything but what was written."""
        await self.town.until_quiet()
        for ear in self._ears.values():
            if ear.has_missed(self.town.sandbox.world.feed):
                await ear.listen()
        left = {chat: [shown(event) for event in ear.waiting] for chat, ear in self._ears.items() if ear.waiting}
        if left:
            raise NotAsWritten(f"heard, but not written: {left}")

    @property
    def heard(self) -> dict[int, dict[str, list[str]]]:
        """Everything that came to anybody; links that are made anew each time are hidden."""
        return {
            chat: {kind: [SECRET.sub("", words) for words in told] for kind, told in ear.heard.items()}
            for chat, ear in self._ears.items()
        }

    async def hears(self, who: int, wanted: str, kind: str = "message") -> None:
        event = await self._ears[who].next_of(self._ears[who].messages)
        if event["kind"] != kind or not fits(wanted, shown(event)):
            raise NotAsWritten(f"it was a {event['kind']}: {shown(event)}")
        self._last[who] = event["message"]
        for button in (button for row in keyboard(event["message"]) for button in row if "callback_data" in button):
            self._buttons[who, button["text"]].append((event["message"]["message_id"], button["callback_data"]))

    async def hears_softly(self, who: int, wanted: str) -> None:
        """Without a sound."""
        await self.hears(who, wanted)
        if not self._last[who].get("silent"):
            raise NotAsWritten("it rang")

    async def hears_aloud(self, who: int, wanted: str) -> None:
        await self.hears(who, wanted)
        if self._last[who].get("silent"):
            raise NotAsWritten("it made no sound")

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

    async def is_left_with(self, who: int, wanted: str) -> None:
        await self.town.until_quiet()
        await self._ears[who].listen()
        self._ears[who].messages.clear()
        # An older showing is taken away after the newer one was sent: a moment later.
        for _ in range(100):
            messages = (await self.town.phone(who).chat())["messages"]
            with_buttons = [message for message in messages if keyboard(message)]
            if len(with_buttons) == 1 and fits(wanted, shown({"message": with_buttons[0]})):
                self._last[who] = with_buttons[0]
                return
            await asyncio.sleep(0.02)
        raise NotAsWritten(f"these have buttons: {[shown({'message': message}) for message in with_buttons]}")

    async def cannot_press_old(self, who: int, label: str) -> None:
        message_id, _ = self._known(who, label)[0]
        # An older showing is taken away after the newer one was sent: a moment later.
        for _ in range(100):
            messages = (await self.town.phone(who).chat())["messages"]
            if not any(message["message_id"] == message_id and keyboard(message) for message in messages):
                return
            await asyncio.sleep(0.02)
        raise NotAsWritten(f"the old {label!r} is still there")

    async def is_warned(self, who: int, wanted: str) -> None:
        await self.is_told(who, wanted, "alert")

    async def can_press(self, who: int, wanted: str) -> None:
        rows = " | ".join(" / ".join(button["text"] for button in row) for row in keyboard(self._last[who]))
        if not fits(wanted, rows or "nothing"):
            raise NotAsWritten(f"there is: {rows or 'nothing'}")

    def _known(self, who: int, label: str) -> list[tuple[int, str]]:
        if not (found := self._buttons[who, label]):
            raise NotAsWritten(f"never saw a button {label!r}")
        return found
