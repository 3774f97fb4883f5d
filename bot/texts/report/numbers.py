"""The number to call: left, taken out of the words, or not left at all."""

import re
from dataclasses import dataclass

# What stands in the words for a number that they had taken out.
NUMBER_HIDDEN = "（号码已藏）"
_KEEP_NUMBER = re.compile(r"(?:📞\s*)?留?\s*\d{0,3}\*{3,}\d{2,4}")


def keep_number_label(masked: str) -> str:
    """The number that stood in their words, on a button."""
    return f"📞 留 {masked}"


def is_keep_number(words: str) -> bool:
    """Whether `words` are that button's, for whichever number."""
    return bool(_KEEP_NUMBER.fullmatch(words))


@dataclass(frozen=True, slots=True)
class AskContact:
    """A number to call, if they like; `notice`: to what they agree by sending it.

    `hidden`: one was just taken out of their words, and stands on a button.
    """

    notice: str = ""
    hidden: bool = False

    def text(self) -> str:
        if self.hidden:
            ask = "号码藏好了。要留作联系电话吗？点一下就留。"
            return f"{ask}\n只有办这件事的人能看，看了都记下。\n{self.notice}".rstrip()
        return f"留个电话？发号码就行，只有办这件事的人能看。\n{self.notice}".rstrip()


@dataclass(frozen=True, slots=True)
class NoNumber:
    """Asked for a number to call, they wrote something else; `kept`: it belongs to the report."""

    kept: bool

    def text(self) -> str:
        return "这句记下了。电话呢？发一遍数字就行。" if self.kept else "这个不像电话号码，再发一遍数字，好吗？"


@dataclass(frozen=True, slots=True)
class NoLongerHidden:
    """They were anonymous, and left a number."""

    def text(self) -> str:
        return "留了电话，就不匿名了。想匿名，再点「匿名」。"


@dataclass(frozen=True, slots=True)
class NumberDropped:
    """They left a number, and want to be anonymous."""

    def text(self) -> str:
        return "好，匿名报，电话也不留了。"
