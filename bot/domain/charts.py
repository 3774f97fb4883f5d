"""What a picture or a sheet shows, worded already: `bot/texts/` writes these, `bot/files/` makes files of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.domain.pictures import Original


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
class Book:
    """Several tables in one file."""

    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of `content` (a link), with what a person reads above and below it."""

    content: str
    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """A ray of a radar: `share` of the longest, 0-1, and its value in words."""

    label: str
    value: str
    share: float


@dataclass(frozen=True, slots=True)
class Portrait:
    """Somebody's service (数字画像): who, a radar of what, a calendar of when, and tags.

    `weeks`: from Monday to Sunday how much was done (0-4), -1 for a day that is still to come; `months`: the name over
    each week, mostly empty; `weekdays`: of every other row.
    """

    title: str
    line: str
    total: str
    axes_title: str
    axes: tuple[Axis, ...]
    days_title: str
    weeks: tuple[tuple[int, ...], ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    tags: tuple[str, ...]
    no_tags: str


@dataclass(frozen=True, slots=True)
class Stack:
    """A month: its label, and how much of each part."""

    label: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PointsYear:
    """Twelve months of points, each in the same `parts`; below them what they were for, the most first."""

    title: str
    period: str
    total: str
    parts: tuple[str, ...]
    months: tuple[Stack, ...]
    bars_title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Honour:
    """A certificate to be printed: a page with a QR code of `link`. `lines` stand between the name and the seal."""

    district: str
    title: str
    name: str
    stars: int
    lines: tuple[str, ...]
    day: str
    number: str
    link: str
    hint: str


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


Drawable: TypeAlias = Chart | Sheet | Book | Code | Portrait | PointsYear | Honour | Entry | Original
