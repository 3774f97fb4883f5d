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


@dataclass(frozen=True, slots=True)
class Help:
    """How it works, and the commands that this person has, each with its words."""

    commands: tuple[tuple[str, str], ...]

    def text(self) -> str:
        lines = "\n".join(f"/{name}  {words}" for name, words in self.commands)
        return (
            "怎么用：\n① 写一句哪里、怎么了，或发照片。\n② 看一眼卡片，点「提交」。\n③ 有人受理，马上告诉您。\n\n"
            f"{lines}\n\n着火、伤人、煤气味重：先打 119、120、110。"
        )


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
class EditNotRead:
    """Somebody edited what they had sent."""

    def text(self) -> str:
        return "您改的那句我没看到，还是原来的。要补充，再写一句。"


@dataclass(frozen=True, slots=True)
class NotInGroups:
    """In a group everybody would read along."""

    def text(self) -> str:
        return "群里人多，请点我的头像，私下跟我说。"


@dataclass(frozen=True, slots=True)
class TapIt:
    """They wrote what stands on a button, and nothing asks for words."""

    def text(self) -> str:
        return "要点按钮，请在卡片上点一下。要报事，写一句哪里、怎么了。"


@dataclass(frozen=True, slots=True)
class NotAskedAnyMore:
    """A question was given up."""

    def text(self) -> str:
        return "好，先不说这个了。"


@dataclass(frozen=True, slots=True)
class NothingToCancel:
    """There is no draft."""

    def text(self) -> str:
        return "现在没有在写的。哪里不对，写一句话就行。"
