"""A wish is written, step by step."""

from dataclasses import dataclass

EXAMPLE = "想请人教我用手机挂号"


@dataclass(frozen=True, slots=True)
class AskWish:
    """What do they wish for?"""

    def text(self) -> str:
        return f"想请邻居帮个什么小忙？写一句就行。\n\n比如：{EXAMPLE}"


@dataclass(frozen=True, slots=True)
class WishIsEmpty:
    """Nothing that says what is wished for (a photo, a sign)."""

    def text(self) -> str:
        return f"我没看懂是什么心愿。写一句话，比如：{EXAMPLE}"


@dataclass(frozen=True, slots=True)
class WishTooLong:
    """More than `most` characters."""

    most: int

    def text(self) -> str:
        return f"太长了，{self.most} 个字以内。只写最想办的那一件。"


@dataclass(frozen=True, slots=True)
class AskWishPlace:
    """Which compound?"""

    unknown: bool = False

    def text(self) -> str:
        head = "没找到这个小区。" if self.unknown else ""
        return f"{head}是哪个小区的心愿？写小区名字，或发个定位。"


@dataclass(frozen=True, slots=True)
class ChooseWishPlace:
    """One of several compounds."""

    def text(self) -> str:
        return "是哪个小区的心愿？"


@dataclass(frozen=True, slots=True)
class ChooseWishKind:
    """Which kind of wish?"""

    def text(self) -> str:
        return "这是哪一类心愿？"


@dataclass(frozen=True, slots=True)
class AskWishContact:
    """How is the volunteer to reach them? `notice`: to what they agree by saying it."""

    notice: str = ""

    def text(self) -> str:
        example = "比如：139 0000 0000，3号楼2单元501"
        return f"写个电话，也可以带上门牌。\n只给认领的志愿者看，办完就删。\n\n{example}\n\n{self.notice}".rstrip()


@dataclass(frozen=True, slots=True)
class WishContactNotRead:
    """No number and no house in what they wrote."""

    def text(self) -> str:
        return "没看出电话或门牌，再写一次？不留也行，点「上一步」。"


@dataclass(frozen=True, slots=True)
class AskWisher:
    """Whose wish is it?"""

    def text(self) -> str:
        example = "王秀英，139 0000 0000，3号楼2单元501"
        return f"替谁许的？写名字，有电话和门牌也写上。\n\n比如：{example}\n没有手机也不要紧，由您替他确认。"


@dataclass(frozen=True, slots=True)
class WishDraft:
    """Before it is sent. `contact`: masked; `address`: as it was said."""

    words: str
    kind: str
    compound: str
    for_name: str
    contact: str
    address: str

    def text(self) -> str:
        whose = [f"👤 替{self.for_name}许的"] if self.for_name else []
        left = "，".join(filter(None, (self.contact, self.address)))
        reach = f"📞 {left}（只给认领的人看）" if left else "📞 没留电话，志愿者会通过书记找您"
        lines = [f"💛 {self.words}", f"🏷 {self.kind} · {self.compound}", *whose, reach]
        return "许这个心愿，对吗？\n\n" + "\n".join(lines)


@dataclass(frozen=True, slots=True)
class WishDropped:
    """The draft is gone."""

    def text(self) -> str:
        return "好，这个心愿不许了。"
