"""What we hold on somebody, and their say in it (个人信息保护法)."""

from dataclasses import dataclass

# On the way out.
GO_ON, STAY = "接着删除", "不删了"
WORDS_TOO, WORDS_STAY = "话也一起删", "去掉电话门牌，留给支部"
GONE_AWAY = "不再使用了"


def post_held(title: str) -> str:
    """Somebody relies on them there."""
    return f"您还是{title}，请先交给别人"


def tasks_open(tasks: int) -> str:
    """Work that was given to them."""
    return f"派给您的 {tasks} 件事，请先办完或退回"


def wishes_unanswered(wishes: int) -> str:
    """A volunteer did it."""
    return f"{wishes} 个心愿有人办好了，请先说一声实现没有（/mywishes）"


def _listed(held: tuple[tuple[str, int], ...]) -> str:
    return "、".join(f"{name} {number}" for name, number in held)


@dataclass(frozen=True, slots=True)
class WhatWeHold:
    """The kinds and how much of each; `waits`: they go when their tickets are over. `simple`: no numbers, no dates."""

    since: str
    held: tuple[tuple[str, int], ...]
    waits: bool = False
    simple: bool = False

    def text(self) -> str:
        if self.simple:
            return self._plainly()
        kinds = f"\n\n{_listed(self.held)}" if self.held else "\n\n您还没有报过事，也没有留过别的。"
        later = "\n\n⏳ 已记下：您的事都办完，就删掉您的信息。" if self.waits else ""
        return f"🔒 您的信息（{self.since}起）{kinds}\n\n可以看、改、撤回同意，也可以删掉。{later}"

    def _plainly(self) -> str:
        kinds = f"我这里记着：{'、'.join(name for name, _ in self.held)}。" if self.held else "我这里没记您什么。"
        return f"🔒 {kinds}{'您的事办完就删。' if self.waits else ''}\n\n想怎么办？点一个。"


@dataclass(frozen=True, slots=True)
class MakingYourFile:
    """The file is on its way."""

    def text(self) -> str:
        return "正在准备，马上发给您。"


@dataclass(frozen=True, slots=True)
class YourFile:
    """It is here."""

    sheets: int

    def text(self) -> str:
        return f"📄 您在这里的全部信息，{self.sheets} 张表。只发给您，请自己收好。"


@dataclass(frozen=True, slots=True)
class WhereToCorrect:
    """Each thing is changed where it was said."""

    def text(self) -> str:
        return (
            "哪里不对，改哪里：\n住处点「改住处」；志愿者的姓名、电话点「看我的档案」。\n"
            "单子上的电话不对：点「撤回同意」删掉它。别的，在 /my 里补充一句。"
        )


@dataclass(frozen=True, slots=True)
class WithdrawWhat:
    """Of what they agreed to, and what follows."""

    simple: bool = False

    def text(self) -> str:
        if self.simple:
            return (
                "撤回哪一样？报过的事都接着办。\n\n「不留电话姓名」：电话、姓名、门牌删掉，打不了电话给您。\n"
                "「全部撤回」：还有，通知不发了，志愿者、心愿、兑换也都取消。"
            )
        return (
            "撤回哪一样？\n\n「不留电话姓名」：电话、姓名、门牌马上删掉。没办完的事接着办，只是打不了电话给您。\n\n"
            "「全部撤回」：还有，不再收通知，退出志愿者，没办的心愿和兑换取消。报过的事接着办。"
        )


@dataclass(frozen=True, slots=True)
class ContactGone:
    """Numbers and names are deleted; `gone`: in how many places they stood."""

    gone: int

    def text(self) -> str:
        done = f"{self.gone} 处电话、姓名、门牌删掉了。" if self.gone else "没有留电话、姓名。"
        return f"{done}没办完的事接着办。"


@dataclass(frozen=True, slots=True)
class SureToWithdrawAll:
    """Sure?"""

    def text(self) -> str:
        return "全部撤回吗？志愿者、心愿、没取的兑换都会取消，报过的事接着办。"


@dataclass(frozen=True, slots=True)
class AllWithdrawn:
    """Whatever needs a yes asks again."""

    def text(self) -> str:
        return "全部撤回了。报过的事接着办。下次来，会再问您同不同意。"


@dataclass(frozen=True, slots=True)
class CannotGo:
    """What must be seen to first."""

    hindrances: tuple[str, ...]

    def text(self) -> str:
        return "还有事没交代完：\n" + "\n".join(f"· {one}" for one in self.hindrances) + "\n\n办好了再来。"


@dataclass(frozen=True, slots=True)
class BeforeYouGo:
    """What goes, and what stays without them; `open_ones`: tickets that go on."""

    gone: tuple[tuple[str, int], ...]
    stays: tuple[tuple[str, int], ...]
    open_ones: int = 0

    def text(self) -> str:
        goes = f"删掉：{_listed(self.gone)}。\n" if self.gone else ""
        left = f"留下，但看不出是您：{_listed(self.stays)}。那是支部的办事记录和账。\n" if self.stays else ""
        pending = (
            f"\n还有 {self.open_ones} 件没办完。现在就删，它们接着办，只是没法再告诉您。" if self.open_ones else ""
        )
        return (
            f"🗑 删除您的信息\n\n{goes}{left}电话、姓名、您拍的照片、没用的积分和聊天号都没了，找不回来。"
            f"没办的心愿、认领、报名、兑换会取消。{pending}"
        )


@dataclass(frozen=True, slots=True)
class AndYourWords:
    """The last question, and the second tap."""

    later: bool = False

    def text(self) -> str:
        if self.later:
            return "您写过的话怎么办？选一样。\n\n事都办完，一天之内就删；那以前可以说不删。"
        return "您写过的话怎么办？选一样，现在就删，不能反悔。\n\n没办完的事，话留到办完，藏起号码和姓名。"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The last thing that they hear."""

    def text(self) -> str:
        return "您的信息删掉了，谢谢您来过。以后再写，就从头认识。"
