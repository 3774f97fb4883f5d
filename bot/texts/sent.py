"""What a report became: a ticket of its own, part of a neighbour's, part of an earlier one."""

from dataclasses import dataclass

from bot.domain.tickets import TicketState
from bot.texts.words import STATES, sent_words, shortened


@dataclass(frozen=True, slots=True)
class Submitted:
    """It is stored; only now there is a number.

    `office`: who was told (empty: nobody could be reached yet); `by`: until when somebody should have accepted it.
    """

    number: str
    office: str
    place: str
    category: str
    words: str
    by: str = ""
    anonymous: bool = False

    def text(self) -> str:
        told = f"已经转给{self.office}。" if self.office else "正在找人接手。"
        hidden = "\n🙈 匿名报的，办的人不知道是您。" if self.anonymous else ""
        return (
            f"✅ 报上了，编号 {self.number}\n\n📍 {self.place}\n🏷 {self.category}\n"
            f"📝 {shortened(self.words)}{hidden}\n\n"
            f"{told}{self.by + '受理，' if self.by else ''}受理了马上告诉您。"
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """我也遇到: they follow a neighbour's ticket from now on."""

    number: str
    state: TicketState
    everybody: int

    def text(self) -> str:
        return (
            f"👥 记下了，{self.number} 也有您一份，一共 {self.everybody} 户。\n"
            f"现在：{STATES[TicketState(self.state)]}。\n有进展也会告诉您，不用再报。"
        )


@dataclass(frozen=True, slots=True)
class Attached:
    """What they sent now belongs to a ticket of theirs. `office`: who sees it; `late`: the rest of an album."""

    number: str
    kinds: tuple[str, ...]
    office: str
    words: bool = True
    pinned: bool = False
    reachable: bool = False
    late: bool = False

    def text(self) -> str:
        sent = sent_words(self.kinds, pinned=self.pinned, reachable=self.reachable)
        what = "后到的照片也" if self.late else "和".join(filter(None, ("这句" if self.words else "", sent)))
        return f"📎 {what}补到 {self.number} 了" + (f"，{self.office}看得到。" if self.office else "。")


@dataclass(frozen=True, slots=True)
class NumberNotKept:
    """A number to call came afterwards: for what is `anonymous`, or for what a neighbour reported."""

    anonymous: bool

    def text(self) -> str:
        return "您是匿名报的，电话就没有记。" if self.anonymous else "这是邻居报的，您的电话没有记。"


@dataclass(frozen=True, slots=True)
class OverMeanwhile:
    """What they were adding to, or joining, is over meanwhile; what they said goes on as a report of its own."""

    def text(self) -> str:
        return "那一条已经结束了，这句当新的报："
