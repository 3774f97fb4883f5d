"""Points as their owner reads them: what there is, why, and what is missing to the next star."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.charts import Bar, PointsYear, Stack
from bot.domain.points import Dimension, Kind

NUMERALS = "一二三四五六七八九十"
DIMENSIONS: dict[Dimension, str] = {Dimension.BASE: "基础分", Dimension.EXTRA: "附加分", Dimension.BONUS: "奖励分"}
PICTURE = "jifen.png"
NAMED = 2

# A month's label, and its points by dimension.
Month: TypeAlias = tuple[str, dict[str, int]]
# Day, kind, points, what it would have been without caps, matter, reason.
Line: TypeAlias = tuple[str, Kind, int, int, str, str]


def numeral(number: int) -> str:
    """「三」; plain digits above ten."""
    return NUMERALS[number - 1] if 0 < number <= len(NUMERALS) else str(number)


def star_words(star: int) -> str:
    """「⭐⭐ 二星」; before the first, that there is none yet."""
    return f"{'⭐' * star} {numeral(star)}星" if star else "还没有星"


def star_name(star: int) -> str:
    """「二星志愿者」."""
    return f"{numeral(star)}星志愿者"


def name_words(name: str, person_id: str) -> str:
    """Their name; whoever gave none is told apart by the last letters of their id."""
    return name or f"志愿者{person_id[-4:]}"


def earned_words(amount: int, worth: int, matter: str) -> str:
    """Behind a thank-you: what it gave, and where a cap left something out. Empty where it is worth nothing."""
    if not worth:
        return ""
    if not amount:
        return f"「{matter}」的积分到顶了，这次记下了，没有加分。"
    return f"积分 +{amount}。" if amount >= worth else f"积分 +{amount}（「{matter}」到顶了，本来 {worth} 分）。"


def entry_words(line: Line) -> str:
    """An entry: 「3月8日 +10 微心愿：帮邻居取药」."""
    day, kind, amount, worth, matter, reason = line
    match Kind(kind):
        case Kind.AWARD:
            left_out = f"（到顶了，本来 {worth} 分）" if amount < worth else ""
            return f"{day} +{amount} {matter}：{reason}{left_out}"
        case Kind.REVERSE:
            return f"{day} −{amount} {matter}撤回：{reason}"
        case Kind.RESERVE:
            return f"{day} −{amount} 兑换：{reason}"
        case Kind.SETTLE:
            return f"{day} 取走了：{reason}（{amount} 分）"
        case Kind.REFUND:
            return f"{day} +{amount} 兑换退回：{reason}"


@dataclass(frozen=True, slots=True)
class PointsCard:
    """What somebody has. `merit`: earned in all, without mistakes; `missing` to the next star, 0 where there is none.

    `capped`: matters that give nothing more this month (or this year), with the cap. `simple`: only what there is.
    """

    balance: int
    held: int
    merit: int
    corrected: int
    star: int
    missing: int
    capped: tuple[tuple[str, int], ...]
    entries: tuple[Line, ...]
    simple: bool = False

    def text(self) -> str:
        if not self.entries:
            return "还没有积分。帮邻居做一件事，就有了。"
        if self.simple:
            return f"您有 {self.balance} 分，{star_words(self.star)}。"
        head = [self._standing(), self._purse(), self._capped()]
        return "\n".join([*filter(None, head), "", *map(entry_words, self.entries)])

    def _standing(self) -> str:
        then = f"，再 {self.missing} 分到{numeral(self.star + 1)}星" if self.missing else ""
        return f"{star_words(self.star)} · 累计 {self.merit} 分{then}"

    def _purse(self) -> str:
        held = f"，兑换中 {self.held} 分" if self.held else ""
        return f"能用 {self.balance} 分{held}" + (f"，记错撤回过 {self.corrected} 分" if self.corrected else "")

    def _capped(self) -> str:
        named = "、".join(f"「{matter}」{cap} 分" for matter, cap in self.capped[:NAMED])
        return f"到顶了：{named}，先做别的吧。" if named else ""


@dataclass(frozen=True, slots=True)
class OlderPoints:
    """Entries from before."""

    entries: tuple[Line, ...]

    def text(self) -> str:
        return "\n".join(["更早的积分", *map(entry_words, self.entries)]) if self.entries else "更早的没有了。"


# ── the year as a picture ─────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class YearShown:
    """Under the picture, the same in words."""

    total: int
    matters: tuple[tuple[str, int], ...]
    best: str

    def text(self) -> str:
        most = "，".join(f"{matter} {points}" for matter, points in self.matters[:3])
        return f"📈 近一年得了 {self.total} 分。{most}" + (f"。{self.best}最多。" if self.best else "")


@dataclass(frozen=True, slots=True)
class NothingInTheYear:
    """There is nothing to draw."""

    def text(self) -> str:
        return "近一年还没有积分，有了再画。"


def month_label(month: str) -> str:
    """「3月」 for «2026-03»."""
    return f"{int(month[5:])}月"


def year_picture(
    name: str, span: tuple[str, str], months: tuple[Month, ...], matters: tuple[tuple[str, int], ...]
) -> PointsYear:
    """Each month in its dimensions, below them the matters, the most first. `span`: the first month and the last."""
    stacks = tuple(Stack(label, tuple(parts.get(dimension, 0) for dimension in Dimension)) for label, parts in months)
    total = sum(points for _, points in matters)
    return PointsYear(
        title=f"{name or '我'}的志愿一年",
        period="–".join(f"{month[:4]}年{month_label(month)}" for month in span),
        total=f"{total} 分",
        parts=tuple(DIMENSIONS[dimension] for dimension in Dimension),
        months=stacks,
        bars_title="都做了什么",
        bars=tuple(Bar(*matter) for matter in matters),
    )


# ── what others are told ──────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class PointsGiven:
    """By hand, for what nothing here records."""

    amount: int
    worth: int
    matter: str
    reason: str

    def text(self) -> str:
        return f"🌟 {self.matter}：{self.reason}。{earned_words(self.amount, self.worth, self.matter)}"


@dataclass(frozen=True, slots=True)
class PointsTakenBack:
    """A mistake was put right: what for, why; not by whom."""

    amount: int
    matter: str
    was: str
    reason: str

    def text(self) -> str:
        return f"「{self.matter}：{self.was}」的 {self.amount} 分撤回了，因为：{self.reason}。有疑问问书记。"
