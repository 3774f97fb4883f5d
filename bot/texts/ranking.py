"""The ranking of a compound."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.texts.points import name_words

SPANS: dict[str, str] = {"month": "这个月", "year": "今年", "all": "一直以来"}
MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}

# Place, name, points.
Line: TypeAlias = tuple[int, str, int]


def line_name(name: str, person_id: str, reader_id: str) -> str:
    """Who it is; whoever reads it finds themselves."""
    return f"{name_words(name, person_id)}（您）" if person_id == reader_id else name_words(name, person_id)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first of those who want to be seen. `place`: of whoever reads it, or where they would be; 0 for none.

    No more than `counted` before them were counted.
    """

    compound: str
    span: str
    lines: tuple[Line, ...]
    place: int
    points: int
    ranked: bool
    counted: int

    def text(self) -> str:
        shown = [f"{MEDALS.get(place, f'{place}.')} {name} {points}" for place, name, points in self.lines]
        head = f"🏅 {self.compound} {SPANS.get(self.span, '')}的积分"
        return "\n".join([head, *(shown or ["还没有人上榜。"]), "", self._own()])

    def _own(self) -> str:
        if not self.place:
            return "您在这段时间还没有积分。"
        where = f"排第 {self.place}" if self.place <= self.counted else f"在 {self.counted} 名以后"
        if self.ranked:
            return f"您{where}，{self.points} 分。"
        return f"您没有上榜，别人看不到您。按积分您会{where}。"


@dataclass(frozen=True, slots=True)
class NoRanking:
    """It is the volunteers' own."""

    def text(self) -> str:
        return "排名是小区志愿者自己的。当了志愿者就能看。"
