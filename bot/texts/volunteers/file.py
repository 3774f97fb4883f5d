"""What a file says, whoever reads it."""

from dataclasses import dataclass

from bot.domain.behaviour import Habit
from bot.domain.volunteers import Slot

SLOTS: dict[Slot, str] = {
    Slot.WORKDAY: "工作日白天",
    Slot.WORKDAY_EVENING: "工作日晚上",
    Slot.WEEKEND: "周末白天",
    Slot.WEEKEND_EVENING: "周末晚上",
}

BACK = "返回"

HABITS: dict[Habit, str] = {
    Habit.OFTEN: "常做{}",
    Habit.WEEKENDS: "周末常来",
    Habit.EVENINGS: "晚上常来",
    Habit.MONTHS: "连续三个月",
    Habit.VERSATILE: "多面手",
}

# What is kept beside the ledger: rounds, under the name of their matter, and tickets that they were asked to deal with.
ROUNDS, TICKETS = "巡查走访", "办结小区的事"

# So many of the matters that somebody did stand on a card.
MOST_DONE = 4


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


@dataclass(frozen=True, slots=True)
class About:
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
