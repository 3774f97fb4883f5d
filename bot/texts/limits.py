"""Limits: what a resident reads who meets one, what the branch sees of it, barring and appeal."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.clock import from_millis
from bot.domain.limits import Limit
from bot.texts.words import day_face

HURRY = "要是有危险，直接写出来，我马上叫人。"
MET: dict[str, str] = {
    Limit.ENOUGH_TODAY: "今天报得太多",
    Limit.SAME_WORDS: "同样的话报了又报",
    Limit.BUSY_COMPOUND: "小区一下子报得太多",
}
# Kind, compound, the number of what they reported last, how often they tried.
Met: TypeAlias = tuple[str, str, str, int]
# The number of the ticket for which it was done, until when, why.
BarLine: TypeAlias = tuple[str, str, str]


def until_day(until: int) -> str:
    """「3月17日」."""
    return day_face(from_millis(until))


def free_label(kind: Limit, number: str) -> str:
    """The button that lets somebody, or everybody, go on."""
    return "全部放行" if kind is Limit.BUSY_COMPOUND else f"放行 {number}"


def lift_label(number: str) -> str:
    """The button that ends a bar."""
    return f"解除停用 {number}"


# ── the resident ──────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class EnoughReports:
    """As many as one may in a day."""

    most: int

    def text(self) -> str:
        return f"今天报了 {self.most} 件了。这件留着，明天点「提交」。危险的事照样马上报。"


@dataclass(frozen=True, slots=True)
class SameWords:
    """The very same words again."""

    def text(self) -> str:
        return "这句话您今天报过了，书记已经收到。点 /my 看办到哪了，要补充也在那里。"


@dataclass(frozen=True, slots=True)
class BusyNow:
    """Very many reported there within an hour."""

    compound: str

    def text(self) -> str:
        return f"{self.compound}这会儿报的人多，书记知道了。这件留着，过会儿再点「提交」。"


@dataclass(frozen=True, slots=True)
class Barred:
    """They may not report there for a while."""

    compound: str
    until: str
    reason: str
    appealed: bool

    def text(self) -> str:
        more = "您的申诉已经递上去了。" if self.appealed else "觉得不对，点「申诉」，由社区来看。"
        return f"您在{self.compound}的上报停用到{self.until}。\n原因：{self.reason}\n{more}\n{HURRY}"


@dataclass(frozen=True, slots=True)
class YourSide:
    """What do they say to it?"""

    def text(self) -> str:
        return "请写一句，为什么不该停用。只有社区的人看得到。"


@dataclass(frozen=True, slots=True)
class AppealSent:
    """Their word is with the level above."""

    def text(self) -> str:
        return "好，递给社区了，有结果告诉您。"


@dataclass(frozen=True, slots=True)
class BarLifted:
    """They may report again."""

    compound: str

    def text(self) -> str:
        return f"{self.compound}的上报恢复了，有事照常说。"


@dataclass(frozen=True, slots=True)
class BarKept:
    """What they said changed nothing."""

    compound: str
    until: str

    def text(self) -> str:
        return f"社区看过了，{self.compound}的上报还是停用到{self.until}。"


# ── the branch ────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class LimitMet:
    """Somebody met a limit, for the first time today. `number`: what they reported last."""

    kind: str
    compound: str
    number: str

    def text(self) -> str:
        if self.kind == Limit.BUSY_COMPOUND:
            return f"🚧 {self.compound}这一小时报的太多，后面的请他们等一等。\n要是真出了事，点「全部放行」。"
        return f"🚧 {self.compound}：报 {self.number} 的居民，今天报得太多，再报要等明天。"


@dataclass(frozen=True, slots=True)
class LimitsToday:
    """`/limits`."""

    met: tuple[Met, ...]
    barred: tuple[BarLine, ...]

    def text(self) -> str:
        if not self.met and not self.barred:
            return "今天没有人到上限，也没有人停用。"
        lines = [
            f"· {place}：{MET.get(kind, '')}" + self._who(number, times) for kind, place, number, times in self.met
        ]
        bars = [f"· 报 {number} 的居民，到{until}：{reason}" for number, until, reason in self.barred]
        parts = [["🚧 今天到上限的："], lines] * bool(lines) + [["⛔ 停用上报的："], bars] * bool(bars)
        return "\n".join(line for part in parts for line in part)

    def _who(self, number: str, times: int) -> str:
        named = f"（报 {number} 的居民）" if number else ""
        return f"{named}，又试了 {times} 次"


@dataclass(frozen=True, slots=True)
class Freed:
    """They may go on."""

    def text(self) -> str:
        return "放行了，今天可以接着报。"


@dataclass(frozen=True, slots=True)
class WhyBar:
    """Why should they be barred?"""

    number: str
    days: int

    def text(self) -> str:
        return f"报 {self.number} 的居民停用 {self.days} 天，为什么？TA 看得到。"


@dataclass(frozen=True, slots=True)
class NowBarred:
    """Done."""

    number: str
    until: str

    def text(self) -> str:
        return f"好，报 {self.number} 的居民停用到{self.until}。点 /limits 可以解除。"


@dataclass(frozen=True, slots=True)
class Appeal:
    """What the level above decides about."""

    compound: str
    number: str
    reason: str
    appeal: str
    state: str

    def text(self) -> str:
        said = (
            f"⚖️ 申诉：{self.compound}，报 {self.number} 的居民被停用上报。\n书记说：{self.reason}\nTA 说：{self.appeal}"
        )
        return said if self.state == "active" else f"{said}\n✅ 已解除"


@dataclass(frozen=True, slots=True)
class Decided:
    """To the one who decided."""

    state: str

    def text(self) -> str:
        return "✅ 解除了，已告诉 TA。" if self.state == "lifted" else "维持停用，已告诉 TA。"
