"""The report conversation."""

import re
from dataclasses import dataclass

from bot.domain.tickets import Severity
from bot.texts.words import SEVERITIES, sent_words, shortened, ticket_label

# What a report says whose only words are a photo or a voice.
LOOK_AT_FILES = "（没写字，请看照片或听语音）"


@dataclass(frozen=True, slots=True)
class AskWords:
    """Nothing was said yet of what is wrong; the kinds of what was sent, a pin, a number to call."""

    compound: str
    kinds: tuple[str, ...]
    pinned: bool = False
    reachable: bool = False

    def text(self) -> str:
        if sent := sent_words(self.kinds, pinned=self.pinned, reachable=self.reachable):
            return f"收到{sent}。再写一句：哪里，怎么了？"
        return f"{self.compound}：哪里、怎么了？写一句话就行。"


# On buttons that usually say something else.
ALL_CATEGORIES = "都不是，看全部"
ONE_LEVEL_UP = "往上一级"


def attach_label(number: str, category: str) -> str:
    """A ticket of theirs to which it may belong, on a button."""
    return f"补充 {ticket_label(number, category)}"


def join_label(number: str) -> str:
    """A neighbour's ticket, on a button."""
    return f"👥 我也遇到 {number}"


# What stands in the words for a number that they had taken out.
NUMBER_HIDDEN = "（号码已藏）"


def keep_number_label(masked: str) -> str:
    """The number that stood in their words, on a button."""
    return f"📞 留 {masked}"


_KEEP_NUMBER = re.compile(r"(?:📞\s*)?留?\s*\d{0,3}\*{3,}\d{2,4}")


def is_keep_number(words: str) -> bool:
    """Whether `words` are that button's, for whichever number."""
    return bool(_KEEP_NUMBER.fullmatch(words))


def here_label(building: str) -> str:
    """The building where they live, on a button."""
    return f"就在{building}"


@dataclass(frozen=True, slots=True)
class Review:
    """The card to be checked before it is sent. `simple`: for those who asked for fewer words."""

    compound: str
    place: str
    category: str
    because: tuple[str, ...]
    sure: bool
    severity: Severity
    words: str
    files: int
    answers: tuple[str, ...] = ()
    anonymous: bool = False
    reachable: bool = False
    listed: bool = True
    simple: bool = False
    numbered: bool = False

    def text(self) -> str:
        lines = [self._asks(), "", self._where(), self._what(), f"📝 {shortened(self.words)}"]
        if self.numbered:
            lines.append("⚠️ 话里有电话号码，办的人都看得到。要藏起来，点「藏起号码」。")
        if self.answers:
            lines.append(f"💬 {' · '.join(self.answers)}")
        if self.severity != Severity.NORMAL:
            lines.append(f"⏱ {SEVERITIES[Severity(self.severity)]}")
        if self.files:
            lines.append(f"📷 {self.files} 个")
        if self.reachable:
            lines.append("📞 留了电话，只有办事的人能看")
        if self.anonymous:
            lines.append("🙈 匿名：谁也不知道是您报的")
        return "\n".join(lines)

    def _asks(self) -> str:
        if not self.sure:
            return "类别我拿不准，请点一个；别的对就提交。"
        return "对就点「提交」。" if self.simple else "请看一眼，对就点「提交」。"

    def _where(self) -> str:
        strange = "" if self.listed else "（楼号对吗？）"
        return f"📍 {self.compound}{' · ' + self.place if self.place else ''}{strange}"

    def _what(self) -> str:
        category = self.category if self.sure else f"{self.category}？"
        reason = f"（命中：{'、'.join(self.because)}）" if self.because and not self.simple else ""
        return f"🏷 {category}{reason}"


@dataclass(frozen=True, slots=True)
class WhichLine:
    """They wrote that the card is not right; it follows."""

    def text(self) -> str:
        return "哪一行不对？点下面带「改」的按钮。"


@dataclass(frozen=True, slots=True)
class AskFollowup:
    """It may be more about a ticket of theirs; these stand on the buttons: number and category."""

    kinds: tuple[str, ...]
    words: str
    pinned: bool = False
    reachable: bool = False

    def text(self) -> str:
        sent = sent_words(self.kinds, pinned=self.pinned, reachable=self.reachable)
        said = f"「{shortened(self.words)[:60]}」" if self.words else sent
        return f"收到{said}。\n\n是补充报过的，还是新问题？"


@dataclass(frozen=True, slots=True)
class NothingToAdd:
    """The one picture that they sent could not be taken: there is nothing to add, and nothing to report."""

    def text(self) -> str:
        return "照片没收下，还没有要补的。再发一次照片，或写一句。"


@dataclass(frozen=True, slots=True)
class AskMore:
    """补充: what shall be added to the ticket?"""

    number: str

    def text(self) -> str:
        return f"给 {self.number} 补充什么？写一句，或发照片。"


@dataclass(frozen=True, slots=True)
class AskSplit:
    """One message, several problems."""

    problems: tuple[str, ...]

    def text(self) -> str:
        told = "\n".join(f"{at}. {words[:60]}" for at, words in enumerate(self.problems, 1))
        return f"听着像 {len(self.problems)} 件事：\n{told}\n\n分开报吗？办得快些。"


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """A question of the category, from config.toml."""

    question: str

    def text(self) -> str:
        return self.question


@dataclass(frozen=True, slots=True)
class AnswersDropped:
    """The category changed, and with it what had to be asked."""

    answers: tuple[str, ...]

    def text(self) -> str:
        return f"类别改了，「{'、'.join(self.answers)}」就不记了。别的都还在。"


@dataclass(frozen=True, slots=True)
class WhichCategory:
    """All categories stand on the buttons."""

    def text(self) -> str:
        return "是哪一类？"


@dataclass(frozen=True, slots=True)
class AskPlace:
    """Where exactly."""

    def text(self) -> str:
        return "在哪儿？比如「3号楼2单元」「北门」，也可以发定位。"


@dataclass(frozen=True, slots=True)
class AskNewWords:
    """What shall stand there instead."""

    words: str

    def text(self) -> str:
        return f"现在写的是：\n「{shortened(self.words)}」\n\n重新写一句发来就行。"


@dataclass(frozen=True, slots=True)
class AskPhoto:
    """A photo would help. `kinds`: of what there is."""

    kinds: tuple[str, ...]

    def text(self) -> str:
        return f"已有{sent_words(self.kinds)}。再发照片来就行。" if self.kinds else "发一张或几张照片来。"


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


@dataclass(frozen=True, slots=True)
class PinIsElsewhere:
    """A pin near no compound of ours."""

    def text(self) -> str:
        return "这个位置不在本区，没有记。写一句在哪儿也行。"


@dataclass(frozen=True, slots=True)
class FirstThis:
    """They are writing something else."""

    def text(self) -> str:
        return "先把手上这条报完，好吗？"


@dataclass(frozen=True, slots=True)
class NextProblem:
    """The first of several problems is dealt with; the next one's card follows."""

    def text(self) -> str:
        return "还有一件，接着看："


@dataclass(frozen=True, slots=True)
class TooManyFiles:
    """More files than a report may carry; the first ones are kept."""

    most: int

    def text(self) -> str:
        return f"照片、语音最多收 {self.most} 个，多的没有收。"


@dataclass(frozen=True, slots=True)
class TooManyWords:
    """More words than a report may carry; the first ones are kept."""

    most: int

    def text(self) -> str:
        return f"太长了，只记下前 {self.most} 个字。"


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The draft is gone, as they asked."""

    def text(self) -> str:
        return "好，这条不报了。想起来随时再写。"
