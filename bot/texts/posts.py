"""Posts: somebody is invited to one, takes it, hands it over, gives it up; and who am I."""

from dataclasses import dataclass

from bot.domain.people import Role

# What somebody is, in words.
TITLES: dict[Role, str] = {
    Role.RESIDENT: "居民",
    Role.VOLUNTEER: "志愿者",
    Role.BUILDING_LEAD: "楼栋长",
    Role.GRID_WORKER: "网格员",
    Role.SECRETARY: "小区党支部书记",
    Role.PROPERTY_STAFF: "物业",
    Role.COMMUNITY_STAFF: "社区工作人员",
    Role.STREET_DISPATCHER: "街道调度员",
    Role.DISTRICT_DISPATCHER: "区调度员",
    Role.DEPARTMENT_STAFF: "部门工作人员",
    Role.SHOPKEEPER: "店主",
    Role.ADMIN: "管理员",
}
SHOWN_COMMANDS = 30
# Where the privacy notice stands above it.
AGREE_AND_ACCEPT = "✅ 同意并接受"


def title(role: Role, unit: str) -> str:
    """「翠湖苑 小区党支部书记」."""
    return f"{unit} {TITLES[Role(role)]}"


def hand_over_label(unit: str) -> str:
    """The button under which a successor is invited."""
    return f"交接：{unit}书记换人"


def take_back_label(role: Role, unit: str) -> str:
    """The button that revokes an invitation."""
    return f"撤回：{title(role, unit)}"


def give_up_label(role: Role, unit: str) -> str:
    """The button that leads to the question whether a post is given up."""
    return f"辞任：{title(role, unit)}"


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
