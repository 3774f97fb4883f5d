"""What is already known of, shown before a report is sent."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.tickets import TicketState
from bot.texts.words import STATES

# Number, category, coarse place (may be empty), state, the day on which it was reported.
Known: TypeAlias = tuple[str, str, str, TicketState, str]


@dataclass(frozen=True, slots=True)
class Similar:
    """Outages that were announced, and open tickets of others.

    `notices`: words, and by when it is over (「今天 17:00 前」). Nothing that another resident wrote is in it.
    """

    notices: tuple[tuple[str, str], ...]
    known: tuple[Known, ...]

    def text(self) -> str:
        told = [f"📢 {words}（预计{until}结束）" for words, until in self.notices]
        others = [
            f"▪️ {number} {category}{' · ' + place if place else ''}\n   {day}报的，{STATES[TicketState(state)]}"
            for number, category, place, state, day in self.known
        ]
        question = "小区里有人报过，是同一件吗？" if others else "已经有通知了，说的是这件吗？"
        return "\n".join([question, "", *told, *others])
