"""The branch's side of volunteers: how many, who can come now, what they answered."""

from dataclasses import dataclass

from bot.domain.matching import Because
from bot.domain.volunteers import Slot
from bot.texts.volunteers.file import SLOTS, called

ANYBODY, OTHER, LOOK = "谁都行", "换一样", "看档案"
BECAUSE: dict[Because, str] = {
    Because.CAN: "会{}",
    Because.HAS_TIME: "{}有空",
    Because.HELPED: "这个月帮过 {} 次",
    Because.FREE: "手上没有别的事",
    Because.NEAR: "同小区",
}
ANSWERS: dict[str, str] = {"yes": "✅ 能来", "no": "🙅 来不了"}


def reason_words(because: Because, detail: str) -> str:
    """「会水电维修」, 「这个月帮过 3 次」."""
    slot = SLOTS[Slot(detail)].removesuffix("白天") if because is Because.HAS_TIME else detail
    return BECAUSE[because].format(slot)


def yes_label(name: str) -> str:
    """Somebody who waits, approved with one tap."""
    return f"✅ {called(name)}"


def ask_label(name: str) -> str:
    """Somebody to be asked, on a button."""
    return f"问{called(name)}"


def compound_label(name: str, active: int, pending: int) -> str:
    """A compound to look at."""
    return f"{name} {active}人" + (f"（{pending}人等您）" if pending else "")


@dataclass(frozen=True, slots=True)
class WhichCompoundsVolunteers:
    """Of several compounds, whose?"""

    def text(self) -> str:
        return "看哪个小区的志愿者？"


@dataclass(frozen=True, slots=True)
class VolunteersHere:
    """How many there are, and who waits for a yes: name, what they can do."""

    compound: str
    active: int
    paused: int
    waiting: tuple[tuple[str, str], ...]
    more: int = 0

    def text(self) -> str:
        rest = f"，歇着 {self.paused} 位" if self.paused else ""
        lines = [f"🙋 {self.compound}：志愿者 {self.active} 位{rest}"]
        if self.waiting:
            lines += ["", "等您同意的（点一下就同意）：", *(_waits(*one) for one in self.waiting)]
        return "\n".join([*lines, *([f"还有 {self.more} 位"] if self.more else [])])


def _waits(name: str, can: str) -> str:
    return f"· {called(name)}" + (f"：会{can}" if can else "")


@dataclass(frozen=True, slots=True)
class NamesHere:
    """The list of those who serve and have a file; the names stand on the buttons."""

    compound: str
    count: int

    def text(self) -> str:
        return (
            f"{self.compound}的志愿者 {self.count} 位。点名字看档案。"
            if self.count
            else f"{self.compound}还没有建了档案的志愿者。"
        )


@dataclass(frozen=True, slots=True)
class WhatIsNeeded:
    """Which skill is wanted now?"""

    def text(self) -> str:
        return "现在要人做什么？点一个。"


@dataclass(frozen=True, slots=True)
class WhoCanCome:
    """Those who fit best, each with the reasons."""

    skill: str
    people: tuple[tuple[str, tuple[str, ...]], ...]

    def text(self) -> str:
        if not self.people:
            return f"眼下没有合适的人（{self.skill}）。换一样，或晚点再看。"
        lines = [f"{at}. {called(name)}：{'，'.join(why)}" for at, (name, why) in enumerate(self.people, 1)]
        return "\n".join([f"🙋 现在可以问问（{self.skill}）：", "", *lines])


@dataclass(frozen=True, slots=True)
class CanYouCome:
    """To a volunteer: the branch asks."""

    office: str
    skill: str

    def text(self) -> str:
        task = f"「{self.skill}」" if self.skill else ""
        return f"🙋 {self.office}想请您帮忙{task}，现在能来吗？"


@dataclass(frozen=True, slots=True)
class SaidToBranch:
    """The same, once they answered."""

    compound: str
    skill: str
    said: str

    def text(self) -> str:
        task = f"「{self.skill}」" if self.skill else ""
        return f"{self.compound}请您帮忙{task}：{ANSWERS.get(self.said, '')}。告诉书记了。"


@dataclass(frozen=True, slots=True)
class AskedVolunteer:
    """To whoever asked: it is on its way."""

    name: str

    def text(self) -> str:
        return f"问了{called(self.name)}，一回话就告诉您。"


@dataclass(frozen=True, slots=True)
class AskedNotLongAgo:
    """The question to them is still open."""

    name: str

    def text(self) -> str:
        return f"刚问过{called(self.name)}，等回话吧。"


@dataclass(frozen=True, slots=True)
class VolunteerSaid:
    """To whoever asked: the answer."""

    name: str
    skill: str
    said: str

    def text(self) -> str:
        task = f"（{self.skill}）" if self.skill else ""
        return f"{called(self.name)}{task}：{ANSWERS.get(self.said, '')}"


@dataclass(frozen=True, slots=True)
class CallIsOver:
    """The question was answered, or is too old."""

    def text(self) -> str:
        return "这个已经回过话了，不用再点。"
