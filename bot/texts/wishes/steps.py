"""Steps with a wish that is there: what is asked, what is refused, what is said when it is done."""

from collections.abc import Mapping
from dataclasses import dataclass

# By the value of an event. What somebody can tap where a reason is asked; any other they write.
REASONS: Mapping[str, tuple[str, ...]] = {
    "reject": ("这件事报修更快，点 /report", "邻居帮不了这样的忙，请到社区来谈谈", "要花的钱太多，志愿者办不了"),
    "hand_back": ("时间凑不上", "我不会做", "联系不上"),
    "not_yet": ("还没来", "来了，没办完", "办的不是这件"),
}

ASKS: Mapping[str, str] = {
    "reword": "公开的话怎么写？写一句，别写姓名、电话、门牌。",
    "reject": "为什么不公开？选一个，或写一句，居民会看到。",
    "hand_back": "为什么办不了？选一个，或写一句，居民会看到。",
    "deliver": "办好了，辛苦您！发张照片，或写一句怎么办的。",
    "not_yet": "哪里还没好？选一个，或写一句，志愿者会看到。",
}

# What is said over the button, by what was done; without a word the card says it.
DONE_WORDS: Mapping[str, str] = {
    "publish": "公开了，也告诉居民了。",
    "reword": "改好了，再看一眼。",
    "reject": "好，原因告诉居民了。",
    "hand_back": "好，心愿回到池子里了。",
    "not_yet": "好，告诉志愿者了。",
    "extend": "好，多给您几天。",
}

NO_THANKS = "不用了"


def wish_reason(kind: str) -> str:
    """Why somebody earned points."""
    return f"帮邻居实现微心愿（{kind}）"


def thanks_reason(kind: str) -> str:
    """Why somebody earned more points."""
    return f"微心愿收到感谢（{kind}）"


@dataclass(frozen=True, slots=True)
class AskAbout:
    """What must be said for a step (`event`) with a wish that reads `words`."""

    event: str
    words: str

    def text(self) -> str:
        return f"{ASKS.get(self.event, '写一句吧。')}\n\n💛 {self.words}"


@dataclass(frozen=True, slots=True)
class SureToWithdraw:
    """Asked once more."""

    words: str
    claimed: bool

    def text(self) -> str:
        also = "已经有志愿者认领了，我会告诉他。\n\n" if self.claimed else ""
        return f"{also}不要这个心愿了吗？\n\n💛 {self.words}"


@dataclass(frozen=True, slots=True)
class WishContact:
    """What the volunteer needs to get in touch: a message to them alone."""

    said: str
    for_name: str
    contact: str
    address: str

    def text(self) -> str:
        lines = [f"👤 {self.for_name}"] if self.for_name else []
        lines += [f"📞 {self.contact}"] if self.contact else []
        lines += [f"📍 {self.address}"] if self.address else []
        return "\n".join([*lines, f"💛 {self.said}", "", "只给您看，请别转给别人。"])


@dataclass(frozen=True, slots=True)
class NoWishContact:
    """There is nothing to be shown (any more)."""

    def text(self) -> str:
        return "没有留电话，请问小区书记。"


@dataclass(frozen=True, slots=True)
class SomebodyWasQuicker:
    """Another volunteer has claimed it."""

    def text(self) -> str:
        return "谢谢您！有人刚刚认领了，看看别的心愿吧。"


@dataclass(frozen=True, slots=True)
class NotInThePool:
    """It was withdrawn, or stood there too long."""

    def text(self) -> str:
        return "这个心愿不在池子里了。"


@dataclass(frozen=True, slots=True)
class EnoughInHand:
    """They have claimed as many as one may."""

    most: int

    def text(self) -> str:
        return f"您手上已经有 {self.most} 个心愿了。办好一个，再认领下一个。"


@dataclass(frozen=True, slots=True)
class NotOnesOwn:
    """Nobody fulfils their own wish."""

    def text(self) -> str:
        return "这是您自己许的心愿，留给别的邻居来办吧。"


@dataclass(frozen=True, slots=True)
class WishSaid:
    """A step was done (`event`)."""

    event: str

    def text(self) -> str:
        return DONE_WORDS.get(self.event, "好的。")


@dataclass(frozen=True, slots=True)
class AskThanks:
    """A word for whoever did it?"""

    def text(self) -> str:
        return "太好了！想对志愿者说句谢谢吗？写一句就行。"


@dataclass(frozen=True, slots=True)
class ThanksPassedOn:
    """Said."""

    def text(self) -> str:
        return "谢谢，已经转给志愿者了。"
