"""认领: somebody of the office's list turns out to be who writes to us."""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.texts.sheets import role_word

MOST_POSTS = 8
Posts = tuple[tuple[Role, str], ...]


def _posts(posts: Posts) -> str:
    """Whoever answers for a large grid has one in each of its compounds."""
    named = "、".join(f"{unit} {role_word(Role(role))}" for role, unit in posts[:MOST_POSTS])
    return f"{named} 等 {len(posts)} 个" if len(posts) > MOST_POSTS else named


@dataclass(frozen=True, slots=True)
class ShareYourNumber:
    """How to show one's own number."""

    def text(self) -> str:
        return "请把您自己的手机号分享给我：点 📎，选「联系人」，选您自己。\n不用打字：打出来的号码认不了。"


@dataclass(frozen=True, slots=True)
class NotYourNumber:
    """A number that the platform does not vouch for."""

    def text(self) -> str:
        return "这不是您自己的号码。点 📎，选「联系人」，选您自己。"


@dataclass(frozen=True, slots=True)
class DoNotType:
    """They wrote a number."""

    def text(self) -> str:
        return "打出来的号码认不了。点 📎，选「联系人」，选您自己。"


@dataclass(frozen=True, slots=True)
class NotOnTheList:
    """Nobody of the list who is still to come has this number."""

    def text(self) -> str:
        return "名单里没有您这个号码。请问一下给您安排岗位的人。"


@dataclass(frozen=True, slots=True)
class IsItYou:
    """Somebody has this number on the list: their name and posts."""

    name: str
    posts: Posts

    def text(self) -> str:
        return f"名单里这个号码是：{self.name}\n{_posts(self.posts)}\n是您吗？"


@dataclass(frozen=True, slots=True)
class Claimed:
    """They have their posts."""

    posts: Posts

    def text(self) -> str:
        return f"好，记下了：{_posts(self.posts)}。\n能做什么，点 /help 看。"


@dataclass(frozen=True, slots=True)
class KnownAlready:
    """They have shown their number before."""

    posts: Posts

    def text(self) -> str:
        return f"您已经认领过了：{_posts(self.posts)}。" if self.posts else "您已经认领过了。"


@dataclass(frozen=True, slots=True)
class NotYou:
    """It is not them."""

    def text(self) -> str:
        return "好，没有认领。号码不对的话，请告诉给您安排岗位的人。"
