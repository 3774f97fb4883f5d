"""三天三单: what the street reads of a matter that was reported again and again."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.tickets import TicketState
from bot.texts.words import AT_DESK

# Number, state, where in the compound.
Line: TypeAlias = tuple[str, TicketState, str]


@dataclass(frozen=True, slots=True)
class Repeated:
    """So many `reports` within so many `days`. `from_below`: the office that did not answer; `seen`: somebody did."""

    place: str
    category: str
    days: int
    reports: int
    lines: tuple[Line, ...]
    from_below: str = ""
    seen: bool = False

    def text(self) -> str:
        said = [
            f"📌 三天三单：{self.place} {self.category}",
            f"{self.days} 天里报了 {self.reports} 次，像是同一件：",
            "",
        ]
        said += [" · ".join(filter(None, (n, place, AT_DESK[TicketState(s)]))) for n, s, place in self.lines]
        said += ["", "👌 已有人看到" if self.seen else "请看看是不是没修到根上。"]
        if self.from_below:
            said.append(f"⏫ {self.from_below}没有回应，转到您这里")
        return "\n".join(said)


@dataclass(frozen=True, slots=True)
class Seen:
    """To the one who pressed 收到."""

    def text(self) -> str:
        return "好，不再往上报了。"
