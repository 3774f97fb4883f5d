"""What somebody at a desk is asked before a step: why, whom, how long, what was done."""

from dataclasses import dataclass

# Ends the list of departments.
ENOUGH_DEPARTMENTS = "就这些，转交"

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
    "extend": ("等配件", "等天气", "施工量大"),
    "refuse": ("请抓紧办", "理由不够", "居民等不了"),
}


# What is asked for, where it is no plain 「为什么」.
WHY: dict[str, str] = {
    "ask_info": "问居民什么？",
    "suspend": "为什么先放一放？",
    "whistle": "请街道帮什么？",
    "reopen": "哪里还没好？",
    "extend": "为什么要延？居民会看到。",
    "refuse": "为什么不同意？",
}


def days(number: int) -> str:
    """So many days, on a button."""
    return f"{number} 天"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason: the usual ones stand on the buttons. `event`: for which step."""

    event: str
    number: str
    files: int = 0

    def text(self) -> str:
        sent = f"照片收到 {self.files} 张。" if self.files else ""
        return f"{self.number} {sent}{WHY.get(self.event, '为什么？')}点一个，或写一句。"


@dataclass(frozen=True, slots=True)
class Whom:
    """Who shall do it; they stand on the buttons."""

    number: str

    def text(self) -> str:
        return f"{self.number} 请谁去办？"


def colleague(at: int, in_hand: int) -> str:
    """One of the platform's dispatchers on a button: they have no names here."""
    return f"同事 {at}（手上 {in_hand} 件）"


@dataclass(frozen=True, slots=True)
class WhichColleague:
    """They stand on the buttons."""

    number: str

    def text(self) -> str:
        return f"{self.number} 派给哪位同事？"


@dataclass(frozen=True, slots=True)
class NoColleague:
    """Nobody else sits on this platform."""

    number: str

    def text(self) -> str:
        return f"{self.number} 这里没有别的同事，还是您来。"


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
    """For how many days. `event`: to be put aside, or to be given longer for it."""

    number: str
    event: str = "suspend"

    def text(self) -> str:
        if self.event == "extend":
            return f"{self.number} 要延几天？上一级同意了才算。"
        return f"{self.number} 放几天？到时候自动接着办。"


@dataclass(frozen=True, slots=True)
class WhichTicket:
    """Into which one; they stand on the buttons."""

    number: str

    def text(self) -> str:
        return f"{self.number} 并到哪一条？"


@dataclass(frozen=True, slots=True)
class WhichMatter:
    """Categories stand on the buttons; `was`: what it was taken for."""

    number: str
    was: str

    def text(self) -> str:
        return f"{self.number} 现在是「{self.was}」，该是哪一类？"


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
class DeedOver:
    """A button of a question that was answered, or given up."""

    def text(self) -> str:
        return "这一步已经过去了，不用再点。"


@dataclass(frozen=True, slots=True)
class DeedDropped:
    """They do not want it after all."""

    number: str

    def text(self) -> str:
        return f"好，{self.number} 没动。"


# What whoever did it reads.
DONE: dict[str, str] = {
    "accept": "已受理 {}",
    "check_in": "已报到 {}",
    "start": "{} 开始办了",
    "resolve": "已办结 {}",
    "assign": "已派人去办 {}",
    "whistle": "已吹哨 {}",
    "screen": "已接单 {}",
    "hand": "已派给同事 {}",
    "transfer": "已转交 {}",
    "send_back": "已退回小区 {}",
    "escalate": "已报区里 {}",
    "recall": "已收回 {}",
    "return": "已退回 {}",
    "ask_info": "已去问居民 {}",
    "resume": "{} 接着办了",
    "suspend": "已挂起 {}",
    "reclassify": "已改类别 {}",
    "merge": "已并案 {}",
    "reject": "{} 不予受理",
    "reopen": "记下了，{} 重新办。",
}


@dataclass(frozen=True, slots=True)
class Done:
    """To the one who did it. `event`: what; `told`: the residents hear of it."""

    number: str
    event: str
    told: bool

    def text(self) -> str:
        done = DONE.get(self.event, "{} 办好了").format(self.number) + ("，居民会收到通知" if self.told else "")
        return f"{done}。到现场发照片或定位，就记上" if self.event == "check_in" else done


@dataclass(frozen=True, slots=True)
class Arrived:
    """They showed that they are there."""

    number: str

    def text(self) -> str:
        return f"📍 {self.number} 记上了，您到现场了。"


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Meanwhile somebody else did something with the ticket: what they had begun is over."""

    number: str

    def text(self) -> str:
        return f"{self.number} 刚刚有人先动了，您这一步没做。现在是这样："


@dataclass(frozen=True, slots=True)
class ReturnedBefore:
    """A department gives a ticket back once; then the street decides."""

    number: str

    def text(self) -> str:
        return f"{self.number} 退回过一次了，再退不了。办不了就和街道商量。"
