"""The lines over photos: as it was, as it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Files:
    """The line over a ticket's photos."""

    number: str

    def text(self) -> str:
        return f"{self.number} 的照片"


@dataclass(frozen=True, slots=True)
class NoFiles:
    """看照片, where nobody sent any."""

    def text(self) -> str:
        return "这件没有照片。"


@dataclass(frozen=True, slots=True)
class AfterPhotos:
    """The line over how it looks now."""

    number: str

    def text(self) -> str:
        return f"{self.number} 现在的样子"


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """The line over both, side by side: so many of how it was, then so many of how it is."""

    number: str
    before: int
    after: int

    def text(self) -> str:
        return f"{self.number} 前 {self.before} 张是原来，后 {self.after} 张是现在"
