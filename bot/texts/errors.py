"""What a person reads when something did not go: kind, specific, and what to do now. One class per kind of error."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotAllowedHere:
    """Their role does not permit it (any longer)."""

    def text(self) -> str:
        return "这个要由负责的人来点，您这边点不了。"


@dataclass(frozen=True, slots=True)
class NoSuchThing:
    """Missing and not theirs are said alike."""

    def text(self) -> str:
        return "没找到这一条。点 /my 看看您报过的。"


@dataclass(frozen=True, slots=True)
class NotNow:
    """The step is not possible from where it stands."""

    def text(self) -> str:
        return "现在已经不是这一步了，点 /my 看看最新的。"


@dataclass(frozen=True, slots=True)
class HandsFull:
    """Enough is enough: somebody else must take it."""

    def text(self) -> str:
        return "手上的件已经够多了，先办完几件，或派给别的同事。"


@dataclass(frozen=True, slots=True)
class NotEnough:
    """Fewer points than are wanted."""

    def text(self) -> str:
        return "积分不够。点 /points 看看现在有多少。"


@dataclass(frozen=True, slots=True)
class CardIsOld:
    """The button belongs to an older card."""

    def text(self) -> str:
        return "这张卡片旧了，看下面这张最新的。"


@dataclass(frozen=True, slots=True)
class StepDone:
    """A second tap on what is already done."""

    def text(self) -> str:
        return "这一步已经办好了，不用再点。"


@dataclass(frozen=True, slots=True)
class CardIsUsed:
    """A button of a report that was sent or cancelled."""

    def text(self) -> str:
        return "这张卡片用过了。点 /my 看报过的；没有的话，再写一句。"


@dataclass(frozen=True, slots=True)
class ButtonIsOld:
    """The button is unknown, cut or forged."""

    def text(self) -> str:
        return "这个按钮不能用了。点左下角的菜单重新打开。"


@dataclass(frozen=True, slots=True)
class OurFault:
    """A bug of ours; what was written is kept. `incident` is what the operator searches for."""

    incident: str

    def text(self) -> str:
        return f"对不起，刚才出了点错，您写的都还在。请再试一次。（错误号 {self.incident}）"
