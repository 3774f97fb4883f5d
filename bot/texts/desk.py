"""What waits at a desk, as a list: all of it on pages, or the first of it in the morning."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.tickets import Severity, TicketState
from bot.texts.words import AT_DESK

# Number, severity, state, compound, what it is about, by when the next step is due, whether that has passed.
Line: TypeAlias = tuple[str, Severity, TicketState, str, str, str, bool]

MARKS: dict[Severity, str] = {Severity.DANGER: "🔴 ", Severity.URGENT: "🟠 ", Severity.NORMAL: ""}
ABOUT = 20


def label(number: str, severity: Severity, category: str) -> str:
    """A ticket on a button of its own: 「🔴 0310-001 燃气」."""
    return f"{MARKS[severity]}{number} {category}"


def all_of(total: int) -> str:
    """The button to all that waits."""
    return f"全部 {total} 条"


def _counts(danger: int, urgent: int, overdue: int) -> str:
    """「🔴 危险 1 · 🟠 紧急 2 · ⏰ 超时 3」; empty where there are none of these."""
    named = (("🔴 危险", danger), ("🟠 紧急", urgent), ("⏰ 超时", overdue))
    return " · ".join(f"{name} {count}" for name, count in named if count)


def _said(line: Line) -> str:
    number, severity, state, compound, words, by, late = line
    when = "⏰ 过了时限" if late else f"⏳ {by}" if by else ""
    facts = " · ".join(filter(None, (compound, AT_DESK[TicketState(state)], when)))
    told = words.replace("\n", " ")  # one line each, also of what was written in several
    about = told if len(told) <= ABOUT else f"{told[:ABOUT]}……"
    return f"{MARKS[Severity(severity)]}{number} {about}\n   {facts}"


def _page(headline: str, counts: str, lines: tuple[Line, ...]) -> str:
    return "\n".join(filter(None, (headline, counts))) + "\n\n" + "\n".join(map(_said, lines))


@dataclass(frozen=True, slots=True)
class DeskList:
    """A page of all that waits, the most pressing first."""

    total: int
    danger: int
    urgent: int
    overdue: int
    lines: tuple[Line, ...]
    page: int
    pages: int

    def text(self) -> str:
        where = f"，第 {self.page}/{self.pages} 页" if self.pages > 1 else ""
        return _page(f"等您办的：{self.total} 条{where}", _counts(self.danger, self.urgent, self.overdue), self.lines)


@dataclass(frozen=True, slots=True)
class Morning:
    """In the morning: how much waits, and the most pressing of it."""

    total: int
    danger: int
    urgent: int
    overdue: int
    lines: tuple[Line, ...]

    def text(self) -> str:
        return _page(f"☀️ 早上好，{self.total} 条等您办", _counts(self.danger, self.urgent, self.overdue), self.lines)


@dataclass(frozen=True, slots=True)
class AllDone:
    """Nothing waits any more."""

    def text(self) -> str:
        return "都办了，现在没有等您办的。"
