"""How a wish stands for whoever looks at it."""

from dataclasses import dataclass

from bot.domain.wishes import WishState


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
class WishPhotos:
    """Above the photos of how it was fulfilled."""

    def text(self) -> str:
        return "📷 志愿者拍的照片"
