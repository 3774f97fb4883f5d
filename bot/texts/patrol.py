"""What is to be done today: orders, patrols and visits; and what those hear who answer for the place."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.patrols import RoundState
from bot.domain.tickets import Severity, WayIn

# On the one button that most rounds need.
ALL_WELL: dict[WayIn, str] = {WayIn.PATROL: "✅ 巡查完了，没问题", WayIn.VISIT: "✅ 走访完了，没问题"}
MARKS: dict[RoundState, str] = {RoundState.OPEN: "▫️", RoundState.DONE: "✅", RoundState.MISSED: "❗"}
DAYS: dict[str, str] = {"today": "今天", "yesterday": "昨天"}
GOES: dict[WayIn, str] = {WayIn.PATROL: "🚶", WayIn.VISIT: "🚪"}
LOUD: dict[Severity, str] = {Severity.DANGER: "🔴 ", Severity.URGENT: "🟠 ", Severity.NORMAL: "🔧 "}
NAMED = 5

# State, where and which, who they are there, when it was done or due, the number of what was found, the note.
Line: TypeAlias = tuple[RoundState, str, str, str, str, str]


def order_label(severity: Severity, number: str, what: str, place: str) -> str:
    """An order on a button of its own."""
    return LOUD[severity] + " · ".join(filter(None, (number, what, place[:12])))


def round_label(way_in: WayIn, place: str, name: str) -> str:
    """A patrol or visit on a button of its own."""
    return f"{GOES[way_in]} {place} {name}"


def album_label(where: str) -> str:
    """The photos of a round on a button."""
    return f"📷 {where}"


@dataclass(frozen=True, slots=True)
class Today:
    """What somebody is to do, as counts; each stands on a button below."""

    orders: int
    rounds: int
    activities: int = 0

    def text(self) -> str:
        what = [f"派给您的 {self.orders} 件"] if self.orders else []
        what += [f"巡查走访 {self.rounds} 处"] if self.rounds else []
        what += [f"报名的活动 {self.activities} 个"] if self.activities else []
        return f"{'，'.join(what) or '没有要办的'}。点一个就开始。"


@dataclass(frozen=True, slots=True)
class NothingToday:
    """Nobody waits for them."""

    def text(self) -> str:
        return "今天没有派给您的，也没有要巡查的。辛苦了！"


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A patrol or visit. `by`: until when; `at`: when it was done; `found`: the ticket that came of it."""

    state: RoundState
    name: str
    place: str
    by: str
    at: str
    found: str
    note: str
    files: int

    def text(self) -> str:
        lines = [f"{MARKS[RoundState(self.state)]} {self.place} {self.name}", self._became()]
        if self.note:
            lines.append(f"📝 {self.note}")
        if self.files:
            lines.append(f"📷 {self.files} 张")
        return "\n".join(lines)

    def _became(self) -> str:
        if self.state == RoundState.OPEN:
            return f"⏳ {self.by}走一趟，都好就点一下。"
        if self.state == RoundState.MISSED:
            return "这次的时间过了。"
        return f"{self.at} 发现问题，已报 {self.found}。" if self.found else f"{self.at} 走完了，没问题。谢谢您！"


@dataclass(frozen=True, slots=True)
class RoundKept:
    """To the one who said that all is well."""

    def text(self) -> str:
        return "记下了，谢谢您"


@dataclass(frozen=True, slots=True)
class SayOrShow:
    """What they send next is kept with the round."""

    place: str
    name: str

    def text(self) -> str:
        return f"发照片，或写一句，就记在「{self.place} {self.name}」里。"


@dataclass(frozen=True, slots=True)
class RoundsMissed:
    """What nobody did: where, and which. `when`: today, yesterday, or empty for several days."""

    rounds: tuple[tuple[str, str], ...]
    when: str

    def text(self) -> str:
        named = "、".join(f"{place} {name}" for place, name in self.rounds[:NAMED])
        more = "等" if len(self.rounds) > NAMED else ""
        return f"{DAYS.get(self.when, '前几天')}漏了 {len(self.rounds)} 处巡查走访：{named}{more}。"


@dataclass(frozen=True, slots=True)
class RoundsToday:
    """The line at the desk. `missed`: past due, made up for or not."""

    done: int
    planned: int
    missed: int

    def text(self) -> str:
        return f"今天巡查 {self.done}/{self.planned}" + (f"，漏 {self.missed}" if self.missed else "") + "。"


@dataclass(frozen=True, slots=True)
class Rounds:
    """Today's rounds, and how the week went so far. `more`: how many lines are not shown."""

    lines: tuple[Line, ...]
    more: int
    done: int
    missed: int

    def text(self) -> str:
        shown = [_worded(line) for line in self.lines] or ["今天没有要巡查的。"]
        more = [f"还有 {self.more} 处没列出来。"] if self.more else []
        return "\n".join(["巡查走访：", *shown, *more, "", f"这一周：做了 {self.done} 处，漏了 {self.missed} 处。"])


def _worded(line: Line) -> str:
    state, where, who, when, found, note = line
    mark = MARKS[RoundState(state)]
    if state == RoundState.DONE:
        result = f"发现问题，已报 {found}" if found else "没问题"
        said = f"「{note[:40]}」" if note else ""
        return f"{mark} {where}：{who} {when} {result}{said}"
    if state == RoundState.MISSED:
        return f"{mark} {where}：{who} {when} 前没走" + (f"，已报 {found}" if found else "")
    return f"{mark} {where}：{who}，{when}"


@dataclass(frozen=True, slots=True)
class NoRounds:
    """None are planned for their places."""

    def text(self) -> str:
        return "这一周没有安排巡查走访。"


@dataclass(frozen=True, slots=True)
class RoundPhotos:
    """The line over the photos of a round."""

    where: str

    def text(self) -> str:
        return f"{self.where} 的照片"
