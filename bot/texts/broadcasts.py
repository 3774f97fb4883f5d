"""Broadcasts: as residents read them, and as those see them who send them."""

from dataclasses import dataclass

from bot.domain.people import Role

MOST_BUILDINGS = 6
# Of a broadcast, what stands in the card of its progress.
SHOWN_WORDS = 120


def signed(unit: str, role: str) -> str:
    """In whose name: the office, never the person."""
    return f"{unit}党支部书记" if role == Role.SECRETARY else unit


def send_to(place: str, people: int) -> str:
    """The button that sends it."""
    return f"📢 发给{place or '全小区'}（{people}人）"


def building_label(building: str, people: int) -> str:
    """A building to choose."""
    return f"{building}（{people}人）"


def _begun(words: str) -> str:
    return words if len(words) <= SHOWN_WORDS else f"{words[:SHOWN_WORDS]}……"


def _place(unit: str, building: str) -> str:
    return f"{unit}{building}"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What residents read. `office`: in whose name; `day`: when it was sent; `muted`: they have just stopped them."""

    words: str
    office: str
    day: str
    urgent: bool = False
    muted: bool = False

    def text(self) -> str:
        head = "🚨 紧急通知\n" if self.urgent else "📢 "
        said = f"{head}{self.words}\n\n{self.office} · {self.day}"
        return f"{said}\n\n🔕 好，往后不给您发这里的通知了。只有紧急的还会发。" if self.muted else said


@dataclass(frozen=True, slots=True)
class BroadcastCheck:
    """As residents will see it (`shown`), and to whom it goes.

    `buildings`: those with people, the fullest first; `later`: from when, where it waits for the morning; `late`: by
    then it is over; `reaches`: whether `unit` is a compound, to which alone it can be sent.
    """

    shown: str
    category: str
    unit: str
    building: str
    people: int
    buildings: tuple[tuple[str, int], ...]
    until: str
    later: str
    late: bool
    reaches: bool

    def text(self) -> str:
        lines = [f"🏷 {self.category}", f"👥 {self._whom()}"]
        lines += [f"🕐 到{self.until}"] if self.until else []
        lines += ["🌙 到早上这事已经过了。很急就点紧急通知"] if self.late else []
        lines += [f"🌙 现在太晚，{self.later} 再发"] if self.later and not self.late else []
        return f"这样发，对吗？\n\n{self.shown}\n──────\n" + "\n".join(lines)

    def _whom(self) -> str:
        if not self.reaches:
            return f"{self.unit}，要群发先选小区"
        if self.people == 0:
            return f"{_place(self.unit, self.building)}，还没有居民能收到"
        named = "、".join(f"{name} {people} 人" for name, people in self.buildings[:MOST_BUILDINGS])
        some = f"，其中 {named}{' 等' if len(self.buildings) > MOST_BUILDINGS else ''}" if named else ""
        return f"会发给{_place(self.unit, self.building)} {self.people} 人{some}"


@dataclass(frozen=True, slots=True)
class ChooseBuilding:
    """Which building of the compound?"""

    unit: str

    def text(self) -> str:
        return f"只发给{self.unit}的哪栋楼？"


@dataclass(frozen=True, slots=True)
class ChooseCompound:
    """Which compound (of `unit`)?"""

    unit: str

    def text(self) -> str:
        return f"{self.unit}：发给哪个小区？" if self.unit else "发给哪个小区？"


@dataclass(frozen=True, slots=True)
class SureItIsUrgent:
    """Asked once more: it wakes people."""

    unit: str
    building: str
    people: int

    def text(self) -> str:
        whom = f"{_place(self.unit, self.building)} {self.people} 人"
        return f"🚨 {whom}马上收到，夜里也响，不收通知的人也收到。\n\n漏气、爆管这样的事才用。确定吗？"


@dataclass(frozen=True, slots=True)
class BroadcastProgress:
    """How far it is. `later`: when it begins, where it has not yet; `told`: it also meets reports."""

    words: str
    unit: str
    building: str
    total: int
    sent: int
    gone: int
    state: str
    later: str = ""
    told: bool = False

    def text(self) -> str:
        met = "\n\n谁来报这事，也先看到它。" if self.told else ""
        return f"{self._head()}\n\n📢 {_begun(self.words)}\n👥 {_place(self.unit, self.building)}{met}"

    def _head(self) -> str:
        gone = f"，停用 {self.gone}" if self.gone else ""
        if self.state == "stopped":
            return f"⏹ 停下了：{self.sent} 人已经收到{gone}，没发的不发了"
        if self.state == "done":
            left = max(0, self.total - self.sent - self.gone)
            return f"✅ 发完了：送到 {self.sent} 人{gone}" + (f"，过时没发 {left}" if left else "")
        if self.later:
            return f"🌙 等到 {self.later} 发：{self.total} 人"
        return f"📨 已发 {self.sent + self.gone} / {self.total}，送到 {self.sent}{gone}"


@dataclass(frozen=True, slots=True)
class EnoughToday:
    """As many went to this compound today as may."""

    unit: str
    most: int
    urgent: bool

    def text(self) -> str:
        kind = "紧急通知" if self.urgent else "通知"
        return f"{self.unit}今天已经群发了 {self.most} 条{kind}，明天再发。"


@dataclass(frozen=True, slots=True)
class OverByMorning:
    """It waits for the morning, and what it tells of is over by then."""

    def text(self) -> str:
        return "夜里不吵居民，到早上这事已经过了。很急就点「🚨 紧急通知」。"


@dataclass(frozen=True, slots=True)
class NobodyThere:
    """Nobody would get it."""

    def text(self) -> str:
        return "那里还没有居民能收到，没有发。"
