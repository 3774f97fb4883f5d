"""Signing up and off, the place in the line."""

from dataclasses import dataclass

from bot.texts.activities.faces import short


@dataclass(frozen=True, slots=True)
class SignedUp:
    """They have a place."""

    def text(self) -> str:
        return "报上名了，到时候提醒您"


@dataclass(frozen=True, slots=True)
class InLine:
    """It is full."""

    ahead: int

    def text(self) -> str:
        return f"满了，给您排上队了，前面 {self.ahead} 人" if self.ahead else "满了，您排第一个，有空位就叫您"


@dataclass(frozen=True, slots=True)
class Overlaps:
    """They may do both, and should know."""

    words: str
    when: str

    def text(self) -> str:
        return f"报上了。您还报了「{short(self.words)}」，{self.when}，时间碰上了，请安排好。"


@dataclass(frozen=True, slots=True)
class HasBegun:
    """Too late to sign up, or to leave."""

    def text(self) -> str:
        return "已经开始了，报名和退出都停了。"


@dataclass(frozen=True, slots=True)
class NotOpen:
    """Over, or cancelled."""

    def text(self) -> str:
        return "这个活动已经结束或取消了。"


@dataclass(frozen=True, slots=True)
class SignedOff:
    """They do not come."""

    def text(self) -> str:
        return "好，这次不去了"
