"""What is on, and the card of one."""

from dataclasses import dataclass

from bot.domain.activities import ActivityState, SignupState

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
