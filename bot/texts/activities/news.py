"""What is told of an activity unasked: its days, changes, the reminder, the calendar, the thanks."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import SHANGHAI
from bot.texts.activities.faces import short
from bot.texts.words import day_face


@dataclass(frozen=True, slots=True)
class ActivityDays:
    """The same on several days, announced at once."""

    words: str
    where: str
    days: tuple[str, ...]

    def text(self) -> str:
        listed = "\n".join(f"🕘 {day}" for day in self.days)
        return f"🙌 {self.words}\n📍 {self.where}\n{listed}\n哪天能来，点哪天报名。"


# The first line of what is pushed; the card stands below it.
MOVED_UP = "🎉 有空位了，轮到您了！不能来就点「不去了」。"

TOMORROW = "⏰ 明天有活动，记得来。来不了点「不去了」。"

SOON = "⏰ 还有一小时就开始了。到了点「签到」。"

SOON_LED = "⏰ 活动还有一小时。开始前半小时起点「签到码」。"

CHANGED = "🔔 时间或地点改了，请看清楚："

CANCELLED = "❌ 这个活动不办了，不用来了。"

NEW = "📣 新活动，欢迎来："

OVER = "🏁 活动结束了。谁来了？请点「点名」确认。"


@dataclass(frozen=True, slots=True)
class ActivityNews:
    """Something about an activity, with its card below."""

    line: str
    shown: str

    def text(self) -> str:
        return f"{self.line}\n\n{self.shown}"


@dataclass(frozen=True, slots=True)
class ForCalendar:
    """Under the calendar entry."""

    def text(self) -> str:
        return "点开文件，就加到手机日历里了。"


@dataclass(frozen=True, slots=True)
class EntryComing:
    """The file is being made."""

    def text(self) -> str:
        return "日历马上发给您"


def entry_name(begins: datetime) -> str:
    """How the file is called."""
    return f"活动{begins.astimezone(SHANGHAI):%m%d}.ics"


@dataclass(frozen=True, slots=True)
class ThanksForComing:
    """It is confirmed. `points`: what they earned; 0 where the caps are reached."""

    words: str
    points: int
    matter: str

    def text(self) -> str:
        earned = f"+{self.points} 积分（{self.matter}）" if self.points else "这个月的积分已经满了"
        return f"🌟 谢谢您来「{short(self.words)}」！{earned}"


def reason_of(begins: datetime, hours: int) -> str:
    """For what the points are, as the ledger keeps it."""
    return f"参加{day_face(begins)}的活动，按 {hours} 小时算"
