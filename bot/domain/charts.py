"""What a picture or a sheet shows, worded already: `bot/texts/` writes these, `bot/files/` makes files of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


class Tone(StrEnum):
    """How a value is to be taken."""

    GOOD = "good"
    BAD = "bad"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Rate:
    """A big value with its label, what it is of, and how it changed."""

    label: str
    value: str
    note: str = ""
    change: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled length: `count` of the longest, which is drawn over the whole width."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures, from top to bottom: who and when, the rates, the stages, the kinds, further facts.

    `legend` explains its marks; `foot` says what no mark can.
    """

    title: str
    period: str
    total: str
    rates: tuple[Rate, ...]
    stages: tuple[Bar, ...]
    bars_title: str
    bars: tuple[Bar, ...]
    facts: tuple[Rate, ...]
    foot: tuple[str, ...]
    legend: str = ""


Cell: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet; `width` in characters of its script."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for a spreadsheet. Words stay words there, whatever they begin with."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of `content` (a link), with what a person reads above and below it."""

    content: str
    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A calendar entry. The same `uid` with a higher `sequence` takes the older one's place."""

    uid: str
    sequence: int
    title: str
    place: str
    begins: datetime
    ends: datetime
    written: datetime


Drawable: TypeAlias = Chart | Sheet | Code | Entry
