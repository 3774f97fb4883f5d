"""The people of a chaos run: residents who report in many ways, and staff who answer what they are alerted to.

They know nothing of kills and faults: they wait for answers as people do, and stumble over none that comes twice.
"""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from chaos_town import COMPOUNDS, SLEEPY, Resident, secretaries

from bot.domain.people import Post, Role
from sandbox.client import NothingCame, Phone

PATIENCE_S = 90.0
NUMBER = re.compile(r"\d{4}-\d{3,}")
SUBMIT, ACCEPT, SEEN = "✅ 提交", "✅ 受理", "👌 收到"

COMPLAINTS = (
    "{at}楼道灯坏了，第{n}回说",
    "{at}垃圾堆成山没人清，第{n}回说",
    "{at}水管一直漏水，第{n}回说",
    "{at}电梯又停了，第{n}回说",
    "{at}有人半夜放音响吵得睡不着，第{n}回说",
    "{at}有很浓的煤气味，第{n}回说",
)


@dataclass(slots=True)
class Report:
    """What one resident told: the ticket that must come of it, or that none may come."""

    reporter: int
    compound: int
    words: str
    submitted: bool = False
    withdrawn: bool = False
    place: str | None = None
    category: str | None = None
    number: str = ""


@dataclass(slots=True)
class Story:
    """What happens in a run: every act is one update. `total`: after so many, nobody begins anything new."""

    total: int
    acts: int = 0
    reports: list[Report] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    blockers: set[int] = field(default_factory=set)
    in_vain: list[str] = field(default_factory=list)
    _serial: Iterator[int] = field(default_factory=lambda: count(1))
    _moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def acted(self) -> None:
        """One more update is on its way."""
        self.acts += 1
        await self._tell()

    async def was_accepted(self, number: str) -> None:
        """A desk shows that somebody took this ticket."""
        self.accepted.add(number)
        await self._tell()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that people do."""
        async with self._moved:
            await self._moved.wait_for(condition)

    def complaint(self, dice: random.Random) -> str:
        """A sentence that nobody else says."""
        at = f"{dice.randint(1, 9)}号楼{dice.randint(1, 4)}单元"
        return dice.choice(COMPLAINTS).format(at=at, n=next(self._serial))

    async def _tell(self) -> None:
        async with self._moved:
            self._moved.notify_all()


@dataclass(slots=True)
class Somebody:
    """A person with a phone."""

    phone: Phone
    story: Story
    dice: random.Random

    async def say(self, text: str) -> None:
        await self.phone.say(text)
        await self.story.acted()

    async def press(self, label: str, message: dict[str, Any]) -> None:
        """Press a button of `message` as it was seen, whatever became of it meanwhile."""
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if button["text"] == label)
        await self.phone.press_data(data, message["message_id"])
        await self.story.acted()

    async def hears(self, *parts: str, button: str | None = None, patience: float = PATIENCE_S) -> dict[str, Any]:
        """The next message that holds all `parts` and has the `button`; whatever else comes is passed over."""
        while True:
            message = (await self.phone.next(patience)).get("message", {})
            if all(part in message.get("text", "") for part in parts) and (not button or button in labels(message)):
                return message


def labels(message: dict[str, Any]) -> list[str]:
    """What stands on its buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


@dataclass(slots=True)
class Reporter(Somebody):
    """A resident who goes on reporting until the story has enough."""

    resident: Resident

    async def live(self) -> None:
        """Until there are acts enough, or an answer did not come."""
        try:
            await self._go_on()
        except NothingCame as silence:
            self.story.in_vain.append(str(silence))

    async def _go_on(self) -> None:
        if self.resident.new:
            await self._join()
        while self.story.acts < self.story.total:
            await self.dice.choices(WAYS, [weight for _, weight in WEIGHTED])[0](self)

    async def _join(self) -> None:
        """A first sentence, the privacy notice, the compound; then as anybody."""
        report = self._report()
        await self.say(report.words)
        await self.press("同意，继续", await self.hears(button="同意，继续"))
        await self.hears("哪个小区")
        await self.say(COMPOUNDS[self.resident.compound])
        await self._submit(report, await self.hears(report.words, button=SUBMIT))

    def _report(self, *further: str) -> Report:
        words = "\n".join((self.story.complaint(self.dice), *further))
        self.story.reports.append(report := Report(self.resident.id, self.resident.compound, words))
        return report

    async def _review(self, report: Report) -> dict[str, Any]:
        await self.say(report.words)
        return await self.hears(report.words, button=SUBMIT)

    async def _submit(self, report: Report, card: dict[str, Any], presses: int = 1) -> None:
        report.submitted = True
        for _ in range(presses):
            await self.press(SUBMIT, card)
        done = await self.hears("报上了", report.words)
        report.number = NUMBER.search(done["text"])[0]
        await self.hears(f"{report.number} 受理了")

    async def in_one_sentence(self) -> None:
        report = self._report()
        await self._submit(report, await self._review(report))

    async def with_a_trembling_finger(self) -> None:
        """提交 twice: one ticket."""
        report = self._report()
        await self._submit(report, await self._review(report), presses=2)

    async def bit_by_bit(self) -> None:
        """Three messages without waiting: all three are kept, in their order."""
        report = self._report("已经好几天了", "请快点来看看")
        for line in report.words.splitlines():
            await self.say(line)
        await self._submit(report, await self.hears(report.words, button=SUBMIT))

    async def with_another_place(self) -> None:
        report = self._report()
        await self.press("改位置", await self._review(report))
        await self.hears("在哪儿")
        report.place = f"{self.dice.randint(10, 19)}号楼"
        await self.say(report.place)
        await self._submit(report, await self.hears(report.words, report.place, button=SUBMIT))

    async def with_another_category(self) -> None:
        report = self._report()
        await self.press("改类别", await self._review(report))
        report.category = "邻里纠纷"
        await self.press(report.category, await self.hears("哪一类", button=report.category))
        await self._submit(report, await self.hears(report.words, report.category, button=SUBMIT))

    async def with_second_thoughts(self) -> None:
        report = self._report()
        await self.press("取消", await self._review(report))
        await self.hears("不报了")

    async def and_takes_it_back(self) -> None:
        """/my, the ticket, 撤回, 已经好了."""
        report = self._report()
        await self._submit(report, await self._review(report))
        mine = await self._look_up(report.number)
        await self.press(next(label for label in labels(mine) if label.startswith(report.number)), mine)
        await self.press("撤回这一条", await self.hears(report.number, button="撤回这一条"))
        report.withdrawn = True
        await self.press("已经好了", await self.hears(report.number, button="已经好了"))
        await self.hears(f"{report.number} · 已撤回")

    async def and_blocks_us_for_a_while(self) -> None:
        """The news of the acceptance reaches nobody; whoever comes back can look it up."""
        report = self._report()
        card = await self._review(report)
        report.submitted = True
        await self.press(SUBMIT, card)
        report.number = NUMBER.search((await self.hears("报上了", report.words))["text"])[0]
        self.story.blockers.add(self.resident.id)
        await self.phone.block()
        await self.story.acted()
        await self.story.until(lambda: report.number in self.story.accepted)
        await self.phone.unblock()
        await self.story.acted()
        await self._look_up(report.number)

    async def _look_up(self, number: str) -> dict[str, Any]:
        """A refusal on its way while they came back may take the first answer along: they ask again."""
        while True:
            await self.say("/my")
            try:
                return await self.hears(f"{number} · ", patience=15)
            except TimeoutError:
                continue


WEIGHTED: tuple[tuple[Callable[[Reporter], Awaitable[None]], int], ...] = (
    (Reporter.in_one_sentence, 8),
    (Reporter.with_a_trembling_finger, 3),
    (Reporter.bit_by_bit, 3),
    (Reporter.with_another_place, 2),
    (Reporter.with_another_category, 2),
    (Reporter.with_second_thoughts, 2),
    (Reporter.and_takes_it_back, 1),
    (Reporter.and_blocks_us_for_a_while, 1),
)
WAYS = [way for way, _ in WEIGHTED]


@dataclass(slots=True)
class Staff(Somebody):
    """Answers alerts: of two secretaries one or the other, now and then both at once; those of a sleepy compound only
    what is not pressing."""

    post: Post
    handled: set[str] = field(default_factory=set)

    async def come(self) -> None:
        """A bot may not speak first: without a word from them, no alert could reach them."""
        await self.say("/help")
        await self.hears("怎么用")

    async def live(self) -> None:
        while True:
            message = await self.hears("-", patience=10 * PATIENCE_S)
            number = NUMBER.search(message["text"])
            if number is None:
                continue
            if ACCEPT in labels(message):
                await self._alerted(number[0], message)
            elif "已受理" in message["text"]:
                await self.story.was_accepted(number[0])

    async def _alerted(self, number: str, message: dict[str, Any]) -> None:
        serial = int(number.partition("-")[2])
        if number in self.handled or not self._answers(serial, message):
            return
        self.handled.add(number)
        if SEEN in labels(message) and serial % 3 == 0:
            await self.press(SEEN, message)
        await self.press(ACCEPT, message)

    def _answers(self, serial: int, message: dict[str, Any]) -> bool:
        if self.post.role is not Role.SECRETARY:
            return True
        if self.phone.id in secretaries(SLEEPY) and SEEN in labels(message):
            return False
        return serial % 5 == 0 or serial % 2 == self.phone.id % 2
