"""Reports that were begun and not sent."""

from dataclasses import dataclass

from bot.texts.words import sent_words, shortened


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was written or sent so far; `waiting`: what they said just now, with files of these `waiting_kinds`."""

    words: str
    kinds: tuple[str, ...]
    waiting: str = ""
    waiting_kinds: tuple[str, ...] = ()

    def text(self) -> str:
        said = f"「{shortened(self.words)[:80]}」" if self.words else sent_words(self.kinds) or "一条"
        if self.waiting:
            files = f"和{sent_words(self.waiting_kinds)}" if self.waiting_kinds else ""
            return f"上次{said}还没报完。\n刚才说的「{self.waiting[:40]}」{files}，是接着它，还是新的？"
        return f"您有{said}还没报完。接着来吗？"


@dataclass(frozen=True, slots=True)
class Resumed:
    """They go on with it."""

    def text(self) -> str:
        return "好，接着来。"


@dataclass(frozen=True, slots=True)
class Restarted:
    """The old one goes, a new one begins."""

    def text(self) -> str:
        return "好，原来那条不要了，重新来。"


@dataclass(frozen=True, slots=True)
class Discarded:
    """Deleted, as they asked."""

    def text(self) -> str:
        return "删掉了。哪里不对，随时再写。"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Deleted because nobody went on with it for so long."""

    words: str

    def text(self) -> str:
        said = f"「{shortened(self.words)[:40]}」" if self.words else "那条没写完的"
        return f"{said}放了好久没报，我先收走了。要报的话，再写一句就行。"
