"""The residents of a chaos run, who report in many ways.

They know nothing of kills and faults: they wait for answers as people do, and stumble over none that comes twice.
"""

import random
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from chaos_story import Report, Story
from chaos_town import COMPOUNDS, Resident

from sandbox.client import NothingCame, Phone, SandboxError

PATIENCE_S = 240.0
NO_SUCH_MESSAGE = 404
NUMBER = re.compile(r"\d{4}-\d{3,}")
SUBMIT, ALARM = "✅ 提交", "🚨 马上叫书记"
JOIN, ANOTHER = "👥 我也遇到 ", "不是同一件，接着报"
# How often they say 我也遇到 where they could.
JOINING = 0.5
# What is pressed on the way to the card, wherever it is asked.
ON_THE_WAY = ("是新问题", ANOTHER, "邻居装修", "白天")

COMPLAINTS = (
    "{at}楼道灯坏了，第{n}回说",
    "{at}垃圾堆成山没人清，第{n}回说",
    "{at}水管一直漏水，第{n}回说",
    "{at}电梯又停了，第{n}回说",
    "{at}有人半夜放音响吵得睡不着，第{n}回说",
)
DANGERS = ("{at}有很浓的煤气味，第{n}回说",)
LATER = ("第{n}回说的还是老样子",)


@dataclass(slots=True)
class Somebody:
    """A person with a phone."""

    phone: Phone
    story: Story
    dice: random.Random

    # Whether they leave the pace of the story to others: an alert is answered at once.
    patient: bool = field(default=True, kw_only=True)
    asked_at: float = field(default=0.0, kw_only=True)

    async def say(self, text: str) -> None:
        await self.story.turn(waits=self.patient)
        self.asked_at = time.monotonic()
        await self.phone.say(text)
        await self.story.acted()

    async def press(self, label: str, message: dict[str, Any]) -> bool:
        """Press a button of `message` as it was seen; False where a newer showing has taken its place."""
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if button["text"] == label)
        await self.story.turn(waits=self.patient)
        self.asked_at = time.monotonic()
        try:
            await self.phone.press_data(data, message["message_id"])
        except SandboxError as refusal:
            if refusal.status != NO_SUCH_MESSAGE:
                raise
            return False
        await self.story.acted()
        return True

    async def hears(self, *parts: str, button: str | None = None, patience: float = PATIENCE_S) -> dict[str, Any]:
        """The next message that holds all `parts` and has the `button`; whatever else comes is passed over."""
        while True:
            message = (await self.phone.next(patience)).get("message", {})
            if self.asked_at:
                self.story.waits.append(time.monotonic() - self.asked_at)
                self.asked_at = 0.0
            if all(part in message.get("text", "") for part in parts) and (not button or button in labels(message)):
                return message


def labels(message: dict[str, Any]) -> list[str]:
    """What stands on its buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


@dataclass(slots=True)
class Reporter(Somebody):
    """A resident who goes on reporting until the story has enough: a neighbour's ticket now and then joined instead."""

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
        await self._finish(report, await self._walk(report))

    def _report(self, *further: str, about: tuple[str, ...] = COMPLAINTS) -> Report:
        words = "\n".join((self.story.complaint(self.dice, about), *further))
        self.story.reports.append(report := Report(self.resident.id, self.resident.compound, words))
        return report

    async def _review(self, report: Report) -> dict[str, Any] | None:
        await self.say(report.words)
        return await self._walk(report)

    async def _walk(self, report: Report, *parts: str) -> dict[str, Any] | None:
        """Through all that is asked, to the card with these `parts`; None where they joined a neighbour's ticket."""
        joining = self.dice.random() < JOINING
        while True:
            message = await self.hears()
            text, buttons = message.get("text", ""), labels(message)
            if SUBMIT in buttons and all(part in text for part in (report.words, *parts)):
                return message
            if "也有您一份" in text:
                report.joined = NUMBER.search(text)[0]
                return None
            pressed = next((label for label in buttons if label in ON_THE_WAY), None)
            if joining and (alike := next((label for label in buttons if label.startswith(JOIN)), None)):
                pressed, joining = alike, False
            if pressed:
                await self.press(pressed, message)

    async def _finish(self, report: Report, card: dict[str, Any] | None, presses: int = 1) -> bool:
        """提交, and wait until somebody took it; False where there is nothing to be sent any more."""
        if card is None:
            return False
        report.submitted = True
        for _ in range(presses):
            while not await self.press(SUBMIT, card):
                card = await self.hears(report.words, button=SUBMIT)
        await self._sent(report)
        await self.hears(f"{report.number} 受理了")
        return True

    async def _sent(self, report: Report) -> None:
        report.number = NUMBER.search((await self.hears("报上了", report.words))["text"])[0]

    async def in_one_sentence(self) -> None:
        report = self._report()
        await self._finish(report, await self._review(report))

    async def with_a_trembling_finger(self) -> None:
        """提交 twice: one ticket."""
        report = self._report()
        await self._finish(report, await self._review(report), presses=2)

    async def bit_by_bit(self) -> None:
        """Three messages without waiting: all three are kept, in their order."""
        report = self._report("已经好几天了", "请快点来看看")
        for line in report.words.splitlines():
            await self.say(line)
        await self._finish(report, await self._walk(report))

    async def with_another_place(self) -> None:
        report = self._report()
        if (card := await self._review(report)) and await self.press("改位置", card):
            await self.hears("在哪儿")
            report.place = f"{self.dice.randint(10, 19)}号楼"
            await self.say(report.place)
            card = await self._walk(report, report.place)
        await self._finish(report, card)

    async def with_another_category(self) -> None:
        report = self._report()
        if (card := await self._review(report)) and await self.press("改类别", card):
            report.category = "邻里纠纷"
            await self.press(report.category, await self.hears("哪一类", button=report.category))
            card = await self._walk(report, report.category)
        await self._finish(report, card)

    async def with_second_thoughts(self) -> None:
        report = self._report()
        if card := await self._review(report):
            while not await self.press("取消", card):
                card = await self.hears(report.words, button="取消")
            await self.hears("不报了")

    async def and_says_more(self) -> None:
        """/my, the ticket, 补充."""
        report = self._report()
        if await self._finish(report, await self._review(report)):
            await self.press("补充", await self._own(report, "补充"))
            await self.hears("补充什么")
            await self._add(report)

    async def and_takes_it_back(self) -> None:
        report = self._report()
        if await self._finish(report, await self._review(report)):
            await self._take_back(report)

    async def in_danger(self) -> None:
        """One tap before any card; what is said next belongs to it, until it turns out to be a false alarm."""
        report = self._report(about=DANGERS)
        await self.say(report.words)
        report.submitted = await self.press(ALARM, await self.hears("先保安全", button=ALARM))
        await self._sent(report)
        await self.hears(f"{report.number} 受理了")
        await self._add(report)
        await self._take_back(report)

    async def _add(self, report: Report) -> None:
        report.added.append(line := self.story.complaint(self.dice, LATER))
        await self.say(line)
        await self.hears(f"补到 {report.number}")

    async def _take_back(self, report: Report) -> None:
        """/my, the ticket, 撤回, 已经好了."""
        await self.press("撤回这一条", await self._own(report, "撤回这一条"))
        report.withdrawn = True
        await self.press("已经好了", await self.hears(report.number, button="已经好了"))
        await self.hears(f"{report.number} · 已撤回")

    async def _own(self, report: Report, button: str) -> dict[str, Any]:
        """/my, and the ticket's own card."""
        mine = await self._look_up(report.number)
        await self.press(next(label for label in labels(mine) if label.startswith(report.number)), mine)
        return await self.hears(report.number, button=button)

    async def and_blocks_us_for_a_while(self) -> None:
        """The news of the acceptance reaches nobody; whoever comes back can look it up."""
        report = self._report()
        card = await self._review(report)
        if card is None:
            return
        report.submitted = True
        while not await self.press(SUBMIT, card):
            card = await self.hears(report.words, button=SUBMIT)
        await self._sent(report)
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
    (Reporter.in_danger, 2),
    (Reporter.and_says_more, 1),
    (Reporter.and_takes_it_back, 1),
    (Reporter.and_blocks_us_for_a_while, 1),
)
WAYS = [way for way, _ in WEIGHTED]
