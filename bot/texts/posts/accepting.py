"""Somebody is invited: what they are asked, why it may be good no more, and who hears that they accepted."""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.texts.posts.titles import title

# Where the privacy notice stands above it.
AGREE_AND_ACCEPT = "✅ 同意并接受"


@dataclass(frozen=True, slots=True)
class InvitationGone:
    """Used, too old, revoked, unknown, or made by somebody who may no more: all said alike."""

    def text(self) -> str:
        return "这个邀请不能用了。请给您的人再发一个，好吗？"


@dataclass(frozen=True, slots=True)
class InvitationIsForThem:
    """Whoever made it opened it themselves."""

    def text(self) -> str:
        return "这个链接是给对方的，转发给他就行。"


@dataclass(frozen=True, slots=True)
class AlreadyYours:
    """They hold this post; the link stays good for somebody else."""

    role: Role
    unit: str

    def text(self) -> str:
        return f"您已经是{title(self.role, self.unit)}了。"


@dataclass(frozen=True, slots=True)
class Invited:
    """For whoever opened the link. `by`: the unit that invites; `notice`: the district's own wording ("": known)."""

    role: Role
    unit: str
    by: str
    hands_over: bool
    notice: str

    def text(self) -> str:
        takes_over = "，接上一任的班" if self.hands_over else ""
        notice = f"\n\n{self.notice}" if self.notice else ""
        return f"{self.by}请您担任：\n👤 {title(self.role, self.unit)}{takes_over}\n\n是您吗？{notice}"


@dataclass(frozen=True, slots=True)
class InvitationAccepted:
    """For whoever accepted."""

    role: Role
    unit: str

    def text(self) -> str:
        return f"✅ 您现在是{title(self.role, self.unit)}。能做什么：/whoami"


@dataclass(frozen=True, slots=True)
class InvitationDeclined:
    """It stays good for whoever was meant."""

    def text(self) -> str:
        return "好，没有接受。请跟发链接的人说一声。"


@dataclass(frozen=True, slots=True)
class TheyAccepted:
    """For whoever invited."""

    role: Role
    unit: str

    def text(self) -> str:
        return f"👍 {title(self.role, self.unit)}：有人接受了。"


@dataclass(frozen=True, slots=True)
class PostHandedOver:
    """For whoever handed over: their post has ended."""

    role: Role
    unit: str

    def text(self) -> str:
        return f"🔁 {title(self.role, self.unit)}已交接，辛苦了！"


@dataclass(frozen=True, slots=True)
class SuccessorCame:
    """For those above."""

    role: Role
    unit: str

    def text(self) -> str:
        return f"🔁 {title(self.role, self.unit)}换人了，已交接。"
