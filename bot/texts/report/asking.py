"""What is asked while a report is written, and what stands on the buttons under it."""

from dataclasses import dataclass

from bot.texts.words import sent_words, shortened, ticket_label

# On buttons that usually say something else.
ALL_CATEGORIES = "都不是，看全部"
ONE_LEVEL_UP = "往上一级"


def attach_label(number: str, category: str) -> str:
    """A ticket of theirs to which it may belong, on a button."""
    return f"补充 {ticket_label(number, category)}"


def join_label(number: str) -> str:
    """A neighbour's ticket, on a button."""
    return f"👥 我也遇到 {number}"


def here_label(building: str) -> str:
    """The building where they live, on a button."""
    return f"就在{building}"


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


@dataclass(frozen=True, slots=True)
class AskFollowup:
    """It may be more about a ticket of theirs; these stand on the buttons: number and category."""

    kinds: tuple[str, ...]
    words: str
    pinned: bool = False
    reachable: bool = False

    def text(self) -> str:
        sent = sent_words(self.kinds, pinned=self.pinned, reachable=self.reachable)
        said = f"「{shortened(self.words)[:60]}」" if self.words else ""
        return f"收到{'和'.join(filter(None, (said, sent)))}。\n\n是补充报过的，还是新问题？"


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
