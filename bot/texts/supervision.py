"""What is said of a ticket whose deadline is near, or has passed."""

from dataclasses import dataclass


def label(number: str) -> str:
    """On the button that shows it."""
    return f"看 {number}"


@dataclass(frozen=True, slots=True)
class DueSoon:
    """To whoever has it, shortly before."""

    number: str
    category: str
    by: str

    def text(self) -> str:
        return f"⏳ {self.number} {self.category}，{self.by}要有下一步，快到了。"


@dataclass(frozen=True, slots=True)
class Overdue:
    """To whoever has it."""

    number: str

    def text(self) -> str:
        return f"⏰ {self.number} 过了时限，居民在等。"


@dataclass(frozen=True, slots=True)
class Supervised:
    """To the level above."""

    number: str

    def text(self) -> str:
        return f"⏫ {self.number} 超时没有动静，请督办。"


@dataclass(frozen=True, slots=True)
class SeenLate:
    """In its place, once they said 收到."""

    number: str

    def text(self) -> str:
        return f"👌 {self.number} 您看到了。"


@dataclass(frozen=True, slots=True)
class Thanks:
    """To the one who pressed 收到."""

    def text(self) -> str:
        return "好。办的话点卡片上的按钮"
