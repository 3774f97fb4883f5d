"""红色账户: a year by matters and dimensions; the sheets for the appraisal and of star households."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.charts import Column
from bot.domain.points import Dimension
from bot.texts.points import DIMENSIONS, star_words

# Matter, and its points in each dimension.
Line: TypeAlias = tuple[str, int, int, int]

APPRAISAL = "党员红色账户"
HOUSEHOLDS = "星级文明户"
HOUSEHOLD_COLUMNS = (
    Column("小区", 16),
    Column("姓名", 14),
    Column("星级", 8),
    Column("累计积分", 10),
    Column("本年积分", 10),
)


def appraisal_columns(matters: tuple[str, ...]) -> tuple[Column, ...]:
    """Who, each matter in each dimension, the sums, the star."""
    each = (Column(f"{matter} {DIMENSIONS[dimension]}", 16) for matter in matters for dimension in Dimension)
    sums = (Column(f"{words}合计", 12) for words in DIMENSIONS.values())
    return (Column("小区", 16), Column("姓名", 14), *each, *sums, Column("总分", 10), Column("星级", 8))


def star_cell(star: int) -> str:
    """「二星」; empty before the first."""
    return star_words(star).split()[-1] if star else ""


def sheet_name(what: str, place: str, year: str) -> str:
    """The name of the file; what no file system takes is left out."""
    return f"{''.join(letter for letter in place if letter.isalnum())}_{what}_{year}.xlsx"


@dataclass(frozen=True, slots=True)
class RedAccount:
    """The year of one member. Matters without points are left out."""

    year: str
    lines: tuple[Line, ...]
    star: int

    def text(self) -> str:
        shown = [line for line in self.lines if line[1] + line[2] + line[3]]
        sums = [sum(points) for points in zip(*(line[1:] for line in shown), strict=True)]
        head = f"🚩 红色账户 {self.year} 年：{sum(sums)} 分 · {star_words(self.star)}"
        if not shown:
            return f"{head}\n这一年还没有积分。"
        total = " · ".join(f"{words} {points}" for words, points in zip(DIMENSIONS.values(), sums, strict=True))
        return "\n".join([head, total, "", *map(_line, shown)])


def _line(line: Line) -> str:
    matter, *points = line
    parts = [f"{words[:2]} {value}" for words, value in zip(DIMENSIONS.values(), points, strict=True) if value]
    return f"{matter} {sum(points)}（{'，'.join(parts)}）"


@dataclass(frozen=True, slots=True)
class NotReported:
    """They are none, or did not say so."""

    def text(self) -> str:
        return "红色账户是到小区报到的党员用的。先当志愿者，注明党员就有。"


@dataclass(frozen=True, slots=True)
class Appraisal:
    """To those who appraise: how many there are."""

    count: int

    def text(self) -> str:
        return f"🚩 报到党员 {self.count} 名。要考评表，点哪一年。"


@dataclass(frozen=True, slots=True)
class Households:
    """To the community: which list there is."""

    star: int
    points: int

    def text(self) -> str:
        return f"🏠 星级文明户：{star_words(self.star)}（{self.points} 分）起。点哪一年。"


@dataclass(frozen=True, slots=True)
class YearSheetMade:
    """Under the file."""

    what: str
    place: str
    year: str
    count: int

    def text(self) -> str:
        return f"📎 {self.place} {self.year} 年{self.what}，{self.count} 行。导出有记录，请不要外传。"
