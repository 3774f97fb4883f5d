"""What people do with their phones."""

import io
import json
from typing import Any

from bot.services.shop.redemptions import PREFIX
from tests.conversations.cast import CAST
from tests.conversations.ear import NotAsWritten, keyboard, shown
from tests.conversations.hearing import GROUP, Hearing
from tests.conversations.things import send_thing
from tests.conversations.town import WANG

CHANNEL, ROBOT = -1002, 909


class Doing(Hearing):
    """They write, press, scan and send, also what nobody should."""

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
