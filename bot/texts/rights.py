"""Who may see what, for whoever administers it: posts, and what each of them sees. Never a resident's own data."""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.domain.policy import Sees
from bot.texts.posts.titles import TITLES

UP = "⬆️ 上一级"

# What of other people somebody sees.
SEEN: dict[Sees, str] = {
    Sees.NUMBERS: "电话（每看一次都记下）",
    Sees.MASKED: "电话尾号",
    Sees.NAMES: "姓名",
    Sees.WORDS: "报的内容",
}
NOTHING = "看不到别人的信息"


def holders_label(role: Role, unit: str, count: int) -> str:
    """The button that leads to those in post."""
    return f"{unit} {TITLES[Role(role)]}（{count}）"


def holder_label(number: int, since: str, name: str) -> str:
    """The button of one of them, by name where we know it."""
    return f"{name[:20] or f'第 {number} 位'} · {since}起"


def _sees(seen: tuple[Sees, ...]) -> str:
    return "、".join(SEEN[Sees(one)] for one in seen) or NOTHING


@dataclass(frozen=True, slots=True)
class RightsOfUnit:
    """Who sits there and above: role, unit, how many, what each sees."""

    unit: str
    posts: tuple[tuple[Role, str, int, tuple[Sees, ...]], ...]

    def text(self) -> str:
        lines = [
            f"👤 {unit} {TITLES[Role(role)]} {count} 位\n   看到：{_sees(seen)}"
            for role, unit, count, seen in self.posts
        ]
        return "\n".join(
            [f"🔐 {self.unit}，谁能看什么", *(lines or ["这里和上面都没有人在岗。"]), "", "写小区名字，换一个看。"]
        )


@dataclass(frozen=True, slots=True)
class HoldersOf:
    """Each on a button, the longest in post first."""

    role: Role
    unit: str

    def text(self) -> str:
        return f"{self.unit[:20]} {TITLES[Role(self.role)]}，点一位看。"


@dataclass(frozen=True, slots=True)
class RightsOfPerson:
    """`posts`: role, unit, since when, by which unit, what it sees. `looked`: when last at a number ("": never).

    `name`: as the office's list or their own file has it ("": neither does).
    """

    posts: tuple[tuple[Role, str, str, str, tuple[Sees, ...]], ...]
    looked: str
    times: int
    name: str = ""

    def text(self) -> str:
        held = [
            f"👤 {unit} {TITLES[Role(role)]}\n"
            f"   {since}起，{f'{by}请的' if by else '建档时登记的'}\n   看到：{_sees(seen)}"
            for role, unit, since, by, seen in self.posts
        ]
        looked = f"最近一次看电话：{self.looked}，一共 {self.times} 次。" if self.times else "没有看过别人的电话。"
        return "\n".join([f"🔐 {self.name[:20] or '这一位'}的职务", *(held or ["现在没有职务。"]), "", looked])


@dataclass(frozen=True, slots=True)
class WhichUnit:
    """What they wrote may mean any of these, on the buttons."""

    def text(self) -> str:
        return "是哪个小区？点一个。"


@dataclass(frozen=True, slots=True)
class NoSuchUnit:
    """Nothing is called so."""

    def text(self) -> str:
        return "没找到这个小区，换个写法，或点按钮找。"
