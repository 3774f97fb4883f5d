"""The pool, one's own wishes, what waits to be decided."""

from dataclasses import dataclass

from bot.domain.wishes import WishState

# Of a wish, what stands in a list.
LISTED_WORDS = 24

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
