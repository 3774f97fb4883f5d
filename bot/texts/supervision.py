"""What is said of a ticket whose deadline has passed."""

from dataclasses import dataclass


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
