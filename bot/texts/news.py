"""What residents hear of their tickets: who has it, what comes next, by when; friendly, and never how a desk works."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class News:
    """A step in the life of a ticket that they reported or joined.

    `event`: which; `office`: who did it; `about`: what it is about; `whom`: who was asked to do it; `by`: until when
    the next step, `then`, is due; `reason`: what was said with it; `into`: the ticket that it was merged into.
    """

    event: str
    number: str
    office: str
    about: str
    whom: str = ""
    by: str = ""
    reason: str = ""
    then: str = ""
    into: str = ""

    def text(self) -> str:
        return "\n".join(line for line in SAID.get(self.event, _plain)(self) if line)


Lines: TypeAlias = tuple[str, ...]


def _plain(news: News) -> Lines:
    """A step of which an older version of the texts knew."""
    return (f"🔔 {news.number} 有进展。", news.about)


def _because(news: News) -> str:
    return f"说明：{news.reason}" if news.reason else ""


def _next(news: News) -> str:
    return f"⏳ {news.by}{news.then}" if news.by else ""


# A step that is not here is the desks' own affair.
SAID: dict[str, Callable[[News], Lines]] = {
    "accept": lambda n: (f"👍 {n.number} 受理了。", f"{n.office}接手：{n.about}", _next(n), "有进展再告诉您。"),
    "assign": lambda n: (f"🔧 {n.number} 有人去办了。", f"{n.whom}在办：{n.about}" if n.whom else n.about, _next(n)),
    "whistle": lambda n: (f"📣 {n.number} 小区办不了，已请街道来管。", n.about, _next(n)),
    "transfer": lambda n: (f"➡️ {n.number} 转给{n.whom}了。", n.about, _next(n)),
    "check_in": lambda n: (f"🙋 {n.number} {n.office}接手了。", n.about, _next(n)),
    "return": lambda n: (f"🔁 {n.number} 换个部门来管，正在定。", n.about, _next(n)),
    "send_back": lambda n: (f"🏘 {n.number} 小区自己来办。", n.about, _next(n)),
    "escalate": lambda n: (f"📣 {n.number} 已请区里来管。", n.about, _next(n)),
    "ask_info": lambda n: (
        f"✍️ {n.number} 想问您一句：",
        n.reason,
        "直接写一句，或发照片，就补上了。",
        f"⏳ {n.by}前不补，就先按现有的办",
    ),
    "suspend": lambda n: (f"⏸ {n.number} 先放一放。", _because(n), _next(n)),
    "resume": lambda n: (f"▶️ {n.number} 接着办了。", n.about, _next(n)),
    "merge": lambda n: (
        f"🔗 {n.number} 和 {n.into} 是同一件，一起办了。",
        n.about,
        f"{n.into} 有进展也会告诉您。",
    ),
    "reject": lambda n: (f"🙏 {n.number} 这件事我们管不了。", _because(n), "不对的话，再写一句告诉我。"),
    "reopen": lambda n: (f"↩️ {n.number} 没修好，重新办。", n.about, _next(n)),
    "extend": lambda n: (f"⏳ {n.number} 要多等几天，{n.by}办好。", n.about, f"因为：{n.reason}"),
    "expire": lambda n: (f"▶️ {n.number} 没等到补充，先按现有的接着办。", n.about, _next(n)),
}


@dataclass(frozen=True, slots=True)
class AskEvaluation:
    """It is done: what was done, and whether it is fixed."""

    number: str
    office: str
    about: str
    done: str

    def text(self) -> str:
        return f"✅ {self.number} {self.office}说办好了：\n{self.done}\n\n（{self.about}）\n您看修好了吗？"


@dataclass(frozen=True, slots=True)
class Thanked:
    """They were asked, and they answered."""

    number: str

    def text(self) -> str:
        return f"谢谢您，{self.number} 记下了。"
