"""Activities as volunteers read them: what is on, their place in it, the reminder, the check-in, the thanks."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.activities import ActivityState, SignupState
from bot.domain.clock import SHANGHAI
from bot.texts.words import day_face

WEEKDAYS = "一二三四五六日"
ON_BUTTON = 16


def span_face(begins: datetime, ends: datetime) -> str:
    """「3月14日（周六）09:00–11:00」; over midnight with 次日."""
    first, last = begins.astimezone(SHANGHAI), ends.astimezone(SHANGHAI)
    next_day = "次日" if last.date() > first.date() else ""
    return f"{day_of(first)}{first:%H:%M}–{next_day}{last:%H:%M}"


def day_of(moment: datetime) -> str:
    """「3月14日（周六）」."""
    return f"{day_face(moment)}（周{WEEKDAYS[moment.astimezone(SHANGHAI).weekday()]}）"


def _short(words: str) -> str:
    return words if len(words) <= ON_BUTTON else f"{words[: ON_BUTTON - 1]}…"


def label(begins: datetime, words: str) -> str:
    """An activity on a button of its own: 「3月14日 09:00 打扫卫生」."""
    return f"{day_face(begins)} {begins.astimezone(SHANGHAI):%H:%M} {_short(words)}"


def today_label(begins: datetime, words: str) -> str:
    """The same among what is to be done today: 「🙌 09:00 打扫卫生」."""
    return f"🙌 {begins.astimezone(SHANGHAI):%H:%M} {_short(words)}"


QUEUE = "排队等候"


def _seats(taken: int, places: int) -> str:
    if not places:
        return f"已报名 {taken} 人，不限人数"
    return f"已报名 {taken}/{places} 人" + ("，满了" if taken >= places else "")


def mine_words(mine: SignupState, ahead: int) -> str:
    """How somebody stands to it; empty where they have nothing to do with it."""
    if mine == SignupState.WAITING:
        return f"⏳ 您在排队，前面还有 {ahead} 人" if ahead else "⏳ 您排在第一个，有人不来就轮到您"
    return {
        SignupState.SIGNED_UP: "✅ 您报上名了",
        SignupState.HERE: "✅ 您签到了",
        SignupState.CAME: "✅ 您来过了，谢谢！",
        SignupState.ABSENT: "这次您没来",
    }.get(SignupState(mine), "")


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """An activity. `ahead`: who waits before them; `waiting`: how many wait in all, 0 for who need not know."""

    words: str
    when: str
    where: str
    taken: int
    places: int
    state: ActivityState
    mine: SignupState
    ahead: int
    waiting: int
    reason: str
    over: bool

    def text(self) -> str:
        lines = [f"🙌 {self.words}", f"🕘 {self.when}", f"📍 {self.where}", self._people()]
        return "\n".join([*lines, *filter(None, (mine_words(self.mine, self.ahead), self._became()))])

    def _people(self) -> str:
        return f"👥 {_seats(self.taken, self.places)}" + (f"，{self.waiting} 人排队" if self.waiting else "")

    def _became(self) -> str:
        if self.state == ActivityState.CANCELLED:
            return f"❌ 取消了：{self.reason}" if self.reason else "❌ 取消了"
        if self.state == ActivityState.CLOSED:
            return "🏁 结束了，来的人都记下了"
        return "🏁 结束了" if self.over else ""


@dataclass(frozen=True, slots=True)
class ActivityDays:
    """The same on several days, announced at once."""

    words: str
    where: str
    days: tuple[str, ...]

    def text(self) -> str:
        listed = "\n".join(f"🕘 {day}" for day in self.days)
        return f"🙌 {self.words}\n📍 {self.where}\n{listed}\n哪天能来，点哪天报名。"


@dataclass(frozen=True, slots=True)
class Activities:
    """What is on; each on a button below."""

    number: int

    def text(self) -> str:
        return f"最近的活动有 {self.number} 个，点一个看看。"


@dataclass(frozen=True, slots=True)
class NoActivities:
    """None is planned."""

    def text(self) -> str:
        return "最近没有活动。有了会告诉您。"


@dataclass(frozen=True, slots=True)
class ActivitiesAreForVolunteers:
    """They live here, and could take part."""

    coming: tuple[str, ...]

    def text(self) -> str:
        listed = "".join(f"🙌 {one}\n" for one in self.coming)
        return f"{listed}志愿者才能报名。点 /join 就能加入。"


@dataclass(frozen=True, slots=True)
class SignedUp:
    """They have a place."""

    def text(self) -> str:
        return "报上名了，到时候提醒您"


@dataclass(frozen=True, slots=True)
class InLine:
    """It is full."""

    ahead: int

    def text(self) -> str:
        return f"满了，给您排上队了，前面 {self.ahead} 人" if self.ahead else "满了，您排第一个，有空位就叫您"


@dataclass(frozen=True, slots=True)
class Overlaps:
    """They may do both, and should know."""

    words: str
    when: str

    def text(self) -> str:
        return f"报上了。您还报了「{_short(self.words)}」，{self.when}，时间碰上了，请安排好。"


@dataclass(frozen=True, slots=True)
class HasBegun:
    """Too late to sign up, or to leave."""

    def text(self) -> str:
        return "已经开始了，报名和退出都停了。"


@dataclass(frozen=True, slots=True)
class NotOpen:
    """Over, or cancelled."""

    def text(self) -> str:
        return "这个活动已经结束或取消了。"


@dataclass(frozen=True, slots=True)
class SignedOff:
    """They do not come."""

    def text(self) -> str:
        return "好，这次不去了"


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


# ── checking in ───────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class AskForCode:
    """The digits, or where they are."""

    def text(self) -> str:
        return "扫现场的码，或写上面的六位数字，或发个定位。"


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """They are there."""

    words: str

    def text(self) -> str:
        return f"✅ 签到了：{_short(self.words)}。辛苦了！"


@dataclass(frozen=True, slots=True)
class CodeIsOld:
    """It was shown a while ago."""

    def text(self) -> str:
        return "这个码过时了，请看现场最新的码，再扫一次。"


@dataclass(frozen=True, slots=True)
class CodeIsWrong:
    """It never was one."""

    def text(self) -> str:
        return "码不对。请看一眼现场的码，再写一次。"


@dataclass(frozen=True, slots=True)
class TooManyWrongCodes:
    """Too many within the hour."""

    def text(self) -> str:
        return "码错太多次了，过一小时再试。发个定位也能签到。"


@dataclass(frozen=True, slots=True)
class TooFarAway:
    """The pin lies elsewhere."""

    metres: int

    def text(self) -> str:
        return f"定位离得有点远（约 {self.metres} 米）。走近些再发，或扫现场的码。"


@dataclass(frozen=True, slots=True)
class PlaceUnknown:
    """Nobody knows where the compound is on the map."""

    def text(self) -> str:
        return "这里不能用定位签到，请扫现场的码。"


@dataclass(frozen=True, slots=True)
class NotTimeToCheckIn:
    """Earlier than half an hour before, or over."""

    early: bool

    def text(self) -> str:
        return "还早，开始前半小时才能签到。" if self.early else "活动结束了，签不了到了。请找组织的人补上。"


@dataclass(frozen=True, slots=True)
class NoPlaceLeft:
    """Everybody who signed up has theirs."""

    def text(self) -> str:
        return "人满了，这次签不上了。谢谢您来！"


@dataclass(frozen=True, slots=True)
class ThanksForComing:
    """It is confirmed. `points`: what they earned; 0 where the caps are reached."""

    words: str
    points: int
    matter: str

    def text(self) -> str:
        earned = f"+{self.points} 积分（{self.matter}）" if self.points else "这个月的积分已经满了"
        return f"🌟 谢谢您来「{_short(self.words)}」！{earned}"


def reason_of(begins: datetime, hours: int) -> str:
    """For what the points are, as the ledger keeps it."""
    return f"参加{day_face(begins)}的活动，按 {hours} 小时算"
