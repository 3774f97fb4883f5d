"""A stage on which the bot dies again and again, in the middle of what people do and of what the clock does."""

import asyncio
import random
from typing import Any

from tests.conversations.ear import shown
from tests.conversations.stage import Stage
from tests.conversations.town import Town

# After somebody did something, or the clock moved: at once, in the middle of it, when most is sent, when all is.
MOMENTS_S = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05)
# Until what was on the wire has arrived or is lost.
WIRE_S = 0.02


class Killing(Stage):
    """Dies at every `each`th thing that happens; the same `seed` leaves the same to chance."""

    def __init__(self, town: Town, each: int, seed: int = 1) -> None:
        self._ask, town.client.ask = town.client.ask, self._asked  # type: ignore[method-assign]
        super().__init__(town)
        self.kills = self.doubled = 0
        self._each = each
        self._things = 0
        self._dice = random.Random(seed)
        self._known = 0

    async def silence(self, *_: object) -> None:
        """What was in doubt was said again, or nothing was."""
        await super().silence()
        left = {chat: ear.again for chat, ear in self._ears.items() if ear.again}
        assert not left, f"in doubt, but not said again: {left}"

    async def clock_moved(self) -> None:
        await self._perhaps_die()

    async def _asked(self, verb: str, path: str, **how: Any) -> Any:
        facts = await self._ask(verb, path, **how)
        if verb == "POST" and path.startswith("/people/"):
            await self._perhaps_die()
        return facts

    async def _perhaps_die(self) -> None:
        self._things += 1
        if self._things % self._each:
            return
        await asyncio.sleep(self._dice.choice(MOMENTS_S))
        await self.town.kill()
        await asyncio.sleep(WIRE_S)
        self.kills += 1
        calls = self.town.sandbox.world.calls
        sent = [call for call in calls.after(self._known) if call.method.lower().startswith("send")]
        self._known = calls.last
        await self.town.start()
        for call in sent:
            if call.outcome == "ok" and not await self._is_known(call.chat_id, call.message_id):
                await self._expect_again(int(str(call.chat_id)), call.message_id)

    async def _is_known(self, chat: object, message_id: int | None) -> bool:
        sql = "SELECT count(*) FROM outbox WHERE chat = ? AND message_id = ?"
        return await self.town.count(sql, str(chat), str(message_id)) > 0

    async def _expect_again(self, chat: int, message_id: int | None) -> None:
        messages = (await self.town.phone(chat).chat())["messages"]
        first = next(message for message in messages if message["message_id"] == message_id)
        album = first.get("media_group_id")
        doubled = [one for one in messages if one is first or (album and one.get("media_group_id") == album)]
        self._ears[chat].again += [shown({"message": one}) for one in doubled]
        self.doubled += 1
