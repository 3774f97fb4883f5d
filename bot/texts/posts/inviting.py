"""Somebody invites: to which post, where, and the link that they pass on."""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.texts.posts.titles import TITLES, title


def hand_over_label(unit: str) -> str:
    """The button under which a successor is invited."""
    return f"交接：{unit}书记换人"


def take_back_label(role: Role, unit: str) -> str:
    """The button that revokes an invitation."""
    return f"撤回：{title(role, unit)}"


@dataclass(frozen=True, slots=True)
class InviteWhom:
    """The roles stand on the buttons; `waiting`: invitations that nobody accepted yet, each with its button."""

    waiting: int

    def text(self) -> str:
        return f"请谁来？点一个。{f'还没接受的 {self.waiting} 个，可以撤回。' if self.waiting else ''}"


@dataclass(frozen=True, slots=True)
class InviteWhere:
    """The units stand on the buttons."""

    role: Role

    def text(self) -> str:
        return f"请哪里的{TITLES[Role(self.role)]}？点一个。"


@dataclass(frozen=True, slots=True)
class NobodyToInvite:
    """No unit fits what they may give."""

    def text(self) -> str:
        return "您这里现在没有可以请的人。"


@dataclass(frozen=True, slots=True)
class TooManyInvitations:
    """So many wait already."""

    most: int

    def text(self) -> str:
        return f"有 {self.most} 个邀请还没人接受，先撤回几个：/invite"


@dataclass(frozen=True, slots=True)
class InvitationMade:
    """The link, for whoever made it. `hands_over`: their own post ends with it."""

    role: Role
    unit: str
    link: str
    hours: int
    hands_over: bool

    def text(self) -> str:
        ends = "\n🔁 他接受后，您的书记职务就结束。" if self.hands_over else ""
        return (
            f"👤 {title(self.role, self.unit)}{ends}\n🕐 {self.hours} 小时内有效，只能一个人用一次\n\n"
            f"请他点开，或扫下面的码：\n{self.link}"
        )


@dataclass(frozen=True, slots=True)
class InvitationCode:
    """Under the picture of the code."""

    role: Role
    unit: str

    def text(self) -> str:
        return f"{title(self.role, self.unit)}：让他扫这个码。"


@dataclass(frozen=True, slots=True)
class InvitationRevoked:
    """Nobody can use it any more."""

    role: Role
    unit: str

    def text(self) -> str:
        return f"撤回了：{title(self.role, self.unit)}。链接不能用了。"
