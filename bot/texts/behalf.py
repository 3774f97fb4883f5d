"""代报: what somebody reports for a resident, and the resident's confirmation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HowDidYouHear:
    """The ways in stand on the buttons."""

    def text(self) -> str:
        return "替谁报？先点是怎么知道的。"


@dataclass(frozen=True, slots=True)
class ConfirmLink:
    """For the one who reported it: to be passed on to the resident."""

    number: str
    link: str
    hours: int

    def text(self) -> str:
        return (
            f"{self.number} 是替居民报的。把这个链接发给他，点开就能收到进展（{self.hours} 小时内有效，只能用一次）：\n"
            f"{self.link}"
        )


@dataclass(frozen=True, slots=True)
class SomebodyReported:
    """For the resident who opened the link, before they agreed to anything. `notice`: the district's own wording."""

    notice: str

    def text(self) -> str:
        return f"有人替您报了一件事，是您的吗？\n\n{self.notice}"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """They hear of it from now on."""

    number: str

    def text(self) -> str:
        return f"好，{self.number} 有进展就告诉您。"


@dataclass(frozen=True, slots=True)
class ResidentConfirmed:
    """For the one who reported it."""

    number: str

    def text(self) -> str:
        return f"👍 {self.number}：居民确认了，进展也会告诉他。"


@dataclass(frozen=True, slots=True)
class LinkIsUsed:
    """Unknown, used or too old."""

    def text(self) -> str:
        return "这个链接用过了，或者过期了。请他再发一个。"


@dataclass(frozen=True, slots=True)
class LinkIsForThem:
    """Whoever reported it opened the link themselves."""

    def text(self) -> str:
        return "这个链接是给居民点的。转发给他就行。"


@dataclass(frozen=True, slots=True)
class ReportIsOver:
    """What was reported for them was taken back before they confirmed it."""

    def text(self) -> str:
        return "这件事已经撤回了。还没好的话，写一句告诉我。"
