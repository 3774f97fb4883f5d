"""Whether two reports of one compound are about one thing: by where it is, by what it is, else by words in common.

What the tables of `bot/domain/matters.py` know is compared by its name, so that 「声控灯不亮」 is 「楼道灯坏了」. For
the rest it is enough that both say some two characters in a row, once courtesies and everybody's words are left out.
"""

import re
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from bot.domain.matters import things_in, troubles_in
from bot.domain.places import number_of

_N = r"[0-9A-Za-z]{1,4}|[一二三四五六七八九十百]{1,5}"
_PART = re.compile(
    rf"(?P<building>{_N})\s*(?:号楼|栋|幢|座)|(?P<unit>{_N})\s*单元|"
    r"(?P<side>[东南西北]{1,2})(?:[大侧]?门|区)|"
    r"车库[^0-9一二三]{0,2}(?P<level>[0-9一二三])"
)
_SAYS_NOTHING = re.compile(
    rf"(?:{_N})\s*(?:号楼|栋|幢|座|单元|层)|[^\u4e00-\u9fff]+|"
    r"[您你]好|请问|麻烦|谢谢|希望|尽[快早]|处理|解决|一下|反映|投诉|举报|管管|没人管|没人修|影响|出行|危险|"
    r"自来水|水龙头|燃气|天然气|煤气|开发商|噪音|噪声|扰民|严重|违规|违法|非法|停车|车辆|"
    r"居民|业主|住户|附近|周边|问题|关于|建议|要求|请求|情况|存在|相关|部门|多次|长期|"
    r"我们|我家|咱们|家里|这[边里]|那[边里]|小区|物业|楼道|地下|车库|门口|楼[下上前后顶]|旁边|[东南西北]+[门区]|"
    r"有人|[老大小]人|孩子|天天|[整成两几]天|[晚早]上|半夜|夜里|一大早|昨[晚天]|今[晚天]|现在|已经|一直|好[多久几]|全是|到处|"
    r"什么|怎么|[的了吗呢啊吧呀嘛就都也还又很太得着被把有在是我不没请]"
)
# Cut off for everybody alike: two houses without water are one matter.
EVERYWHERE = frozenset({"停水", "停电", "停气"})
# A long report says at its beginning what it is about.
COMPARED = 200
# Where a sentence leaves open what is the matter, that counts as a little less than half agreed.
OPEN = 0.4
# The share of pairs of characters that the shorter sentence must have in common with the other.
IN_COMMON = 0.2


class Nearness(IntEnum):
    """How two places lie to each other."""

    APART = 0
    UNKNOWN = 1
    SAME = 2


# How far the things and what is the matter with them must agree (0..1).
AGREED = {Nearness.UNKNOWN: 0.65, Nearness.SAME: 0.5}


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it is compared with others: the parts of its place, its things and troubles, its words."""

    parts: Mapping[str, str]
    things: frozenset[str]
    troubles: frozenset[str]
    words: str

    @classmethod
    def of(cls, place: str, words: str) -> Self:
        """What is said in `words` of `place`."""
        words = words[:COMPARED]
        return cls(parts_of(place), things_in(words), troubles_in(words), words)

    @property
    def building(self) -> str | None:
        """The only building that the like may name, if it names one; None: that may be in any."""
        return None if self.things & EVERYWHERE else self.parts.get("building")


def likeness(one: Told, other: Told) -> float:
    """How likely two reports of one category in one compound are the same matter; 0 where they are not."""
    near = nearness(one.parts, other.parts)
    if near is Nearness.APART:
        if EVERYWHERE.isdisjoint(one.things & other.things):
            return 0.0
        near = Nearness.UNKNOWN
    if one.things and other.things:
        score, enough = _agreement(one, other), AGREED[near]
    else:
        score, enough = _in_common(one.words, other.words), IN_COMMON
        if near is Nearness.SAME and one.troubles & other.troubles:
            score = max(score, IN_COMMON)
    return near + score if score >= enough else 0.0


def nearness(one: Mapping[str, str], other: Mapping[str, str]) -> Nearness:
    """How near two places (`parts_of`) of one compound are. What only one of them names says nothing."""
    shared = one.keys() & other.keys()
    if any(one[part] != other[part] for part in shared):
        return Nearness.APART
    return Nearness.SAME if shared else Nearness.UNKNOWN


def parts_of(place: str) -> dict[str, str]:
    """What a place names of: building, unit (单元), side of the grounds, level of the garage."""
    plain = unicodedata.normalize("NFKC", place)  # a place that somebody typed may be in full width
    found = ((part.lastgroup, part[part.lastgroup]) for part in _PART.finditer(plain) if part.lastgroup)
    return {part: named if part == "side" else number_of(named) for part, named in found}


def building_named(place: str) -> str:
    """The building as `Told.building` has it; empty where a place names none."""
    return parts_of(place).get("building", "")


def coarse(place: str) -> str:
    """As much of a place as a stranger may read: the building or a side of the grounds; no door, no free words."""
    side = next((part[0] for part in _PART.finditer(place) if part["side"]), "")
    building = parts_of(place).get("building")
    zone = side if side.endswith("区") else ""
    return f"{zone}{building}号楼" if building else side


def _agreement(one: Told, other: Told) -> float:
    """0 (other things, or another trouble with them) to 1; what is the matter counts half as much as the things."""
    shared = _share(one.things, other.things)
    if not one.troubles or not other.troubles:
        return (2 * shared + OPEN) / 3
    return (2 * shared + 1) / 3 if shared and one.troubles & other.troubles else 0.0


def _in_common(one: str, other: str) -> float:
    a, b = _pairs(one), _pairs(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _pairs(words: str) -> set[str]:
    """Two characters in a row, for all that a sentence says in its own words."""
    return {said[at : at + 2] for said in _SAYS_NOTHING.sub(" ", words).split() for at in range(len(said) - 1)}


def _share(one: Set[str], other: Set[str]) -> float:
    return len(one & other) / len(one | other)
