"""The report conversation."""

from dataclasses import dataclass

from bot.domain.tickets import Severity
from bot.texts.words import SEVERITIES, shortened


@dataclass(frozen=True, slots=True)
class AskCompound:
    """We do not know where they live."""

    def text(self) -> str:
        return "您住哪个小区？写名字就行，记不全也没关系。"


@dataclass(frozen=True, slots=True)
class WhichCompound:
    """Up to three compounds that sound like what was typed; they stand on the buttons."""

    def text(self) -> str:
        return "是下面哪一个？"


@dataclass(frozen=True, slots=True)
class NoSuchCompound:
    """Nothing sounds like what was typed."""

    typed: str

    def text(self) -> str:
        return f"没找到「{self.typed[:20]}」。换个写法再试试？"


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
class AskWords:
    """Nothing was said yet of what is wrong; `files` counts what was sent."""

    compound: str
    files: int

    def text(self) -> str:
        if self.files:
            return f"收到 {self.files} 个文件。再写一句：哪里，怎么了？"
        return f"{self.compound}：哪里、怎么了？写一句话就行。"


@dataclass(frozen=True, slots=True)
class Review:
    """The card to be checked before it is sent."""

    compound: str
    place: str
    category: str
    because: tuple[str, ...]
    sure: bool
    severity: Severity
    words: str
    files: int

    def text(self) -> str:
        reason = f"（命中：{'、'.join(self.because)}）" if self.because else ""
        category = self.category if self.sure else f"{self.category}？"
        lines = [
            "请看一眼，对就点「提交」。" if self.sure else "类别我拿不准，请点一个；别的对就提交。",
            "",
            f"📍 {self.compound}{' · ' + self.place if self.place else ''}",
            f"🏷 {category}{reason}",
            f"📝 {shortened(self.words)}",
        ]
        if self.severity != Severity.NORMAL:
            lines.append(f"⏱ {SEVERITIES[Severity(self.severity)]}")
        if self.files:
            lines.append(f"📷 {self.files} 个")
        return "\n".join(lines)


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
class AskPhoto:
    """A photo would help."""

    def text(self) -> str:
        return "发一张或几张照片来。"


@dataclass(frozen=True, slots=True)
class TooManyFiles:
    """More files than a report may carry; the first ones are kept."""

    most: int

    def text(self) -> str:
        return f"最多 {self.most} 个，多的没有收。"


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


@dataclass(frozen=True, slots=True)
class Submitted:
    """It is stored; only now there is a number. `office`: who was told (empty: nobody could be reached yet)."""

    number: str
    office: str
    place: str
    category: str
    words: str

    def text(self) -> str:
        return (
            f"✅ 报上了，编号 {self.number}\n\n📍 {self.place}\n🏷 {self.category}\n📝 {shortened(self.words)}\n\n"
            + (f"已经转给{self.office}，受理了马上告诉您。" if self.office else "正在找人接手，受理了马上告诉您。")
        )
