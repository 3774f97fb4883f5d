"""Activities as whoever organises them reads them: planned in one sentence, checked, published, who came."""

from dataclasses import dataclass
from datetime import datetime

from bot.texts.activities.faces import day_of

LIMITS: dict[int, str] = {5: "5 人", 10: "10 人", 20: "20 人", 0: "不限"}
HOURS: dict[str, str] = {"9-11": "上午 9–11 点", "14-16": "下午 2–4 点", "16-18": "下午 4–6 点", "19-21": "晚上 7–9 点"}
FIXES: dict[str, str] = {"when": "改时间", "places": "改人数", "matter": "改积分"}
WHY_CANCELLED: tuple[str, ...] = ("天气不好", "人不够", "改期再办")
# Who has no name in their file.
NAMED = 20


def day_label(day: datetime, ahead: int) -> str:
    """今天, 明天, 后天; then the date."""
    return {0: "今天", 1: "明天", 2: "后天"}.get(ahead) or day_of(day)


def person_label(name: str, turn: int, *, here: bool) -> str:
    """Somebody on a button of the roll: 「✅ 何秀英」; who has no name in the file by their number."""
    return f"{'✅' if here else '▫️'} {name or f'{turn}号'}"


@dataclass(frozen=True, slots=True)
class AskActivity:
    """What it is to be. `number`: of the ticket for which help is wanted; empty where there is none."""

    number: str

    def text(self) -> str:
        what = f"{self.number} 要志愿者帮什么忙？" if self.number else "办什么活动？"
        return f"{what}写一句，比如：\n周六上午9点到11点打扫卫生，要10个人"


@dataclass(frozen=True, slots=True)
class SentenceTooLong:
    """Volunteers read it on a small card."""

    most: int

    def text(self) -> str:
        return f"太长了，最多 {self.most} 个字。请短一点再写。"


@dataclass(frozen=True, slots=True)
class AskWhichCompound:
    """Where?"""

    def text(self) -> str:
        return "在哪个小区？"


@dataclass(frozen=True, slots=True)
class AskDay:
    """When? `past`: what they said has passed, or is no time."""

    past: bool

    def text(self) -> str:
        return (
            "这个时间不行（过了，或太长）。哪天几点？点一个或写一句。" if self.past else "哪天几点？点一个，或写一句。"
        )


@dataclass(frozen=True, slots=True)
class AskHours:
    """The day is known."""

    day: str

    def text(self) -> str:
        return f"{self.day}几点？点一个，或写一句。"


@dataclass(frozen=True, slots=True)
class AskPlaces:
    """How many?"""

    most: int

    def text(self) -> str:
        return f"要几个人？点一个，或写个数（最多 {self.most}）。"


@dataclass(frozen=True, slots=True)
class AskMatter:
    """For which matter it counts."""

    def text(self) -> str:
        return "算哪一项的积分？"


@dataclass(frozen=True, slots=True)
class ActivityCheck:
    """The card as volunteers will see it, and to how many it goes."""

    shown: str
    matter: str
    volunteers: int
    days: int

    def text(self) -> str:
        repeats = [f"📅 连续 {self.days} 天，每天一场"] if self.days > 1 else []
        about = [f"⭐ {self.matter}", f"👥 会告诉 {self.volunteers} 位志愿者"]
        return "\n".join([self.shown, *repeats, "", *about])


@dataclass(frozen=True, slots=True)
class ActivityDropped:
    """Nobody saw it."""

    def text(self) -> str:
        return "好，这个活动不发了。"


@dataclass(frozen=True, slots=True)
class ActivityGone:
    """Missing, over or not theirs."""

    def text(self) -> str:
        return "这个活动不在了。点 /activities 看现在的。"


@dataclass(frozen=True, slots=True)
class ActivityIsOut:
    """`volunteers` are told, now or in the morning."""

    volunteers: int

    def text(self) -> str:
        return f"发出去了，会告诉 {self.volunteers} 位志愿者"


@dataclass(frozen=True, slots=True)
class AskNewTime:
    """Another time."""

    def text(self) -> str:
        return "改到什么时候？写一句，比如：周日上午9点到11点"


@dataclass(frozen=True, slots=True)
class AskNewPlace:
    """Another place."""

    def text(self) -> str:
        return "改到哪里？写一句，比如：4号楼门口"


@dataclass(frozen=True, slots=True)
class NotATime:
    """No time, or one that has passed."""

    def text(self) -> str:
        return "没看出时间，或者已经过了。请再写一次。"


@dataclass(frozen=True, slots=True)
class AllWereTold:
    """Whoever signed up or waits was told of the change."""

    people: int

    def text(self) -> str:
        return f"改好了，告诉了 {self.people} 人"


@dataclass(frozen=True, slots=True)
class AskWhyCancelled:
    """Everybody who signed up reads the reason."""

    def text(self) -> str:
        return "为什么取消？点一个，或写一句。报名的人都会看到。"


@dataclass(frozen=True, slots=True)
class CodeComing:
    """The picture is being made."""

    def text(self) -> str:
        return "签到码马上来"


CODE_PICTURE = "code.png"


@dataclass(frozen=True, slots=True)
class CheckInCode:
    """Under the picture."""

    def text(self) -> str:
        return "给来的人扫，5 分钟内有效。过了点「换新码」。"


def code_lines(digits: str, words: str) -> tuple[str, ...]:
    """Below the code: the digits to be typed, and for what."""
    return f"{digits[:3]} {digits[3:]}", f"签到：{words[:NAMED]}"


CODE_TITLE = "扫一扫签到"


@dataclass(frozen=True, slots=True)
class WhoSignedUp:
    """The names, for the organiser alone."""

    names: tuple[str, ...]
    waiting: tuple[str, ...]

    def text(self) -> str:
        said = [f"报名 {len(self.names)} 人：{'、'.join(self.names)}" if self.names else "还没有人报名。"]
        said += [f"排队 {len(self.waiting)} 人：{'、'.join(self.waiting)}"] if self.waiting else []
        return "\n".join(said)


def name_of(name: str, turn: int) -> str:
    """As the file has it; else by number."""
    return name or f"{turn}号"


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is there. `over`: the activity has ended, and it can be confirmed."""

    words: str
    when: str
    here: int
    signed_up: int
    over: bool
    page: int
    pages: int

    def text(self) -> str:
        where = f"（{self.page}/{self.pages} 页）" if self.pages > 1 else ""
        then = "来了的打勾，再点「确认」。" if self.over else "来了的打勾；结束后再确认。"
        return f"🙌 {self.words}\n🕘 {self.when}\n签到 {self.here} 人，没到 {self.signed_up} 人{where}\n{then}"


@dataclass(frozen=True, slots=True)
class PleaseConfirm:
    """Two days have passed."""

    words: str

    def text(self) -> str:
        return f"⏰ 「{self.words[:NAMED]}」谁来了还没确认，明天自动按签到算。"


@dataclass(frozen=True, slots=True)
class NotOverYet:
    """It can be confirmed afterwards."""

    def text(self) -> str:
        return "活动还没结束，结束了再确认。"


@dataclass(frozen=True, slots=True)
class AttendanceConfirmed:
    """What was written down. `itself`: by the clock."""

    words: str
    came: int
    absent: int
    itself: bool

    def text(self) -> str:
        how = "自动确认了：" if self.itself else "确认好了："
        return f"🏁 {how}「{self.words[:NAMED]}」来了 {self.came} 人，没来 {self.absent} 人，积分记上了。"


def helped(came: int, words: str) -> str:
    """A note to the ticket for which help was wanted."""
    return f"🙌 {came} 名志愿者来帮过忙：{words}"
