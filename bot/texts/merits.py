"""The secretary's side of points: given by hand for what nothing here records, taken back where it was a mistake."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.texts.points import DIMENSIONS, Line, entry_words, star_words

UNDO_SHOWN = 12

# Name, given, what it would have been without caps.
Given: TypeAlias = tuple[str, int, int]


def volunteer_label(name: str, points: int) -> str:
    """A volunteer on a button."""
    return f"{name} · {points} 分"


def picked_label(name: str, *, picked: bool) -> str:
    """The same to be ticked."""
    return f"✅ {name}" if picked else f"▫️ {name}"


def picked_words(count: int) -> str:
    """The button that goes on with those who are ticked."""
    return f"就这 {count} 位"


def dimension_label(dimension: str, worth: int) -> str:
    """「附加分 +3」."""
    return f"{DIMENSIONS[dimension]} +{worth}"  # type: ignore[index]  # a StrEnum and its value are the same key


def undo_label(day: str, amount: int, reason: str) -> str:
    """An award that can be taken back, on a button."""
    shown = reason if len(reason) <= UNDO_SHOWN else f"{reason[: UNDO_SHOWN - 1]}…"
    return f"撤回 {day} +{amount} {shown}"


@dataclass(frozen=True, slots=True)
class MeritVolunteers:
    """Whom it can be about; each stands on a button below."""

    count: int

    def text(self) -> str:
        return f"志愿者 {self.count} 位。点一位看积分，或给几位一起记。"


@dataclass(frozen=True, slots=True)
class NobodyToCredit:
    """There is nobody."""

    def text(self) -> str:
        return "小区里还没有别的志愿者。"


@dataclass(frozen=True, slots=True)
class VolunteerPoints:
    """One of them, with the last entries."""

    name: str
    star: int
    merit: int
    balance: int
    entries: tuple[Line, ...]

    def text(self) -> str:
        head = f"{self.name} · {star_words(self.star)} · 累计 {self.merit} 分，能用 {self.balance} 分"
        return "\n".join([head, "", *(map(entry_words, self.entries) if self.entries else ["还没有积分。"])])


@dataclass(frozen=True, slots=True)
class WhoEarned:
    """Ticked one by one."""

    count: int

    def text(self) -> str:
        return f"给谁记？点名字打勾，再点「{picked_words(self.count)}」。" if self.count else "给谁记？点名字打勾。"


@dataclass(frozen=True, slots=True)
class MatterOfDeed:
    """What they did."""

    names: tuple[str, ...]

    def text(self) -> str:
        more = f"等 {len(self.names)} 位" if len(self.names) > 2 else ""
        return f"{'、'.join(self.names[:2])}{more}，做了什么？"


@dataclass(frozen=True, slots=True)
class WhichDimension:
    """As what it counts."""

    matter: str

    def text(self) -> str:
        return f"{self.matter}，算哪一种？本分是基础分，额外做的是附加分。"


@dataclass(frozen=True, slots=True)
class WhyGiven:
    """A sentence, which they read."""

    matter: str
    amount: int

    def text(self) -> str:
        return f"{self.matter} +{self.amount}。写一句做了什么，本人会看到。"


@dataclass(frozen=True, slots=True)
class WhyTakenBack:
    """A sentence, which they read."""

    name: str
    matter: str
    amount: int

    def text(self) -> str:
        return f"{self.name}「{self.matter}」{self.amount} 分，为什么撤回？写一句，本人会看到。"


Question: TypeAlias = WhoEarned | MatterOfDeed | WhichDimension | WhyGiven


@dataclass(frozen=True, slots=True)
class ReasonTooShort:
    """One letter is no reason."""

    def text(self) -> str:
        return "再多写几个字，本人要看得懂。"


@dataclass(frozen=True, slots=True)
class PointsGranted:
    """Who got how much; where a cap left something out that is said."""

    matter: str
    given: tuple[Given, ...]

    def text(self) -> str:
        return "\n".join([f"记好了，{self.matter}：", *map(_given, self.given), "都告诉本人了。"])


def _given(one: Given) -> str:
    name, amount, worth = one
    return f"{name} +{amount}" + (f"（到顶了，本来 {worth} 分）" if amount < worth else "")


@dataclass(frozen=True, slots=True)
class PointsAreTakenBack:
    """Done, and told."""

    name: str
    amount: int

    def text(self) -> str:
        return f"{self.name} 的 {self.amount} 分撤回了，已经告诉本人。"


@dataclass(frozen=True, slots=True)
class PointsAreSpent:
    """What is spent cannot be taken back."""

    name: str
    balance: int

    def text(self) -> str:
        return f"撤不回：{self.name} 已经兑换掉了，只剩 {self.balance} 分。"


@dataclass(frozen=True, slots=True)
class MeritStepOver:
    """Its card is from before."""

    def text(self) -> str:
        return "这一步过去了，点 /award 重新来。"


@dataclass(frozen=True, slots=True)
class NothingCredited:
    """算了."""

    def text(self) -> str:
        return "好，没有记。"
