"""More time (延期): asked for, granted or not."""

from dataclasses import dataclass

from bot.domain.extensions import ExtensionState

LOOK = "看这一条"
OUTCOMES: dict[ExtensionState, str] = {
    ExtensionState.ASKED: "同意吗？居民会看到新的时间和原因。",
    ExtensionState.GRANTED: "✅ 同意了",
    ExtensionState.REFUSED: "🙅 没同意",
    ExtensionState.DROPPED: "这件事已经往下走了，不用再定",
}


@dataclass(frozen=True, slots=True)
class ExtensionRequest:
    """To the level above. `who` asks for `days` more; `by`: until when it is due now; `state`: what was decided."""

    number: str
    who: str
    place: str
    words: str
    days: int
    reason: str
    by: str
    state: ExtensionState = ExtensionState.ASKED
    answer: str = ""

    def text(self) -> str:
        lines = [f"⏳ {self.number} {self.who}想延 {self.days} 天", f"因为：{self.reason}", "", f"📍 {self.place}"]
        lines += [f"📝 {self.words[:200]}", f"🕐 原来要在{self.by}办好" if self.by else "🕐 已经过了时限"]
        answer = f"：{self.answer}" if self.answer else ""
        return "\n".join([*lines, "", f"{OUTCOMES[ExtensionState(self.state)]}{answer}"])


@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    """To whoever asked."""

    number: str
    days: int

    def text(self) -> str:
        return f"{self.number} 想延 {self.days} 天，已经报上一级。同意之前，时限不变。"


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """One is open already."""

    number: str

    def text(self) -> str:
        return f"{self.number} 已经申请过延期，等上一级答复。"


@dataclass(frozen=True, slots=True)
class NobodyAbove:
    """Nobody is there to decide."""

    number: str

    def text(self) -> str:
        return f"{self.number} 上一级还没有人登记，延不了，先抓紧办。"


@dataclass(frozen=True, slots=True)
class NoMoreTime:
    """It is not due soon, not theirs any more, or over."""

    number: str

    def text(self) -> str:
        return f"{self.number} 现在不用延期。"


@dataclass(frozen=True, slots=True)
class ExtensionGranted:
    """To whoever asked, and to whoever decided."""

    number: str
    by: str

    def text(self) -> str:
        return f"✅ {self.number} 同意延期，{self.by}办好。居民知道了。"


@dataclass(frozen=True, slots=True)
class ExtensionRefused:
    """To whoever asked, and to whoever decided."""

    number: str
    reason: str

    def text(self) -> str:
        return f"🙅 {self.number} 没同意延期：{self.reason}。时限不变。"
