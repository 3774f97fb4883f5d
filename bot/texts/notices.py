"""Notices, as those see them who write them: drafts, and outages that meet a report."""

from dataclasses import dataclass

# How a notice is written, wherever that is explained.
EXAMPLE = "/notice 明天9点到17点停水"
# Until the end of today, of tomorrow, of the third day.
UNTIL_DAYS: dict[int, str] = {1: "今天结束", 2: "明天结束", 3: "三天"}


def for_unit(name: str) -> str:
    """The button that gives a notice to another of one's units."""
    return f"发给：{name}"


def take_down_nth(number: int) -> str:
    """The button beside the list."""
    return f"撤下第{number}条"


def stop_nth(number: int) -> str:
    """The button beside what is still being sent."""
    return f"停发第{number}条"


@dataclass(frozen=True, slots=True)
class AskUntil:
    """The sentence did not say until when, or a time that has passed (`past`)."""

    past: bool

    def text(self) -> str:
        return f"{'这个时间已经过了。' if self.past else ''}到什么时候结束？点一个。"


@dataclass(frozen=True, slots=True)
class NoticePublished:
    """Residents who report the like of it see it first."""

    unit: str
    words: str
    until: str

    def text(self) -> str:
        return f"✅ 发好了\n\n📢 {self.words}\n👥 {self.unit}，谁来报这事先看到它\n🕐 到{self.until}"


@dataclass(frozen=True, slots=True)
class NoticeDropped:
    """It was not published."""

    def text(self) -> str:
        return "好，这条不发了。"


@dataclass(frozen=True, slots=True)
class NoticeTakenDown:
    """Nobody sees it any more."""

    def text(self) -> str:
        return "撤下了，居民看不到了。"


@dataclass(frozen=True, slots=True)
class NoticeGone:
    """Missing, over and not theirs are said alike."""

    def text(self) -> str:
        return "这条通知已经不在了，点 /notice 看现在的。"


@dataclass(frozen=True, slots=True)
class NoticeTooLong:
    """More than fits; nothing was kept."""

    most: int

    def text(self) -> str:
        return f"太长了，{self.most} 个字以内，短一些再发。"


@dataclass(frozen=True, slots=True)
class NoNotices:
    """Nothing is told now; how to."""

    def text(self) -> str:
        return f"现在没有通知。要发，写：{EXAMPLE}"


@dataclass(frozen=True, slots=True)
class Notices:
    """What one's units tell now: words, unit, until when; what is being sent: words, compound, how many of them all."""

    notices: tuple[tuple[str, str, str], ...]
    sending: tuple[tuple[str, str, int], ...] = ()

    def text(self) -> str:
        numbered = enumerate(self.notices, 1)
        told = [f"{number}. {words}\n   {unit}，到{until}" for number, (words, unit, until) in numbered]
        named = enumerate(self.sending, len(told) + 1)
        sending = [f"{number}. {words}\n   正在发：{unit} {total} 人" for number, (words, unit, total) in named]
        return "现在的通知：\n\n" + "\n".join([*told, *sending]) + f"\n\n要发新的，写：{EXAMPLE}"
