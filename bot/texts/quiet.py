"""Quiet hours, and the list that comes in the morning."""

from dataclasses import dataclass

ALWAYS = "总是提醒"


@dataclass(frozen=True, slots=True)
class Quiet:
    """`/quiet`. `hours`: as they are now; empty where they are called at any hour."""

    hours: str

    def text(self) -> str:
        now = f"现在 {self.hours} 不打扰您" if self.hours else "现在什么时候都提醒您"
        return f"🌙 {now}。\n不急的早上一起看。危险、紧急、超时、返工的，随时提醒。"
