"""The staff of a chaos run, who answer what they are alerted to."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from chaos_people import NUMBER, Somebody, labels
from chaos_town import SLEEPY, secretaries

from bot.domain.people import Post, Role

# A dispatcher may hear nothing for as long as a run takes.
QUIET_DAY_S = 86_400.0

ACCEPT, SEEN = "✅ 受理", "👌 收到"
# A press on a card that has changed meanwhile is answered with the present one, which is pressed again.
TRIES = 5


@dataclass(slots=True)
class Staff(Somebody):
    """Answers alerts: of two secretaries one or the other, now and then both at once; those of a sleepy compound only
    what is not pressing."""

    post: Post
    pressed: Counter[str] = field(default_factory=Counter)

    async def come(self) -> None:
        """A bot may not speak first: without a word from them, no alert could reach them."""
        await self.say("/help")
        await self.hears("怎么用")

    async def live(self) -> None:
        while True:
            message = await self.hears("-", patience=QUIET_DAY_S)
            number = NUMBER.search(message["text"])
            if number is None:
                continue
            if ACCEPT in labels(message):
                await self._alerted(number[0], message)
            elif "已受理" in message["text"]:
                await self.story.was_accepted(number[0])

    async def _alerted(self, number: str, message: dict[str, Any]) -> None:
        serial = int(number.partition("-")[2])
        if self.pressed[number] >= TRIES or not self._answers(serial, message):
            return
        if SEEN in labels(message) and serial % 3 == 0:
            await self.press(SEEN, message)
        if await self.press(ACCEPT, message):
            self.pressed[number] += 1

    def _answers(self, serial: int, message: dict[str, Any]) -> bool:
        if self.post.role is not Role.SECRETARY:
            return True
        if self.phone.id in secretaries(SLEEPY) and SEEN in labels(message):
            return False
        return serial % 5 == 0 or serial % 2 == self.phone.id % 2
