"""数字画像: the words of the picture, and those under it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.behaviour import Service
from bot.domain.charts import Axis, Portrait
from bot.texts.volunteers.file import called, habit_words, party_word

PICTURE = "portrait.png"
WEEK = timedelta(days=7)
# A day on which so much was done is drawn darkest.
DARKEST = 4


def portrait(shown: Service) -> Portrait:
    """The picture, worded. Each matter is drawn against the one that earned most."""
    most = max((points for _, points in shown.earned), default=0) or 1
    counted = Counter(shown.days)
    weeks = (shown.today - shown.monday).days // 7 + 1
    begins = [shown.monday + WEEK * at for at in range(weeks)]
    return Portrait(
        title=called(shown.name),
        line=f"{shown.compound} · {party_word(party=shown.party)}",
        total=f"累计 {shown.merit} 分",
        axes_title="做的事，一年得分",
        axes=tuple(Axis(name, str(points), points / most) for name, points in shown.earned),
        days_title=f"半年里来过 {len(counted)} 天",
        weeks=tuple(
            tuple(
                min(DARKEST, counted[begin + timedelta(days=at)]) if begin + timedelta(days=at) <= shown.today else -1
                for at in range(7)
            )
            for begin in begins
        ),
        months=_months(begins),
        weekdays=("一", "三", "五", "日"),
        tags=(*(habit_words(*habit) for habit in shown.habits), *(f"会{skill}" for skill in shown.skills)),
        no_tags="做几次，这里就有标签了",
    )


def _months(begins: list[date]) -> tuple[str, ...]:
    """Over the first week of each month its name."""
    names = [f"{begin.month}月" for begin in begins]
    # A month that is almost over when the calendar begins would stand on the next one.
    shown = [name if at and name != names[at - 1] else "" for at, name in enumerate(names)]
    return tuple(shown)


@dataclass(frozen=True, slots=True)
class PortraitShown:
    """Under the picture, for whoever cannot read it: how many days, and what they are known for."""

    days: int
    merit: int
    tags: tuple[str, ...]

    def text(self) -> str:
        tags = f"\n🏷 {'、'.join(self.tags)}" if self.tags else ""
        return f"🖼 您的画像：半年来过 {self.days} 天，累计 {self.merit} 分。{tags}"


def caption(shown: Service) -> PortraitShown:
    """The same in a line."""
    return PortraitShown(len(set(shown.days)), shown.merit, tuple(habit_words(*habit) for habit in shown.habits))
