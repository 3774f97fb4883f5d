"""Somebody wants to be a volunteer: the questions, and all of it before it is sent."""

from dataclasses import dataclass

from bot.domain.volunteers import LISTS, MOST_NAME, MOST_PLEDGE, Fact
from bot.texts.volunteers.file import About

PARTIES = ("🙋 群众报名", "🚩 党员报到")

PLEDGES = (
    "邻居有事，能帮就帮",
    "随叫随到，不怕麻烦",
    "带头出力，不讲条件",
    "做一件，成一件",
    "守好家门，照看老小",
)

NO_PHONE, NO_PLEDGE = "不留电话", "不写了"


def flip_label(name: str, *, chosen: bool) -> str:
    """One of several that can be chosen."""
    return f"✓ {name}" if chosen else name


@dataclass(frozen=True, slots=True)
class JoinWhere:
    """Of several compounds of theirs, which."""

    def text(self) -> str:
        return "在哪个小区当志愿者？"


@dataclass(frozen=True, slots=True)
class AskFact:
    """One question of the file; `problem`: why what they wrote was not taken; `notice`: to what they agree."""

    fact: Fact
    compound: str = ""
    problem: bool = False
    notice: str = ""

    def text(self) -> str:
        asked = (PROBLEMS if self.problem else ASKED)[self.fact].format(self.compound)
        return f"{asked}\n{self.notice}".rstrip()


ASKED: dict[Fact, str] = {
    Fact.PARTY: "谢谢您来帮{}！您是群众报名，还是党员报到？",
    Fact.NAME: "怎么称呼您？写一下，比如「王阿姨」。",
    Fact.PHONE: "留个电话？只有书记和社区看得到，看了您也知道。",
    Fact.SKILLS: "您会什么？点几个，再点「好了」。",
    Fact.TIMES: "什么时候有空？点几个，再点「好了」。",
    Fact.LANGUAGES: "您说什么话？点几个，再点「好了」。",
    Fact.PLEDGE: "亮个承诺？点一句，或自己写一句。",
}

PROBLEMS: dict[Fact, str] = ASKED | {
    Fact.NAME: f"这个称呼记不下。写 1 到 {MOST_NAME} 个字，比如「王阿姨」。",
    Fact.PHONE: "这不像您的电话。再写一次，或点「不留电话」。",
    Fact.PLEDGE: f"太长了，{MOST_PLEDGE} 个字以内，好吗？",
    **dict.fromkeys(LISTS, "没听懂。点下面的几个，再点「好了」。"),
}


@dataclass(frozen=True, slots=True)
class ReviewFile(About):
    """All of it, before it is sent."""

    def text(self) -> str:
        return "\n".join(["看一眼，对就点「提交」。", "", *self._lines()])


@dataclass(frozen=True, slots=True)
class JoinDropped:
    """不报了: the draft is given up."""

    def text(self) -> str:
        return "好，先不报了。想来了随时点 /join。"
