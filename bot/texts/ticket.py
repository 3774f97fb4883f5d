"""Tickets as the desk sees them, and what their reporter hears."""

from dataclasses import dataclass

from bot.domain.tickets import Severity, TicketState, WayIn
from bot.texts.words import AT_DESK, REASONS, SCORES, SEVERITIES, WAYS_IN, shortened


@dataclass(frozen=True, slots=True)
class DeskCard:
    """A ticket on the desk of whoever must look at it. It never says who reported it.

    `said` counts the reminders, `urged` how often residents asked to hurry; `longer`: days more that were asked for;
    `numbers`: of the duty rooms of the departments that were asked, whose and which.
    """

    number: str
    state: TicketState
    severity: Severity
    place: str
    category: str
    because: tuple[str, ...]
    department: str
    words: str
    files: int
    at: str
    said: int = 1
    from_below: str = ""
    taken_by: str = ""
    answers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    followers: int = 1
    way_in: WayIn = WayIn.CHAT
    anonymous: bool = False
    withdrawn_because: str = ""
    last: str = ""
    asked: tuple[str, ...] = ()
    by: str = ""
    urged: int = 0
    longer: int = 0
    repeated: int = 0
    grid: str = ""
    numbers: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        lines = [self._headline(), "", f"📍 {self.place}", *([f"🧭 {self.grid}"] if self.grid else [])]
        reason = f"（命中：{'、'.join(self.because)}）" if self.because else ""
        lines.append(f"🏷 {self.category}{reason} → {self.department}")
        lines.append(f"📝 {shortened(self.words)}")
        if self.answers:
            lines.append(f"💬 {' · '.join(self.answers)}")
        lines += [f"➕ {note[:200]}" for note in self.notes]
        if self.files:
            lines.append(f"📷 {self.files} 个")
        if self.followers > 1:
            lines.append(f"👥 {self.followers} 户都遇到")
        if self.repeated:
            lines.append(f"📌 三天三单：报过 {self.repeated} 次")
        if way := WAYS_IN.get(WayIn(self.way_in)):
            lines.append(f"🚪 {way}")
        if self.anonymous:
            lines.append("🙈 匿名")
        if self.last:
            lines.append(f"💭 {SCORES.get(self.last, self.last)[:200]}")
        if self.asked:
            lines.append(f"👤 {'、'.join(filter(None, self.asked))}")
        lines += [f"📞 {whose} {phone}" for whose, phone in self.numbers]
        lines.append(f"🕐 {self.at}")
        if self.by:
            lines.append(f"⏳ {self.by}要有下一步")
        if self.longer:
            lines.append(f"⏸ 想延 {self.longer} 天，等上一级答复")
        if self.urged:
            lines.append(f"🔔 居民催过 {self.urged} 次")
        if self.from_below:
            lines.append(f"⏫ {self.from_below}没有回应，转到您这里")
        return "\n".join(lines)

    def _headline(self) -> str:
        severity = Severity(self.severity)
        if self.state != TicketState.SUBMITTED:
            said = REASONS.get(self.withdrawn_because)
            who = f"居民说{said}" if said else self.taken_by
            return f"{self.number} · {AT_DESK[TicketState(self.state)]}" + (f"（{who}）" if who else "")
        mark = "" if severity is Severity.NORMAL else f"【{SEVERITIES[severity]}】"
        again = f" 第 {self.said} 次提醒" if self.said > 1 else ""
        return f"{mark}新哨 {self.number}{again}"


@dataclass(frozen=True, slots=True)
class HandedOn:
    """In place of the card, to somebody who handles the ticket no more."""

    number: str

    def text(self) -> str:
        return f"{self.number} 不用您这边办了。"


@dataclass(frozen=True, slots=True)
class DeskSupplement:
    """Something was added to an urgent ticket. `followers`: how many households met with it (0: not what this says)."""

    number: str
    words: str
    files: int
    followers: int

    def text(self) -> str:
        what = [f"「{shortened(self.words)}」"] if self.words else []
        what += [f"📷 {self.files} 个"] if self.files else []
        what += [f"👥 {self.followers} 户都遇到"] if self.followers else []
        return f"➕ {self.number} 有补充：\n" + "\n".join(what)


@dataclass(frozen=True, slots=True)
class Order:
    """Somebody in the compound is asked to do it; the card follows."""

    number: str

    def text(self) -> str:
        return f"🔧 {self.number} 请您去办，办好了点「办结」。"


@dataclass(frozen=True, slots=True)
class Handed:
    """A colleague gave it to them; the card follows."""

    number: str

    def text(self) -> str:
        return f"📥 {self.number} 同事派给您了。"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """To the one who pressed 收到."""

    def text(self) -> str:
        return "好，不再催了。办的话请点「受理」"


@dataclass(frozen=True, slots=True)
class Urged:
    """Residents ask whoever has it to hurry; the card follows. `times`: since it stands where it is."""

    number: str
    times: int

    def text(self) -> str:
        again = f"第 {self.times} 次" if self.times > 1 else ""
        return f"🔔 {self.number} 居民{again}来催了，看看能不能快点。"


@dataclass(frozen=True, slots=True)
class NothingOnTheDesk:
    """Nobody waits."""

    def text(self) -> str:
        return "现在没有等您办的。"


@dataclass(frozen=True, slots=True)
class OnTheDesk:
    """How many wait; their cards follow."""

    count: int

    def text(self) -> str:
        return f"等您办的：{self.count} 条。"


@dataclass(frozen=True, slots=True)
class ContactShown:
    """看电话: to the one who handles the ticket, and to nobody else."""

    number: str
    phone: str

    def text(self) -> str:
        return f"📞 {self.phone}（{self.number}）只为这件事打，居民看得到。"


@dataclass(frozen=True, slots=True)
class NoContactNow:
    """The ticket is over, or no number stands there any more."""

    def text(self) -> str:
        return "这件事的电话现在看不了了。"
