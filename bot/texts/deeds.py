"""What somebody at a desk is asked before a step: why, whom, how long, what was done."""

from dataclasses import dataclass

# Reasons on buttons, by event; free words are always possible.
REASONS_FOR: dict[str, tuple[str, ...]] = {
    "whistle": ("要部门来办", "物业管不了", "多次劝说没用"),
    "reject": ("不在本小区", "不是要办的事", "说不清，联系不上"),
    "send_back": ("小区能办", "请先上门看看", "请补充情况"),
    "escalate": ("要区里部门", "牵涉几个街道"),
    "recall": ("转错了", "换个部门"),
    "return": ("不归我们管", "地点不在辖区", "要别的部门先办"),
    "ask_info": ("具体在哪儿？", "什么时候的事？", "发张照片好吗？"),
    "suspend": ("等配件", "等天气", "等审批"),
    "reopen": ("还没修好", "又坏了", "没人来过"),
}


def days(number: int) -> str:
    """So many days, on a button."""
    return f"{number} 天"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason: the usual ones stand on the buttons. `event`: for which step."""

    event: str
    number: str

    def text(self) -> str:
        ask = {"ask_info": "问居民什么？", "suspend": "为什么先放一放？"}.get(self.event, "为什么？")
        return f"{self.number} {ask}点一个，或写一句。"


@dataclass(frozen=True, slots=True)
class Whom:
    """Who shall do it; they stand on the buttons."""

    number: str

    def text(self) -> str:
        return f"{self.number} 请谁去办？"


@dataclass(frozen=True, slots=True)
class NobodyHere:
    """Nobody in the compound can be asked."""

    number: str

    def text(self) -> str:
        return f"{self.number} 小区里还没有登记物业、楼栋长或志愿者，先自己办。"


@dataclass(frozen=True, slots=True)
class WhichDepartments:
    """Departments stand on the buttons; `chosen` ones so far, the first of which leads."""

    number: str
    chosen: tuple[str, ...]

    def text(self) -> str:
        if not self.chosen:
            return f"{self.number} 转给哪个部门？"
        return f"{self.number} 转给{'、'.join(self.chosen)}（{self.chosen[0]}牵头）。再加一个，还是就这些？"


@dataclass(frozen=True, slots=True)
class HowLong:
    """For how many days."""

    number: str

    def text(self) -> str:
        return f"{self.number} 放几天？到时候自动接着办。"


@dataclass(frozen=True, slots=True)
class WhichTicket:
    """Into which one; they stand on the buttons."""

    number: str

    def text(self) -> str:
        return f"{self.number} 并到哪一条？"


@dataclass(frozen=True, slots=True)
class NothingToMerge:
    """No other open ticket of the compound is of this category."""

    number: str

    def text(self) -> str:
        return f"{self.number} 小区里没有同类的另一条，并不了。"


@dataclass(frozen=True, slots=True)
class WhatWasDone:
    """The closing reply. `files` were sent already; `short`: what they wrote says too little."""

    number: str
    files: int
    short: bool = False

    def text(self) -> str:
        if self.short:
            return "再说细一点：做了什么，现在怎么样了？"
        sent = f"照片收到 {self.files} 张。" if self.files else ""
        return f"{self.number} {sent}做了什么？写一句给居民看，也可以发照片。"


@dataclass(frozen=True, slots=True)
class DeedDropped:
    """They do not want it after all."""

    number: str

    def text(self) -> str:
        return f"好，{self.number} 没动。"


@dataclass(frozen=True, slots=True)
class Done:
    """To the one who did it. `word`: what the button said."""

    number: str
    word: str

    def text(self) -> str:
        return f"{self.number} {self.word}：好了"
