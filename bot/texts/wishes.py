"""Wishes: written, looked at by the secretary, chosen from the pool, and how each stands for whoever looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.wishes import WishState

EXAMPLE = "想请人教我用手机挂号"
# Of a wish, what stands in a list.
LISTED_WORDS = 24

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
# What of the pool is shown.
OWN, EVERYWHERE, CAN, ALL_KINDS = "只看本小区", "看全部小区", "只看我会的", "看全部种类"


def first_words(words: str) -> str:
    """A wish in a list."""
    line = " ".join(words.split())
    return line if len(line) <= LISTED_WORDS else f"{line[:LISTED_WORDS]}……"


def far(away: str, kilometres: float | None) -> str:
    """How far a wish is: `away` is same, community or far."""
    near = {"same": "本小区", "community": "本社区"}.get(away)
    if near:
        return near
    return "" if kilometres is None else f"约{max(0.1, kilometres):.1f}公里"


def wish_reason(kind: str) -> str:
    """Why somebody earned points."""
    return f"帮邻居实现微心愿（{kind}）"


def thanks_reason(kind: str) -> str:
    """Why somebody earned more points."""
    return f"微心愿收到感谢（{kind}）"


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
class WishForReview:
    """A secretary's card. `said`: the sentence as it was said; `shown`: as everybody would read it."""

    said: str
    shown: str
    kind: str
    compound: str
    for_name: str
    again: bool = False

    def text(self) -> str:
        head = "⏰ 这个微心愿还等您看" if self.again else "💛 新的微心愿，能公开吗？"
        lines = [f"公开：{self.shown}"]
        lines += [f"原话：{self.said}"] if self.said != self.shown else []
        lines += [f"🏷 {self.kind} · {self.compound}"]
        lines += [f"👤 替{self.for_name}许的"] if self.for_name else []
        return f"{head}\n\n" + "\n".join(lines)


@dataclass(frozen=True, slots=True)
class WishInPool:
    """A wish as every volunteer may read it. `days`: how long it has waited; `why`: why it is shown unasked."""

    words: str
    kind: str
    compound: str
    distance: str
    days: int
    state: WishState
    why: str = ""

    def text(self) -> str:
        heads = {"push": "您会做的，能帮个忙吗？\n\n", "unclaimed": "这个心愿还没人认领，您看请谁帮忙？\n\n"}
        where = " · ".join(filter(None, (self.kind, self.compound, self.distance)))
        return f"{heads.get(self.why, '')}💛 {self.words}\n🏷 {where}\n{self._standing()}"

    def _standing(self) -> str:
        if self.state == WishState.OPEN:
            return f"🕐 等了 {self.days} 天" if self.days else "🕐 今天许的"
        return POOL_STATES.get(self.state, "")


POOL_STATES: dict[WishState, str] = {
    WishState.PENDING_REVIEW: "⏳ 书记在看",
    WishState.CLAIMED: "🤝 已经有人认领了",
    WishState.DELIVERED: "🤝 办好了，等居民确认",
    WishState.CONFIRMED: "✅ 已经实现了",
    WishState.REJECTED: "这个心愿不公开了",
    WishState.WITHDRAWN: "居民撤回了",
    WishState.EXPIRED: "过期，收起来了",
}


@dataclass(frozen=True, slots=True)
class WishOfMine:
    """A wish as its wisher sees it. `event`: what has just happened; `until`: the day by which it is to be done."""

    words: str
    state: WishState
    event: str = ""
    until: str = ""
    reason: str = ""
    looked: str = ""
    for_name: str = ""

    def text(self) -> str:
        whose = f"（替{self.for_name}许的）" if self.for_name else ""
        seen = f"\n👀 {self.looked}，志愿者看过您留的电话" if self.looked and self.state == WishState.CLAIMED else ""
        return f"{self._head()}\n\n💛 {self.words}{whose}{seen}"

    def _head(self) -> str:
        said = f"：{self.reason}" if self.reason else ""
        until = f"，{self.until} 前" if self.until else ""
        by_event: dict[str, str] = {
            "claim": f"🎉 有志愿者认领了{until}帮您办。",
            "extend": f"⏳ 志愿者请您多等几天{until}办好。",
            "hand_back": f"志愿者这次办不了{said}。\n心愿又公开了，等下一位。",
            "lapse": "志愿者没来得及办。心愿又公开了，等下一位。",
        }
        by_state = {
            WishState.PENDING_REVIEW: "✅ 收到您的心愿。书记看过就公开，有人认领马上告诉您。",
            WishState.OPEN: "📢 心愿公开了，等邻居认领。",
            WishState.CLAIMED: f"🤝 有志愿者认领了{until}帮您办。",
            WishState.DELIVERED: f"🎁 志愿者说办好了{said}。\n\n心愿实现了吗？",
            WishState.CONFIRMED: "✅ 心愿实现了，真好！",
            WishState.REJECTED: f"这个心愿没能公开{said}。\n别的心愿，欢迎再许。",
            WishState.WITHDRAWN: "好，心愿撤回了。",
            WishState.EXPIRED: "很抱歉，一直没人认领，先收起来了。还想要，就再许一次。",
        }
        return by_event.get(self.event) or by_state.get(self.state, "")


@dataclass(frozen=True, slots=True)
class WishInHand:
    """A wish as its volunteer sees it. `event`: what has just happened, or `soon`, `today`; `points`: earned by it."""

    words: str
    kind: str
    compound: str
    state: WishState
    event: str = ""
    until: str = ""
    reason: str = ""
    points: int = 0
    has_contact: bool = True

    def text(self) -> str:
        hint = "" if self.has_contact or self.state != WishState.CLAIMED else "\n📞 没留电话，请问小区书记"
        return f"{self._head()}\n\n💛 {self.words}\n🏷 {self.kind} · {self.compound}{hint}"

    def _head(self) -> str:
        said = f"：{self.reason}" if self.reason else "。"
        more = f"\n积分 +{self.points}" if self.points else ""
        by_event: dict[str, str] = {
            "soon": f"⏰ 快到日子了：{self.until} 前办好。",
            "today": "⏰ 今天是最后一天。办不完，可以延几天，或让别人来。",
            "lapse": "到日子了，心愿回到池子里，请别人来办。",
            "not_yet": f"居民说还没好{said}\n请再跑一趟，{self.until} 前。",
            "withdraw": "居民撤回了这个心愿，不用去了。谢谢您！",
            "confirm": f"🎉 居民说心愿实现了，谢谢您！{more}",
            "thank": f"💌 居民的感谢{said}{more}",
        }
        by_state = {
            **POOL_STATES,
            WishState.CLAIMED: f"🤝 您认领的，{self.until} 前办好。",
            WishState.DELIVERED: "✅ 等居民说一声。",
            WishState.CONFIRMED: "✅ 实现了，谢谢您！",
        }
        return by_event.get(self.event) or by_state.get(self.state, "")


@dataclass(frozen=True, slots=True)
class WishToConfirm:
    """A secretary says for a wisher who cannot, or does not, whether it is fulfilled."""

    words: str
    note: str
    for_name: str

    def text(self) -> str:
        said = f"：{self.note}" if self.note else ""
        why = f"是替{self.for_name}许的" if self.for_name else "居民一直没回话"
        return f"志愿者说办好了{said}。\n{why}，您问问，替他说一声？\n\n💛 {self.words}"


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


@dataclass(frozen=True, slots=True)
class WishPool:
    """A page of the pool; `wishes`: words, kind, compound, distance of each."""

    wishes: tuple[tuple[str, str, str, str], ...]
    page: int
    only: str

    def text(self) -> str:
        head = f"💛 微心愿池{f' · {self.only}' if self.only else ''}{f' · 第{self.page}页' if self.page > 1 else ''}"
        lines = [
            f"{at}. {first_words(words)}\n    {' · '.join(filter(None, rest))}"
            for at, (words, *rest) in enumerate(self.wishes, 1)
        ]
        nothing = "这样找，没有了。" if self.only or self.page > 1 else "现在没有等人认领的心愿。"
        return f"{head}\n\n" + ("\n".join(lines) or nothing)


@dataclass(frozen=True, slots=True)
class MyWishes:
    """Their wishes, or what they claimed (`claims`): words and state of each."""

    wishes: tuple[tuple[str, WishState], ...]
    claims: bool
    page: int

    def text(self) -> str:
        if not self.wishes and self.page == 1:
            return "您还没有认领心愿。点 /wishes 看看。" if self.claims else "您还没许过心愿。点 /wish 许一个。"
        head = "🤝 我认领的心愿" if self.claims else "💛 我的微心愿"
        states = CLAIM_STATES if self.claims else MY_STATES
        lines = (
            f"{at}. {first_words(words)}\n    {states.get(state, '')}"
            for at, (words, state) in enumerate(self.wishes, 1)
        )
        return f"{head}{f' · 第{self.page}页' if self.page > 1 else ''}\n\n" + "\n".join(lines)


MY_STATES: dict[WishState, str] = {
    WishState.PENDING_REVIEW: "书记在看",
    WishState.OPEN: "等邻居认领",
    WishState.CLAIMED: "有人认领了",
    WishState.DELIVERED: "办好了吗？等您说一声",
    WishState.CONFIRMED: "实现了",
    WishState.REJECTED: "没能公开",
    WishState.WITHDRAWN: "撤回了",
    WishState.EXPIRED: "过期了",
}
CLAIM_STATES: dict[WishState, str] = {
    WishState.CLAIMED: "等您去办",
    WishState.DELIVERED: "等居民确认",
    WishState.CONFIRMED: "实现了",
}


@dataclass(frozen=True, slots=True)
class WishesToDecide:
    """What waits for a secretary."""

    number: int

    def text(self) -> str:
        return f"💛 有 {self.number} 个微心愿等您看："


@dataclass(frozen=True, slots=True)
class WishPhotos:
    """Above the photos of how it was fulfilled."""

    def text(self) -> str:
        return "📷 志愿者拍的照片"
