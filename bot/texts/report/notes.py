"""What is said besides, while a report is written: something was dropped, did not fit, or comes next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WhichLine:
    """They wrote that the card is not right; it follows."""

    def text(self) -> str:
        return "哪一行不对？点下面带「改」的按钮。"


@dataclass(frozen=True, slots=True)
class NothingToAdd:
    """The one picture that they sent could not be taken: there is nothing to add, and nothing to report."""

    def text(self) -> str:
        return "照片没收下，还没有要补的。再发一次照片，或写一句。"


@dataclass(frozen=True, slots=True)
class AnswersDropped:
    """The category changed, and with it what had to be asked."""

    answers: tuple[str, ...]

    def text(self) -> str:
        return f"类别改了，「{'、'.join(self.answers)}」就不记了。别的都还在。"


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
