"""Whether two reports may be about one thing: what they say without their courtesies, and how near they lie."""

import re
from dataclasses import dataclass
from enum import IntEnum

from bot.domain.places import read_place

_FILLER = re.compile(
    r"您好|你好|请问|麻烦|谢谢|希望|尽快|处理|解决|一下|反映|投诉|有没有人管|没人管|管一管|管管|"
    r"我们|我家|咱们|这边|这里|那边|小区|单位|物业|[里的了吗呢啊吧呀嘛，。！？、,.!?\s]"
)
_WHERE = re.compile(
    r"(?:(?P<building>[0-9A-Z]+)号楼)?(?:(?P<unit>\d+)单元)?(?:\d+层)?(?P<room>\d{3,4})?(?:\s*(?P<spot>\D.*))?"
)
# What is the same in every building, so that it says nothing about which part of a compound is meant.
_INDOORS = re.compile(r"电梯(?:口|间|厅)?|楼道|楼顶|天台|门口|地下室")


class Nearness(IntEnum):
    """How two places lie to each other."""

    APART = 0
    UNKNOWN = 1
    CLOSE = 2
    SAME = 3


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place in its parts; empty where it names none. `spot` is a part of the grounds, never one within a house."""

    building: str = ""
    unit: str = ""
    spot: str = ""


def whereabouts(place: str) -> Whereabouts:
    """The parts of a place as a resident wrote it (「三号楼二单元」, 「北门」); nothing of what no rule reads."""
    found = _WHERE.fullmatch(read_place(place))
    if found is None:
        return Whereabouts()
    spot = found["spot"] or ""
    return Whereabouts(found["building"] or "", found["unit"] or "", "" if _INDOORS.fullmatch(spot) else spot)


def nearness(one: str, other: str) -> Nearness:
    """How near two places of one compound are. A part that only one of them names says nothing."""
    a, b = whereabouts(one), whereabouts(other)
    if a.building and b.building:
        if a.building != b.building:
            return Nearness.APART
        return Nearness.CLOSE if a.unit and b.unit and a.unit != b.unit else Nearness.SAME
    if a.spot and b.spot:
        return Nearness.SAME if a.spot == b.spot else Nearness.APART
    return Nearness.UNKNOWN


def coarse(place: str) -> str:
    """As much of a place as a stranger may read: the building or a part of the grounds; no door, no free words."""
    found = whereabouts(place)
    return f"{found.building}号楼" if found.building else found.spot


def essence(words: str) -> str:
    """What a sentence says, without its courtesies and punctuation."""
    return _FILLER.sub("", words)
