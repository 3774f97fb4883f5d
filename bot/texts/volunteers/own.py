"""One's own file: what was decided, what is in it, rest, return and going."""

from dataclasses import dataclass

from bot.domain.behaviour import Habit
from bot.domain.volunteers import Fact
from bot.texts.volunteers.file import About, done_words, habit_words

FACTS: dict[Fact, str] = {
    Fact.PARTY: "身份",
    Fact.NAME: "称呼",
    Fact.PHONE: "电话",
    Fact.SKILLS: "会什么",
    Fact.TIMES: "有空的时候",
    Fact.LANGUAGES: "说什么话",
    Fact.PLEDGE: "承诺",
}


@dataclass(frozen=True, slots=True)
class FileWaits(About):
    """Sent; the branch has not said yes yet."""

    def text(self) -> str:
        return "\n".join(["⏳ 报上了，等书记同意，一有信儿就告诉您。", "", *self._lines()])


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


@dataclass(frozen=True, slots=True)
class NoFile:
    """They are no volunteer; or they are one, and there is no file yet (`serves`)."""

    serves: bool = False

    def text(self) -> str:
        return "您是志愿者，还没有档案。补一份？" if self.serves else "您还不是志愿者。来报个名？"


@dataclass(frozen=True, slots=True)
class OwnFile(About):
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


def fact_label(fact: Fact) -> str:
    """A fact to change, on a button."""
    return FACTS[fact]
