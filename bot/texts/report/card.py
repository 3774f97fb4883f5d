"""The card to be checked before it is sent."""

from dataclasses import dataclass

from bot.domain.tickets import Severity
from bot.texts.words import SEVERITIES, shortened

# What a report says whose only words are a photo or a voice.
LOOK_AT_FILES = "（没写字，请看照片或听语音）"


@dataclass(frozen=True, slots=True)
class Review:
    """The card to be checked before it is sent. `simple`: for those who asked for fewer words.

    `misnamed`: the name that they used, which no compound bears; `like`: those that it may mean stand on the buttons.
    """

    compound: str
    place: str
    category: str
    because: tuple[str, ...]
    sure: bool
    severity: Severity
    words: str
    files: int
    answers: tuple[str, ...] = ()
    anonymous: bool = False
    reachable: bool = False
    listed: bool = True
    simple: bool = False
    numbered: bool = False
    misnamed: str = ""
    like: bool = False

    def text(self) -> str:
        lines = [self._asks(), "", self._where(), *self._guessed(), self._what(), f"📝 {shortened(self.words)}"]
        if self.numbered:
            lines.append("⚠️ 话里有电话号码，办的人都看得到。要藏起来，点「藏起号码」。")
        if self.answers:
            lines.append(f"💬 {' · '.join(self.answers)}")
        if self.severity != Severity.NORMAL:
            lines.append(f"⏱ {SEVERITIES[Severity(self.severity)]}")
        if self.files:
            lines.append(f"📷 {self.files} 个")
        if self.reachable:
            lines.append("📞 留了电话，只有办事的人能看")
        if self.anonymous:
            lines.append("🙈 匿名：谁也不知道是您报的")
        return "\n".join(lines)

    def _asks(self) -> str:
        if not self.sure:
            return "类别我拿不准，请点一个；别的对就提交。"
        return "对就点「提交」。" if self.simple else "请看一眼，对就点「提交」。"

    def _where(self) -> str:
        strange = "" if self.listed else "（楼号对吗？）"
        return f"📍 {self.compound}{' · ' + self.place if self.place else ''}{strange}"

    def _guessed(self) -> tuple[str, ...]:
        if not self.misnamed:
            return ()
        way = "点下面或发小区名" if self.like else "就发小区名"
        return (f"⚠️ 没找到「{self.misnamed}」，先写{self.compound}。不对，{way}。",)

    def _what(self) -> str:
        category = self.category if self.sure else f"{self.category}？"
        reason = f"（命中：{'、'.join(self.because)}）" if self.because and not self.simple else ""
        return f"🏷 {category}{reason}"
