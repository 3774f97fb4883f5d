"""Plays a written conversation in a running town: everybody's phone, what they do with it and what it must show."""

import asyncio
import io
import json
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.domain.clock import SHANGHAI, ManualClock, from_millis, to_millis
from bot.domain.people import Post, Role
from bot.services.shop.redemptions import PREFIX
from bot.storage import people
from bot.storage.database import Tx
from sandbox.client import SandboxError
from tests.conversations.cast import CAST
from tests.conversations.ear import Ear, NotAsWritten, keyboard, shown
from tests.conversations.script import Line, fits, read
from tests.conversations.things import send_thing
from tests.conversations.town import EVERYBODY, LI, WANG, Town

UNITS_OF_TIME = {"s": timedelta(seconds=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
SECRET = re.compile(r"(?<=\?start=)\S+")
GROUP, CHANNEL, ROBOT = -1001, -1002, 909


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
            await self.play_line(line)
        await self.silence()

    async def play_line(self, line: Line) -> None:
        """One after the other, where several people are named."""
        try:
            for who in line.who.split("、"):
                await ACTS[line.verb](self, CAST.get(who, GROUP), line.what)
        except (NotAsWritten, SandboxError) as error:
            raise NotAsWritten(f"{line}\n{error}") from None

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

    @property
    def heard(self) -> dict[int, dict[str, list[str]]]:
        """Everything that came to anybody; links that are made anew each time are hidden."""
        return {
            chat: {kind: [SECRET.sub("", words) for words in told] for kind, told in ear.heard.items()}
            for chat, ear in self._ears.items()
        }

    # ── what people do ──────────────────────────────────────────────────────────────────────────────────────────

    async def says(self, who: int, what: str) -> None:
        self._said[who] = (await self.town.phone(who).say(what))["message_id"]

    async def forwards(self, who: int, what: str) -> None:
        await self.town.phone(who).say(what, forwarded_from="业主群")

    async def pastes(self, who: int, what: str) -> None:
        """Beyond what the platform lets people send: as an update, as it were."""
        chat, person = {"id": who, "type": "private"}, {"id": who, "is_bot": False, "first_name": "人"}
        message = {"message_id": 9998, "date": 1, "chat": chat, "from": person, "text": what}
        # As a stream: what is larger than a mebibyte is not put into one buffer.
        body = io.BytesIO(json.dumps([{"message": message}]).encode())
        headers = {"Content-Type": "application/json"}
        await self.town.client.ask("POST", "/control/updates", data=body, headers=headers)

    async def floods(self, who: int, what: str) -> None:
        times, words = what.split(": ")
        for at in range(int(times)):
            await self.town.phone(who).say(f"{words}{at}")

    async def forges(self, who: int, what: str) -> None:
        await self.town.phone(who).press_data(what, self._last[who]["message_id"])

    async def presses_at_once(self, who: int, what: str) -> None:
        pressed = [self._known(who, label)[-1] for label in what.split(", ")]
        for message_id, data in pressed:
            await self.town.phone(who).press_data(data, message_id)

    async def edits(self, who: int, what: str) -> None:
        await self.town.phone(who).say(what, edit=self._said[who])

    async def scans(self, who: int, what: str) -> None:
        await self.town.phone(who).scan(what)

    async def opens(self, who: int, what: str) -> None:
        """The last link that somebody else was given to pass on."""
        owner = self.town.phone(CAST[what.removeprefix("the link for ")])
        texts = [message.get("text", "") for message in (await owner.chat())["messages"]]
        await self.town.phone(who).scan([text for text in texts if "?start=" in text][-1].rsplit("?start=", 1)[1])

    async def scans_code(self, who: int, owner: str) -> None:
        """The picture that somebody holds out: its newest order's."""
        await self.town.phone(who).scan(PREFIX + (await self._order_of(owner))["id"])

    async def types_code(self, who: int, owner: str) -> None:
        await self.says(who, (await self._order_of(owner))["digits"])

    async def _order_of(self, owner: str) -> dict[str, Any]:
        found = await self.town.rows(
            "SELECT r.id, r.digits FROM redemption r JOIN address a ON a.person_id = r.person_id"
            " WHERE a.key = ? ORDER BY r.at DESC, r.id LIMIT 1",
            str(CAST[owner]),
        )
        if not found:
            raise NotAsWritten(f"{owner} has nothing to collect")
        return found[0]

    async def sends(self, who: int, what: str) -> None:
        if not await send_thing(self.town, who, what):
            raise NotAsWritten(f"nobody can send {what!r}")

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

    async def reports(self, who: int, what: str) -> None:
        words, number = what.split(" → ")
        await self.says(who, words)
        await self.hears(who, f"📝 {words}")
        await self.presses(who, "✅ 提交")
        await self.sees(who, f"报上了，编号 {number}")

    async def works_on(self, who: int, what: str) -> None:
        number, *steps = what.split(" > ")
        self._last[who] = await self._showing(who, number, steps[0])
        for at, step in enumerate(steps):
            if at:
                self._last[who] = (await self._ears[who].next_of(self._ears[who].messages))["message"]
            if step.startswith("「"):
                await self.says(who, step[1:-1])
            else:
                await self.town.phone(who).press(step, self._last[who]["message_id"])

    async def _showing(self, who: int, number: str, label: str) -> dict[str, Any]:
        """The newest message that names the ticket and has such a button."""
        for message in reversed((await self.town.phone(who).chat())["messages"]):
            labels = [button["text"] for row in keyboard(message) for button in row]
            if label in labels and number in shown({"message": message}):
                return message
        raise NotAsWritten(f"no message about {number} has a button {label!r}")

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
        await self.town.until_quiet()

    async def unblocks(self, who: int, _: str) -> None:
        await self.town.phone(who).unblock()

    async def moves_clock(self, _: int, what: str) -> None:
        """So long; what has become due by then is done."""
        assert isinstance(self.town.clock, ManualClock)
        await self.town.until_quiet()
        much, unit = what.split()
        self.town.clock.at += float(much) * UNITS_OF_TIME[unit]
        await self.town.until_quiet()

    async def reaches(self, _: int, what: str) -> None:
        """As time passes: what falls due is done at its moment, and before the end of the way nobody hears of it."""
        clock = self.town.clock
        assert isinstance(clock, ManualClock)
        wanted = datetime.strptime(f"{clock.now():%Y}-{what}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
        while clock.at < wanted:
            await self.silence()
            clock.at = min(wanted, await self._next_due(wanted))
            await self.clock_moved()
        await self.town.until_quiet()

    async def _next_due(self, otherwise: datetime) -> datetime:
        (found,) = await self.town.rows("SELECT min(due_at) AS at FROM due_work")
        return from_millis(found["at"]) if found["at"] is not None else otherwise

    async def clock_moved(self) -> None:
        """What may happen at a new moment, before the bot has looked at it."""

    async def restarts(self, *_: object) -> None:
        await self.town.until_quiet()
        await self.town.stop()
        await self.town.start()

    async def takes_up(self, who: int, what: str) -> None:
        """A post: 「district_dispatcher of district」."""
        role, unit = what.split(" of ")
        post, now = Post(Role(role), unit), to_millis(self.town.clock.now())

        async def appoint(tx: Tx) -> None:
            person = await people.arrive(tx, people.Address("telegram", str(who)), now)
            await people.appoint(tx, person.id, post, now)

        await self._write(appoint)

    async def steps_down(self, who: int, _: str) -> None:
        """From every post."""

        async def dismiss(tx: Tx) -> None:
            person = await people.arrive(tx, people.Address("telegram", str(who)), 0)
            await tx.execute("DELETE FROM post WHERE person_id = ?", (person.id,))

        await self._write(dismiss)

    async def _write(self, unit: Callable[[Tx], Awaitable[None]]) -> None:
        assert self.town.program
        await self.town.program.db.write(unit)

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


ACTS: dict[str, Callable[[Stage, int, str], Awaitable[None]]] = {
    "says": Stage.says,
    "forwards": Stage.forwards,
    "pastes": Stage.pastes,
    "floods": Stage.floods,
    "forges": Stage.forges,
    "presses at once": Stage.presses_at_once,
    "edits": Stage.edits,
    "scans": Stage.scans,
    "opens": Stage.opens,
    "scans the code of": Stage.scans_code,
    "types the code of": Stage.types_code,
    "sends": Stage.sends,
    "tells the group": Stage.tells_group,
    "posts": Stage.posts,
    "presses": Stage.presses,
    "double-taps": Stage.double_taps,
    "presses the old": Stage.presses_old,
    "presses the button of": Stage.presses_anothers,
    "blocks the bot": Stage.blocks,
    "unblocks the bot": Stage.unblocks,
    "reports": Stage.reports,
    "works on": Stage.works_on,
    "moves": Stage.moves_clock,
    "reaches": Stage.reaches,
    "takes up": Stage.takes_up,
    "steps down": Stage.steps_down,
    "restarts": Stage.restarts,
    "hears": Stage.hears,
    "hears softly": Stage.hears_softly,
    "hears aloud": Stage.hears_aloud,
    "sees": Stage.sees,
    "is told": Stage.is_told,
    "is warned": Stage.is_warned,
    "can press": Stage.can_press,
    "ends up with": Stage.ends_up_with,
    "is left with": Stage.is_left_with,
    "cannot press the old": Stage.cannot_press_old,
    "hears nothing": Stage.silence,
}
