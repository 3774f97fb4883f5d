"""Small talk, questions about the bot, and who is who around a home."""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.texts.danger import Numbers, to_ring

# Whose names may stand on the page, in its order. Who works for a whole unit goes by the unit's name.
TITLES: dict[Role, str] = {
    Role.SECRETARY: "书记",
    Role.BUILDING_LEAD: "楼栋长",
    Role.GRID_WORKER: "网格员",
    Role.PROPERTY_STAFF: "物业",
    Role.COMMUNITY_STAFF: "",
    Role.STREET_DISPATCHER: "",
    Role.DISTRICT_DISPATCHER: "",
}


@dataclass(frozen=True, slots=True)
class Greeting:
    """To a greeting; what to do comes with it."""

    district: str

    def text(self) -> str:
        return f"您好！我是{self.district}「吹哨」。哪里不对，写一句话就行。"


@dataclass(frozen=True, slots=True)
class GreetingInBetween:
    """To a greeting in the middle of a report, which is shown again."""

    def text(self) -> str:
        return "您好！刚才写的都还在，咱们接着来。"


@dataclass(frozen=True, slots=True)
class GreetingAtDesk:
    """To a greeting from somebody who works here."""

    def text(self) -> str:
        return "您好！等您办的，点 /desk 看。"


@dataclass(frozen=True, slots=True)
class Welcome:
    """To thanks. `writing`: the present step follows."""

    writing: bool

    def text(self) -> str:
        return "不客气，应该的。" if self.writing else "不客气，应该的。还有哪里不对，随时跟我说。"


@dataclass(frozen=True, slots=True)
class Goodbye:
    """To a goodbye."""

    writing: bool

    def text(self) -> str:
        return "再见！没写完的，给您留着。" if self.writing else "再见！哪里不对，随时找我。"


@dataclass(frozen=True, slots=True)
class Nod:
    """To a yes or no where nothing was asked that it answers."""

    writing: bool

    def text(self) -> str:
        return "好的。请看下面这一步。" if self.writing else "好的。哪里不对，随时写一句话就行。"


@dataclass(frozen=True, slots=True)
class NodAtDesk:
    """To 收到, written instead of tapped: it stops no reminder."""

    def text(self) -> str:
        return "请点卡片上的按钮，我才记得上。找不到，点 /desk。"


@dataclass(frozen=True, slots=True)
class WhoAmI:
    """Whether somebody real is here."""

    district: str

    def text(self) -> str:
        return f"我是{self.district}的机器人，不是真人。您报的事，有真人来管。"


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody is here."""

    def text(self) -> str:
        return "我白天黑夜都在，随时说。想打电话找人，点 /who。"


@dataclass(frozen=True, slots=True)
class Fee:
    """Whether it costs anything."""

    def text(self) -> str:
        return "跟我说事不花钱。上门修东西收不收费，先问清楚再修。"


@dataclass(frozen=True, slots=True)
class YourName:
    """Who learns that it was them."""

    def text(self) -> str:
        return "办事的人看得到您写的话和照片，看不到您的名字，也不对外公开。"


@dataclass(frozen=True, slots=True)
class Hotline:
    """What 12345 is."""

    def text(self) -> str:
        return "12345 是政府热线，直接拨这五个数。急事先打 110、119、120。"


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """Asked for, while nothing was said of any danger."""

    numbers: Numbers

    def text(self) -> str:
        return f"急事马上打：\n{to_ring(self.numbers)}"


@dataclass(frozen=True, slots=True)
class NoCompoundOfThatName:
    """To `/who` with a name that no compound bears; `like` are those that may be meant."""

    typed: str
    like: tuple[str, ...]

    def text(self) -> str:
        said = f"没找到「{self.typed[:14]}」这个小区。"
        return f"{said}\n是不是 {'、'.join(self.like)}？写「/who 小区名」再问一次。" if self.like else said


@dataclass(frozen=True, slots=True)
class SeveralOfThatName:
    """To `/who` with a name that several compounds bear, none of them theirs.

    `apart`: each can be asked for by another name.
    """

    typed: str
    which: tuple[str, ...]
    apart: bool

    def text(self) -> str:
        said = f"叫「{self.typed[:14]}」的不止一个：{'、'.join(self.which)}。"
        return f"{said}\n写「/who 小区名」再问一次。" if self.apart else said


@dataclass(frozen=True, slots=True)
class SayWhereFirst:
    """Who is who depends on where they live, which we do not know."""

    def text(self) -> str:
        return "先告诉我您住哪个小区，我才知道该找谁。"


@dataclass(frozen=True, slots=True)
class NobodyPublished:
    """No unit around their home has published anybody."""

    compound: str

    def text(self) -> str:
        return f"{self.compound}还没有公示电话。有事写给我，我转给书记。"


# As many numbers as fit on a screen in big letters.
FEW = 4


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """Names and numbers. `people`: the unit ("" for the compound itself), the role, name and number of each.

    `missing`: who should be named there, and is not yet. `grid`: the one in which it lies, if in any.
    `simple`: those who can be rung, and nothing else.
    """

    compound: str
    people: tuple[tuple[str, Role, str, str], ...]
    missing: tuple[Role, ...] = ()
    grid: str = ""
    simple: bool = False

    def text(self) -> str:
        if self.simple and (rung := [one for one in self.people if one[3]]):
            return "有事打电话：\n\n" + "\n\n".join(map(_line, rung[:FEW]))
        named = "\n\n".join(map(_line, self.people))
        missing = "、".join(TITLES.get(Role(role), "") for role in self.missing)
        grid = f"\n\n🧭 网格：{self.grid}" if self.grid else ""
        absent = f"\n\n{missing}还没公示，有事写给我。" if missing else ""
        return f"{self.compound}，有事找：\n\n{named}{grid}{absent}"


def published_line(unit: str, role: Role, name: str, phone: str) -> str:
    """Somebody who is published, as it stands under /who."""
    return _line((unit, role, name, phone))


def _line(person: tuple[str, Role, str, str]) -> str:
    unit, role, name, phone = person
    title = f"{unit}{TITLES.get(Role(role), '')}"
    return f"{title} {name[:20]}".strip() + (f"\n📞 {phone[:20]}" if phone else "\n没留电话，写给我，我转达。")
