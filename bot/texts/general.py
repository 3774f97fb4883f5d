"""Greeting, help, and what is said when a message does not fit."""

from dataclasses import dataclass

from bot.texts.words import MESSAGE_KINDS


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """What we keep and why, before anything is kept; `notice` is the district's own wording in config.toml."""

    district: str
    notice: str

    def text(self) -> str:
        return f"您好，这里是{self.district}「吹哨」。\n\n{self.notice}"


def _lines(commands: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"/{name}  {words}" for name, words in commands)


@dataclass(frozen=True, slots=True)
class Help:
    """How it works, and the commands that this person needs every day, each with its words: ten lines at most."""

    commands: tuple[tuple[str, str], ...]

    def text(self) -> str:
        return (
            "怎么用：写一句哪里、怎么了，或发照片，再点「提交」。\n\n"
            f"{_lines(self.commands)}\n\n着火、伤人、煤气味重：先打 119、120、110。"
        )


@dataclass(frozen=True, slots=True)
class AllHelp:
    """All commands that this person has, by chapters."""

    chapters: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    def text(self) -> str:
        return "\n\n".join(f"【{title}】\n{_lines(commands)}" for title, commands in self.chapters)


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """A command that nobody has."""

    def text(self) -> str:
        return "没有这个命令。哪里不对，直接写一句话就行。"


@dataclass(frozen=True, slots=True)
class KindNotRead:
    """A kind of message that cannot be read; what was begun is kept."""

    kind: str

    def text(self) -> str:
        return f"这是{MESSAGE_KINDS.get(self.kind, '别的消息')}，我看不懂。写一句话告诉我，好吗？"


@dataclass(frozen=True, slots=True)
class OnlyWordsRead:
    """What bears the words cannot be read; the words were."""

    kind: str

    def text(self) -> str:
        return f"这是{MESSAGE_KINDS.get(self.kind, '别的消息')}，我看不懂。您写的字收到了。"


@dataclass(frozen=True, slots=True)
class EditNotRead:
    """Somebody edited what they had sent."""

    def text(self) -> str:
        return "您改的那句我没看到，还是原来的。要补充，再写一句。"


@dataclass(frozen=True, slots=True)
class NotInGroups:
    """In a group everybody would read along."""

    def text(self) -> str:
        return "群里人多，请点我的头像，私下跟我说。"


# What the cards are called on which somebody should have tapped.
REPORT_CARD, WISH_CARD, DANGER_CARD = "要报的事", "心愿卡片", "要不要叫书记"
DESK_CARD, OWN_CARD, BOARD_CARD = "等您办的", "您报过的事", "公示"
MY_WISHES_CARD, CLAIMS_CARD, FILE_CARD = "您的心愿", "您认领的心愿", "您的志愿者档案"
TRANSFER_CARD, DEPARTMENTS_CARD = "转给哪个部门", "部门职责"


@dataclass(frozen=True, slots=True)
class TapIt:
    """They wrote what stands on a button. `card`: on which one, which follows ("": none that we know of)."""

    words: str
    card: str = ""

    def text(self) -> str:
        if self.card:
            return f"「{self.words}」写了不算，要点一下。就在下面：{self.card}。"
        return f"「{self.words}」要在卡片上点一下。要报事，写一句哪里、怎么了。"


@dataclass(frozen=True, slots=True)
class NotAskedAnyMore:
    """A question was given up."""

    def text(self) -> str:
        return "好，先不说这个了。"


@dataclass(frozen=True, slots=True)
class ReportWaits:
    """Something else was cancelled; the report that they are writing stands below."""

    def text(self) -> str:
        return "报的那件还在，没报完："


@dataclass(frozen=True, slots=True)
class WishWaits:
    """The same of the wish that they are writing."""

    def text(self) -> str:
        return "心愿还在，没许完："


@dataclass(frozen=True, slots=True)
class NothingToCancel:
    """There is no draft."""

    def text(self) -> str:
        return "现在没有在写的。哪里不对，写一句话就行。"
