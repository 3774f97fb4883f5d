"""Where somebody lives: asked, found, kept."""

from dataclasses import dataclass

from bot.texts.words import sent_words


def compound_label(name: str, estate: str) -> str:
    """A compound, and the name by which somebody called it: 「海棠苑（铁路宿舍）」."""
    return f"{name}（{estate}）" if estate else name


@dataclass(frozen=True, slots=True)
class AskCompound:
    """We do not know where they live. `kinds`: of what they sent. `for_other`: where it is that they report for."""

    kinds: tuple[str, ...] = ()
    for_other: bool = False

    def text(self) -> str:
        if self.for_other:
            return "替人报：是哪个小区的事？写名字就行。"
        if self.kinds:
            return f"收到{sent_words(self.kinds)}。您住哪个小区？写名字就行。"
        return "您住哪个小区？写名字就行，记不全也没关系。"


@dataclass(frozen=True, slots=True)
class WhichCompound:
    """Up to three compounds that sound like what was typed; they stand on the buttons.

    `misnamed`: the name in a sentence that none of them bears.
    """

    misnamed: str = ""

    def text(self) -> str:
        missing = f"没找到「{self.misnamed}」。" if self.misnamed else ""
        return f"{missing}是下面哪一个？"


@dataclass(frozen=True, slots=True)
class NoSuchCompound:
    """Nothing sounds like what was typed."""

    typed: str

    def text(self) -> str:
        return f"没找到「{self.typed[:14]}」。换个写法，或点「按列表选」。"


@dataclass(frozen=True, slots=True)
class WordsKept:
    """Asked where they live, they told what is wrong: it is kept."""

    def text(self) -> str:
        return "记下了。您住哪个小区？写名字就行。"


@dataclass(frozen=True, slots=True)
class NotInTheDistrict:
    """A pin with no compound of ours around it."""

    def text(self) -> str:
        return "这个位置不在本区。您住哪个小区？写名字就行。"


@dataclass(frozen=True, slots=True)
class CompoundNotHere:
    """A QR code or button of a compound that does not exist any more."""

    def text(self) -> str:
        return "这个二维码已经不用了，不要紧，接着来。"


@dataclass(frozen=True, slots=True)
class FromTheList:
    """Streets, communities or compounds stand on the buttons; `inside`: of which unit (empty: the first choice)."""

    inside: str

    def text(self) -> str:
        return f"{self.inside}：请点一个。" if self.inside else "请点一个。"


@dataclass(frozen=True, slots=True)
class Settled:
    """It is known where they live."""

    compound: str

    def text(self) -> str:
        return f"记下了：{self.compound}。哪里不对，写一句话就行。"
