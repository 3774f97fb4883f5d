"""Volunteers: joining, their file as they see it and as the branch does, rest and return."""

from dataclasses import dataclass

from bot.domain.behaviour import Habit
from bot.domain.volunteers import LISTS, MOST_NAME, MOST_PLEDGE, Fact, FileState, Slot

SLOTS: dict[Slot, str] = {
    Slot.WORKDAY: "工作日白天",
    Slot.WORKDAY_EVENING: "工作日晚上",
    Slot.WEEKEND: "周末白天",
    Slot.WEEKEND_EVENING: "周末晚上",
}
FACTS: dict[Fact, str] = {
    Fact.PARTY: "身份",
    Fact.NAME: "称呼",
    Fact.PHONE: "电话",
    Fact.SKILLS: "会什么",
    Fact.TIMES: "有空的时候",
    Fact.LANGUAGES: "说什么话",
    Fact.PLEDGE: "承诺",
}
PARTIES = ("🙋 群众报名", "🚩 党员报到")
PLEDGES = (
    "邻居有事，能帮就帮",
    "随叫随到，不怕麻烦",
    "带头出力，不讲条件",
    "做一件，成一件",
    "守好家门，照看老小",
)
REFUSALS = ("先来社区见个面", "再写清楚些", "眼下人手够了")
NO_PHONE, NO_PLEDGE, BACK = "不留电话", "不写了", "返回"
HABITS: dict[Habit, str] = {
    Habit.OFTEN: "常做{}",
    Habit.WEEKENDS: "周末常来",
    Habit.EVENINGS: "晚上常来",
    Habit.MONTHS: "连续三个月",
    Habit.VERSATILE: "多面手",
}
# What is kept beside the ledger: rounds, under the name of their matter, and tickets that they were asked to deal with.
ROUNDS, TICKETS = "巡查走访", "办结小区的事"
# Why the people of the demo have points.
# So many of the matters that somebody did stand on a card.
MOST_DONE = 4


def flip_label(name: str, *, chosen: bool) -> str:
    """One of several that can be chosen."""
    return f"✓ {name}" if chosen else name


def party_word(*, party: bool) -> str:
    """What they are, in a line."""
    return "党员志愿者" if party else "志愿者"


def habit_words(habit: Habit, matter: str) -> str:
    """「常做微心愿」."""
    return HABITS[habit].format(matter)


def done_words(done: tuple[tuple[str, int], ...]) -> str:
    """「微心愿 3 次、志愿服务 5 次」."""
    return "、".join(f"{matter} {times} 次" for matter, times in done[:MOST_DONE])


def called(name: str) -> str:
    """Somebody without a name in their file is called what they are."""
    return name or "一位志愿者"


# ── joining ───────────────────────────────────────────────────────────────────────────────────────────────────
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
class _About:
    """What every card of a file says. `phone` is masked; `times`: slots."""

    name: str
    compound: str
    party: bool
    phone: str
    skills: tuple[str, ...]
    times: tuple[Slot, ...]
    languages: tuple[str, ...]
    pledge: str

    def _lines(self) -> list[str]:
        can = "、".join(self.skills)
        times = "、".join(SLOTS[slot] for slot in self.times)
        lines = [f"👤 {called(self.name)} · {party_word(party=self.party)} · {self.compound}"]
        lines += [f"🛠 会{can}"] if can else []
        lines += [f"🕐 {times}有空"] if times else []
        lines += [f"💬 说{'、'.join(self.languages)}"] if self.languages else []
        lines += [f"📞 {self.phone}"] if self.phone else []
        return [*lines, *([f"🚩 承诺：{self.pledge}"] if self.pledge else [])]


@dataclass(frozen=True, slots=True)
class ReviewFile(_About):
    """All of it, before it is sent."""

    def text(self) -> str:
        return "\n".join(["看一眼，对就点「提交」。", "", *self._lines()])


@dataclass(frozen=True, slots=True)
class FileWaits(_About):
    """Sent; the branch has not said yes yet."""

    def text(self) -> str:
        return "\n".join(["⏳ 报上了，等书记同意，一有信儿就告诉您。", "", *self._lines()])


@dataclass(frozen=True, slots=True)
class JoinDropped:
    """不报了: the draft is given up."""

    def text(self) -> str:
        return "好，先不报了。想来了随时点 /join。"


@dataclass(frozen=True, slots=True)
class VolunteerApproved:
    """To whoever applied."""

    compound: str

    def text(self) -> str:
        return f"🎉 同意了，您是{self.compound}的志愿者了！档案在 /me。"


@dataclass(frozen=True, slots=True)
class VolunteerRefused:
    """To whoever applied: kindly, and what can be done."""

    compound: str
    reason: str

    def text(self) -> str:
        return f"谢谢您想帮{self.compound}。这次没定下来：{self.reason}。随时可以再报。"


# ── one's own file ────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class NoFile:
    """They are no volunteer; or they are one, and there is no file yet (`serves`)."""

    serves: bool = False

    def text(self) -> str:
        return "您是志愿者，还没有档案。补一份？" if self.serves else "您还不是志愿者。来报个名？"


@dataclass(frozen=True, slots=True)
class OwnFile(_About):
    """What they are, what they did, what follows from it, who looked. `until`: they rest until then."""

    since: str
    paused: bool
    until: str
    done: tuple[tuple[str, int], ...] = ()
    habits: tuple[tuple[Habit, str], ...] = ()
    teams: tuple[str, ...] = ()
    looks: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        rest = f"⏸ 歇到{self.until}" if self.until else "⏸ 歇着，回来点一下"
        lines = [*self._lines(), *([f"👥 {'、'.join(self.teams)}"] if self.teams else [])]
        lines += [f"✅ 做过：{done_words(self.done)}"] if self.done else []
        lines += [f"🏷 {'、'.join(habit_words(*tag) for tag in self.habits)}"] if self.habits else []
        lines += [f"📅 {self.since}起" if self.since else "", rest if self.paused else ""]
        lines += [f"👀 {office}看过您的电话 {at}" for office, at in self.looks]
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class WhatToChange:
    """Which fact?"""

    def text(self) -> str:
        return "改哪一样？"


@dataclass(frozen=True, slots=True)
class RestHowLong:
    """歇一歇."""

    def text(self) -> str:
        return "歇多久？这段时间不找您。"


@dataclass(frozen=True, slots=True)
class BackAgain:
    """The rest is over, by the clock."""

    def text(self) -> str:
        return "歇好了吧？从今天起又算您一个。还想歇，点 /me。"


@dataclass(frozen=True, slots=True)
class SureToLeave:
    """退出: asked once more."""

    def text(self) -> str:
        return "真的退出吗？做过的事、积分都留着。"


@dataclass(frozen=True, slots=True)
class LeftService:
    """They are no volunteer any more."""

    def text(self) -> str:
        return "好，退出了。谢谢您做过的一切！想回来点 /join。"


# ── as the branch sees it ─────────────────────────────────────────────────────────────────────────────────────
STATES: dict[FileState, str] = {
    FileState.PENDING: "⏳ 等您同意",
    FileState.ACTIVE: "✅ 在做志愿者",
    FileState.PAUSED: "⏸ 歇着",
    FileState.REFUSED: "🙅 没同意",
    FileState.LEFT: "👋 退出了",
    FileState.DRAFT: "✏️ 还没报",
}


@dataclass(frozen=True, slots=True)
class FileForBranch(_About):
    """One file, where it stands, and what they did. `new`: somebody asks to be taken."""

    state: FileState
    reason: str = ""
    done: tuple[tuple[str, int], ...] = ()
    habits: tuple[tuple[Habit, str], ...] = ()

    def text(self) -> str:
        head = "🙋 有人想当志愿者" if self.state == FileState.PENDING else STATES[self.state]
        because = f"：{self.reason}" if self.reason and self.state == FileState.REFUSED else ""
        lines = [f"{head}{because}", "", *self._lines()]
        lines += [f"✅ 做过：{done_words(self.done)}"] if self.done else []
        return "\n".join([*lines, *([f"🏷 {'、'.join(habit_words(*t) for t in self.habits)}"] if self.habits else [])])


@dataclass(frozen=True, slots=True)
class FileGone:
    """They left, or took it back."""

    def text(self) -> str:
        return "👋 这位不报了，或退出了。"


@dataclass(frozen=True, slots=True)
class WhyRefuse:
    """Why not? Whoever applied reads it."""

    name: str

    def text(self) -> str:
        return f"为什么不同意？点一个或写一句，{called(self.name)}看得到。"


@dataclass(frozen=True, slots=True)
class TheyHear:
    """To whoever decided."""

    name: str

    def text(self) -> str:
        return f"好，告诉{called(self.name)}了。"


@dataclass(frozen=True, slots=True)
class PhoneOfVolunteer:
    """The number, to whoever asked for it alone."""

    name: str
    phone: str

    def text(self) -> str:
        return f"📞 {called(self.name)} {self.phone}"


@dataclass(frozen=True, slots=True)
class NoPhoneLeft:
    """There is no number in the file."""

    def text(self) -> str:
        return "这位没留电话。"


def fact_label(fact: Fact) -> str:
    """A fact to change, on a button."""
    return FACTS[fact]
