"""Tickets as their reporter sees them."""

from dataclasses import dataclass

from bot.domain.tickets import TicketState
from bot.texts.words import STATES, shortened


@dataclass(frozen=True, slots=True)
class MyTickets:
    """The reporter's own tickets: number, state, words; the newest first."""

    tickets: tuple[tuple[str, TicketState, str], ...]

    def text(self) -> str:
        lines = (f"{number} · {STATES[TicketState(state)]}\n   {words[:24]}" for number, state, words in self.tickets)
        return "您报过的：\n\n" + "\n".join(lines)


@dataclass(frozen=True, slots=True)
class NoTickets:
    """They never reported anything."""

    def text(self) -> str:
        return "您还没报过。哪里不对，写一句话就行。"


@dataclass(frozen=True, slots=True)
class OwnCard:
    """One ticket as its reporter sees it."""

    number: str
    state: TicketState
    place: str
    category: str
    words: str
    files: int
    at: str

    def text(self) -> str:
        files = f"\n📷 {self.files} 个" if self.files else ""
        return (
            f"{self.number} · {STATES[TicketState(self.state)]}\n\n📍 {self.place}\n🏷 {self.category}\n"
            f"📝 {shortened(self.words)}{files}\n🕐 {self.at}"
        )


@dataclass(frozen=True, slots=True)
class AskWithdraw:
    """Once more before it is gone."""

    number: str

    def text(self) -> str:
        return f"{self.number} 真的不用管了吗？"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """It is withdrawn."""

    number: str

    def text(self) -> str:
        return f"{self.number} 撤回了。谢谢您说一声。"
