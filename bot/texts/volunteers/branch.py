"""A file as the branch sees it, and what it decides."""

from dataclasses import dataclass

from bot.domain.behaviour import Habit
from bot.domain.volunteers import FileState
from bot.texts.volunteers.file import About, called, done_words, habit_words

REFUSALS = ("先来社区见个面", "再写清楚些", "眼下人手够了")

STATES: dict[FileState, str] = {
    FileState.PENDING: "⏳ 等您同意",
    FileState.ACTIVE: "✅ 在做志愿者",
    FileState.PAUSED: "⏸ 歇着",
    FileState.REFUSED: "🙅 没同意",
    FileState.LEFT: "👋 退出了",
    FileState.DRAFT: "✏️ 还没报",
}


@dataclass(frozen=True, slots=True)
class FileForBranch(About):
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
