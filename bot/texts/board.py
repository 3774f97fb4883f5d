"""公示, as whoever keeps it sees and changes it."""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.texts.posts.titles import TITLES
from bot.texts.talk import published_line

UP = "⬆️ 上一级"
BACK_TO_BOARD, KEEP, CANCEL = "返回", "不改了", "取消"
# Written instead of tapped.
PUBLISH_WORD = "发布"
LONGEST_NAME = 20
EXAMPLE = "李秀芝 139 0000 0000"


def title(role: Role) -> str:
    """As what somebody is named: 「书记」."""
    return TITLES[Role(role)].removeprefix("小区党支部").removesuffix("工作人员")


def entry_label(role: Role, name: str) -> str:
    """The button of an entry."""
    return f"✏️ {title(role)} {name[:LONGEST_NAME]}"


@dataclass(frozen=True, slots=True)
class WhichBoard:
    """They keep several; each stands on a button."""

    def text(self) -> str:
        return "改哪里的公示？点一个。"


@dataclass(frozen=True, slots=True)
class NotYourBoard:
    """What they named is not there, or not theirs to keep; theirs follow."""

    name: str

    def text(self) -> str:
        return f"「{self.name[:20]}」没找到，或者不归您管。您管的在下面。"


@dataclass(frozen=True, slots=True)
class Board:
    """What a unit publishes. `people`: role, name, number of each; `more`: not shown; `done`: it was just changed."""

    unit: str
    people: tuple[tuple[Role, str, str], ...]
    more: int = 0
    done: bool = False

    def text(self) -> str:
        head = ["✅ 改好了，居民马上看得到。"] if self.done else []
        lines = [
            f"{title(role)} {name[:LONGEST_NAME]}  {f'📞 {phone[:20]}' if phone else '没留电话'}"
            for role, name, phone in self.people
        ]
        more = [f"还有 {self.more} 位。"] if self.more else []
        ask = "点名字能改。" if lines else "还没有人。点「＋ 添加」。"
        return "\n".join([*head, f"📋 {self.unit}公示", *lines, *more, "", ask])


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """One of them: what is to be changed stands on the buttons."""

    role: Role
    name: str
    phone: str

    def text(self) -> str:
        number = f"📞 {self.phone[:20]}" if self.phone else "没留电话"
        return f"{title(self.role)} {self.name[:LONGEST_NAME]}\n{number}\n\n改什么？"


@dataclass(frozen=True, slots=True)
class AskBoardRole:
    """Each stands on a button; `again`: they wrote something else."""

    again: bool = False

    def text(self) -> str:
        return f"{'没看懂。' if self.again else ''}是什么职务？点一个。"


@dataclass(frozen=True, slots=True)
class AskBoardEntry:
    """Their next words answer it."""

    role: Role

    def text(self) -> str:
        return f"写{title(self.role)}的姓名和电话，没电话只写姓名。"


@dataclass(frozen=True, slots=True)
class AskBoardName:
    """Their next words answer it."""

    def text(self) -> str:
        return "姓名改成什么？写给我。"


@dataclass(frozen=True, slots=True)
class AskBoardPhone:
    """Their next words, or a contact, answer it."""

    def text(self) -> str:
        return "电话改成多少？写给我。"


@dataclass(frozen=True, slots=True)
class NotABoardName:
    """The question stays open."""

    def text(self) -> str:
        return f"没看懂姓名。像这样写：{EXAMPLE}"


@dataclass(frozen=True, slots=True)
class NotABoardPhone:
    """The question stays open."""

    def text(self) -> str:
        return "这个电话打不通，请再看看，重写一遍。"


@dataclass(frozen=True, slots=True)
class BoardPreview:
    """Role, name, number of `people` as residents will read them under /who, each with `where` ("": the compound)."""

    unit: str
    where: str
    people: tuple[tuple[Role, str, str], ...]

    def text(self) -> str:
        lines = [published_line(self.where, *one) for one in self.people]
        return "\n\n".join([f"👀 {self.unit}居民会看到：", *lines, "发布吗？"])


@dataclass(frozen=True, slots=True)
class BoardWaits:
    """They told of something else meanwhile; it can still be published where it stands."""

    def text(self) -> str:
        return "公示还没发布，点上面那张卡片的「✅ 发布」才算。"


@dataclass(frozen=True, slots=True)
class NotPublishedYet:
    """They wrote something that is neither yes nor another name; `clear`: that they wait, or what is on some button."""

    clear: bool = False

    def text(self) -> str:
        return f"{'' if self.clear else '没看懂，'}还没发布。写对的姓名、电话，或者点下面的按钮。"


@dataclass(frozen=True, slots=True)
class OnTheBoardAlready:
    """The same name in the same role."""

    def text(self) -> str:
        return "这位已经在公示里了。"


@dataclass(frozen=True, slots=True)
class BoardIsFull:
    """Nobody reads a longer one."""

    most: int

    def text(self) -> str:
        return f"已经有 {self.most} 位，先撤下一位再加。"


@dataclass(frozen=True, slots=True)
class SureToTakeOff:
    """Asked once more."""

    role: Role
    name: str

    def text(self) -> str:
        return f"撤下{title(self.role)} {self.name[:LONGEST_NAME]}？"


@dataclass(frozen=True, slots=True)
class FilledIn:
    """`added`: from who is in post; `nameless`: in post, and nobody has told us their name."""

    added: int
    nameless: int

    def text(self) -> str:
        added = f"填上了 {self.added} 位，电话请您补。" if self.added else "在岗的都已经有了。"
        return added + (f"{self.nameless} 位没登记姓名。" if self.nameless else "")
