"""Tickets as those see them who reported or joined them."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.tickets import TicketState
from bot.domain.urging import Asked
from bot.texts.states import SEEN, steps
from bot.texts.words import REASONS, SCORES, STATES, shortened, ticket_label

# Number, state, what it is about in a few words, whether they joined it.
Line: TypeAlias = tuple[str, TicketState, str, bool]

LABEL_PLACE = 8


def own_label(number: str, category: str, place: str) -> str:
    """A ticket on a button of its own: 「0310-001 环境卫生 · 3号楼」."""
    return " · ".join(filter(None, (ticket_label(number, category), place[:LABEL_PLACE])))


@dataclass(frozen=True, slots=True)
class MyTickets:
    """A page of what they reported or joined: the open ones first, each part the newest first."""

    tickets: tuple[Line, ...]
    page: int = 1
    pages: int = 1
    total: int = 0

    def text(self) -> str:
        where = f"一共 {self.total} 条，第 {self.page}/{self.pages} 页：" if self.pages > 1 else "您报过的："
        lines = (
            f"{'👥 ' if joined else ''}{number} · {STATES[TicketState(state)]}\n   {words[:24]}"
            for number, state, words, joined in self.tickets
        )
        joint = "\n\n👥 是和邻居一起报的。" if any(joined for *_, joined in self.tickets) else ""
        return f"{where}\n\n" + "\n".join(lines) + joint


@dataclass(frozen=True, slots=True)
class TapToWithdraw:
    """They wrote that nothing need be done any more; their tickets follow."""

    def text(self) -> str:
        return "不用办了吗？点下面那一件，再点「撤回这一条」。"


@dataclass(frozen=True, slots=True)
class TapNotMended:
    """They wrote that it is not done, where they are asked whether it is; the card follows."""

    number: str

    def text(self) -> str:
        return f"{self.number} 还没修好吗？请点下面的「👎 没修好」，我马上退回去重办。"


@dataclass(frozen=True, slots=True)
class NoTickets:
    """They never reported anything."""

    def text(self) -> str:
        return "您还没报过。哪里不对，写一句话就行。"


@dataclass(frozen=True, slots=True)
class OwnCard:
    """One ticket as somebody sees it who reported it, or joined it.

    `words` are the reporter's: empty for who joined. `office`: who has it (empty: nobody yet); `by` and `then`: what
    happens next, and until when (both empty: nothing). `notes` and `looks` bear their time. `neighbours`: others who
    met with it. `withdrawn_because`: a `WithdrawalReason`. `done`: what was said at the end; `score`: what they said to
    it. `simple`: for those who asked for fewer words.
    """

    number: str
    state: TicketState
    place: str
    category: str
    words: str
    files: int
    at: str
    office: str = ""
    by: str = ""
    then: str = ""
    answers: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    neighbours: int = 0
    looks: tuple[tuple[str, str], ...] = ()
    withdrawn_because: str = ""
    done: str = ""
    score: str = ""
    anonymous: bool = False
    joined: bool = False
    simple: bool = False

    def text(self) -> str:
        said = [*self._about(), *self._people()]
        return "\n".join([*self._way(), "", *([] if self.simple else self._where()), *said, f"🕐 {self.at}"])

    def _way(self) -> list[str]:
        """Where it stands, how far it has come, who has it, what is next."""
        reason = REASONS.get(self.withdrawn_because)
        who = "报的人" if self.joined else "您"
        lines = [f"{self.number} · {STATES[TicketState(self.state)]}" + (f"（{who}说{reason}）" if reason else "")]
        if not self.simple and (way := steps(self.state)):
            lines.append(way)
        if self.then:
            lines += ["", f"👤 现在归{self.office}管" if self.office else "👤 正在找人接手", f"⏳ {self.by}{self.then}"]
        return lines

    def _where(self) -> list[str]:
        return [f"📍 {self.place}", f"🏷 {self.category}"]

    def _about(self) -> list[str]:
        lines = [f"📝 {shortened(self.words)}"] if self.words else []
        if self.answers:
            lines.append(f"💬 {' · '.join(self.answers)}")
        lines += [f"➕ {words[:200]}（{at}）" for words, at in self.notes]
        if self.files:
            lines.append(f"📷 {self.files} 个")
        if self.done:
            lines.append(f"✅ 做了什么：{shortened(self.done)}")
        return [*lines, f"💭 您说：{SCORES[self.score]}"] if self.score in SCORES else lines

    def _people(self) -> list[str]:
        lines = ["👥 您和邻居一起报的"] if self.joined else []
        if self.neighbours:
            lines.append(f"👥 还有 {self.neighbours} 户也遇到")
        if self.anonymous:
            lines.append("🙈 匿名：办的人不知道是您")
        return [*lines, *(f"📞 {office}看过您的电话 {at}" for office, at in self.looks)]


# What became of it so far, by event; what is not here is the desks' own affair.
STEPS: dict[str, str] = {
    "submit": "报上了",
    "accept": "受理了",
    "assign": "有人去办",
    "whistle": "请街道来管",
    "escalate": "请区里来管",
    "transfer": "转给部门",
    "check_in": "部门接手",
    "start": "开始办",
    "return": "换个部门来管",
    "send_back": "小区自己来办",
    "ask_info": "想问一句",
    "answer": "补充了",
    "suspend": "先放一放",
    "resume": "接着办",
    "expire": "接着办",
    "resolve": "说办好了",
    "reopen": "没修好，重新办",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """催一下: who is asked to hurry, and what became of it so far, each with its time.

    `by`: until when the next step is due.
    """

    number: str
    state: TicketState
    office: str
    when: Asked
    steps: tuple[tuple[str, str], ...]
    by: str

    def text(self) -> str:
        office = self.office or "负责的人"
        said = {
            Asked.NOW: f"🔔 {self.number} 帮您催了{office}。",
            Asked.MORNING: f"🌙 {self.number} 记下了，{office}早上就看到。",
            Asked.BEFORE: f"{self.number} 今天催过{office}了，明天可以再催。",
        }[Asked(self.when)]
        way = [f"{at} {step}" for step, at in self.steps]
        return "\n".join(
            [said, "", *way, f"⏳ {self.by}{SEEN[TicketState(self.state)].next}" if self.by else ""]
        ).rstrip()


@dataclass(frozen=True, slots=True)
class AskWithdraw:
    """Why, before it is gone. `neighbours`: who joined it."""

    number: str
    neighbours: int = 0

    def text(self) -> str:
        others = f"邻居 {self.neighbours} 户会知道。" if self.neighbours else ""
        return f"{self.number} 不用管了吗？{others}点一个原因就撤回。"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """It is withdrawn."""

    number: str

    def text(self) -> str:
        return f"{self.number} 撤回了。谢谢您说一声。"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """To those who follow it: whoever reported it took it back, for which `WithdrawalReason` (or empty)."""

    number: str
    withdrawn_because: str

    def text(self) -> str:
        reason = REASONS.get(self.withdrawn_because)
        said = f"，说{reason}" if reason else ""
        return f"{self.number} 报的人撤回了{said}。要是还没好，点「再报一次」。"


@dataclass(frozen=True, slots=True)
class Left:
    """不再关注: they hear no more of it."""

    number: str

    def text(self) -> str:
        return f"好，{self.number} 不再告诉您了。又遇到就再说一声。"
