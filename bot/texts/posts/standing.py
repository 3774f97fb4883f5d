"""Who am I, and giving up a post."""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.texts.posts.titles import TITLES, title

SHOWN_COMMANDS = 30


def give_up_label(role: Role, unit: str) -> str:
    """The button that leads to the question whether a post is given up."""
    return f"辞任：{title(role, unit)}"


@dataclass(frozen=True, slots=True)
class SureToResign:
    """辞任 is asked once more."""

    role: Role
    unit: str

    def text(self) -> str:
        return f"真的不再担任{title(self.role, self.unit)}了？"


@dataclass(frozen=True, slots=True)
class LeaveWhich:
    """Each post stands on a button."""

    def text(self) -> str:
        return "要辞去哪一个？点一个。"


@dataclass(frozen=True, slots=True)
class NothingToLeave:
    """They hold no post that can be given up here; `volunteer`: theirs ends with their file."""

    volunteer: bool = False

    def text(self) -> str:
        return (
            "您没有可以辞去的职务。不想当志愿者了，点 /me 里的「退出」。"
            if self.volunteer
            else "您没有可以辞去的职务。"
        )


@dataclass(frozen=True, slots=True)
class LeftPost:
    """It has ended."""

    role: Role
    unit: str

    def text(self) -> str:
        return f"好，您不再是{title(self.role, self.unit)}。辛苦了！"


@dataclass(frozen=True, slots=True)
class StillInPost:
    """They thought better of it."""

    def text(self) -> str:
        return "好，不辞了。"


@dataclass(frozen=True, slots=True)
class SomebodyLeft:
    """For those above; `left`: how many still hold the post there."""

    role: Role
    unit: str
    left: int

    def text(self) -> str:
        then = f"还有 {self.left} 位。" if self.left else "现在没有人了。请人来：/invite"
        return f"{title(self.role, self.unit)}有人辞任，{then}"


@dataclass(frozen=True, slots=True)
class WhoYouAre:
    """`posts`: role, unit, since when, by which unit; `commands` that residents have not; `gives`: whom they invite."""

    home: str
    posts: tuple[tuple[Role, str, str, str], ...]
    commands: tuple[tuple[str, str], ...]
    gives: tuple[Role, ...]

    def text(self) -> str:
        if not self.posts:
            return f"您是居民{f'，住{self.home}' if self.home else ''}。写一句话就能报事，/my 看办到哪了。"
        held = [
            f"👤 {title(role, unit)}\n   {since}起，{f'{by}请的' if by else '建档时登记的'}"
            for role, unit, since, by in self.posts
        ]
        can = "".join(f"\n/{name}  {words}" for name, words in self.commands[:SHOWN_COMMANDS])
        gives = "、".join(TITLES[Role(role)] for role in self.gives)
        may = [f"能用：{can}"] if can else []
        may += [f"能请：{gives} /invite"] if gives else []
        return "\n".join(["您是：", *held, *(["", *may] if may else [])])
