"""Which house of a compound a sentence names: zone, building, unit, floor, room, in one form however it was said.

「南区5号楼」 「3栋B座」 「3#2单元」 「3-2-501」 「十二号楼东单元」 「A座12层」 「负二楼」 「3号楼和4号楼之间」.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.numerals import NOT_INSIDE, NUMBER, ROOM, STOREY, number_of

_GAP = r"[\s,、\-的第]{0,2}"
_ALONE = r"(?<![A-Za-z0-9])"
_SIDE = r"(?:[东西][南北]|[东南西北])"
_NO_TOWN = r"(?<![东南西北城江华河湖海山云辽济])"
_NO_DATE = r"(?<![0-9])(?<![0-9][\-.:])"

# 「二期」 by itself may be anything (「分二期」); before a house, a gate or an end it is a part of the compound.
_PART = rf"{NOT_INSIDE}(?<![分每学])第?{NUMBER}"
_ZONE = rf"(?:{_NO_TOWN}(?:{_SIDE}|中)区|{_ALONE}[A-Ha-h]区|{_PART}(?:[区期]|号院))(?![域间别分块政委级])"
_ZONE_ALONE = (
    rf"(?P<zone>(?:{_NO_TOWN}{_SIDE}区|{_ALONE}[A-Ha-h]区|{_PART}号院)(?![域间别分块政委级])"
    rf"|{_PART}[区期](?=[的\s,。!]|$|{_SIDE}[大侧小]?门|地下|车库|大?门))"
)
# What a house may begin with: looked at first, it spares the rest in most places of a sentence.
_BEGINS = r"(?=[0-9A-Za-z一二三四五六七八九十百第东西南北中甲乙丙丁负地\-])"
_IN_ZONE = rf"{_BEGINS}(?:(?P<zone>{_ZONE}){_GAP})?"

# 「盖了3栋楼」, 「一座桥」: how many there are, not which one.
_HOW_MANY = r"(?<![这那另某每整几共建造盖拆])"
_SOME_HOUSE = (
    rf"\s*(?:{NUMBER}层)?(?:高|大|小|新|老|旧|危|居民|住宅|写字|办公)?"
    r"(?:楼(?![道顶下上前后梯门里])|房|别墅|桥|山|塔|大厦|建筑|公厕|厕所|亭|假山)"
)
_HOUSE_WORD = r"(?:号(?:住宅|居民|公寓)?楼|[栋幢]楼?|座|#楼?)"
_BUILDING = (
    rf"(?:{_ALONE}(?P<letter>[A-Za-z][0-9]{{0,2}})\s*{_HOUSE_WORD}"
    rf"|{NOT_INSIDE}第?(?P<number>{NUMBER}[A-Za-z]?)\s*(?:号(?:住宅|居民|公寓)?楼|#楼?"
    rf"|(?:楼|号)(?=\s*{STOREY}\s*单元)|(?=\s*-\s*{STOREY}\s*单元\s*{ROOM}))"
    rf"|{NOT_INSIDE}{_HOW_MANY}(?P<nth>第)?(?P<block>{NUMBER}[A-Za-z]?)\s*[栋幢座](?(nth)楼?|(?!{_SOME_HOUSE})))"
)
_WING = rf"(?:{_GAP}{_ALONE}(?P<wing>[A-Za-z])\s*[座栋幢])?"

_UNIT = rf"(?P<unit>{STOREY}|[东西中南北甲乙丙丁]|[A-Za-z])\s*(?:单元|门洞)"
_DOOR = rf"(?P<door>{STOREY})门(?![口外前禁卫诊])"
_BEFORE_ROOM = rf"(?P<dash>[0-9]{{1,2}})(?=-{ROOM})"
_UNIT_BEHIND = rf"(?:{_GAP}(?:{_UNIT}|{_DOOR}|{_BEFORE_ROOM}))?"

_BELOW = (
    rf"(?:(?:负|地下第?)(?P<below>{STOREY})|(?<![0-9])-(?P<minus>[1-4])(?=[楼层])"
    rf"|{_ALONE}(?<!车位)[Bb](?P<basement>[1-9])(?![A-Za-z0-9号座栋幢区#\-]))"
)
_NO_HEIGHT = r"(?!(?:高|楼[房高]|楼(?![道梯顶下])|建筑|小楼))"
_FLOOR_BEHIND = rf"(?:[\s,、的]{{0,2}}{_BELOW}[楼层]?|{_GAP}(?P<floor>{STOREY})\s*(?:楼(?!号)|层){_NO_HEIGHT})?"
# 「120户没水」, 「300元」, 「120号车位」: no room.
_NO_SUM = (
    r"(?!(?:[多余元块人米天平度点分年月斤个次]|[\-.:/][0-9]|户[居人家业停没都]"
    r"|号?(?:[门梯楼岗口井]|大门|电梯|车位)))"
)
_ROOM_BEHIND = rf"(?:{_GAP}(?P<room>{ROOM}){_NO_SUM}\s*[室户号]?)?"
_INSIDE = rf"{_FLOOR_BEHIND}{_ROOM_BEHIND}"
# 「一层灰」, 「共6层」: what covers something, how many there are.
_COVER = r"[灰土油泥皮玻膜垢锈霜冰雪板纸漆布薄厚又保防水]"
_FLOOR = (
    rf"{NOT_INSIDE}(?<![每几共高建盖])第?(?P<floor>{STOREY})"
    rf"(?:楼(?![盘房高栋号])|(?<![有了着厚薄铺刷加涂达].)层(?!{_COVER})){_NO_HEIGHT}"
)
_BELOW_ALONE = rf"{_BELOW}(?:[楼层]|(?=\s*(?:的|车|地|停|$|[,。!\s])))"

_HOUSE = re.compile(rf"{_IN_ZONE}{_BUILDING}{_WING}{_UNIT_BEHIND}{_INSIDE}")
_BETWEEN = re.compile(
    rf"{_IN_ZONE}{NOT_INSIDE}第?(?P<number>{NUMBER})\s*{_HOUSE_WORD}?\s*[和与跟、到\-]\s*"
    rf"(?P<other>{NUMBER})\s*{_HOUSE_WORD}的?[之中]间"
)
_DASHED = re.compile(
    rf"{_IN_ZONE}(?P<number>(?:{_ALONE}[A-Za-z])?{_NO_DATE}[0-9]{{1,2}})-(?P<unit>[0-9]{{1,2}})-(?P<room>{ROOM})"
    rf"(?![0-9]){_NO_SUM}\s*[室户号]?"
)
# Without a unit only a number that a room may have: 「10-150」 is a price.
_PAIR = re.compile(
    rf"{_IN_ZONE}{_NO_DATE}(?P<number>[1-9][0-9]?)-(?P<room>[1-9][0-9]?(?:0[1-9]|1[0-9]))(?![0-9]){_NO_SUM}\s*[室户号]?"
)
_UNIT_ALONE = re.compile(rf"{_IN_ZONE}{NOT_INSIDE}(?<![A-Za-z每几各]){_UNIT}{_INSIDE}")
_FLOOR_ALONE = re.compile(rf"{_IN_ZONE}(?:{_BELOW_ALONE}|{_FLOOR}){_ROOM_BEHIND}")
_ROOM_ALONE = re.compile(rf"{_IN_ZONE}(?<![0-9A-Za-z\-.:])(?P<room>{ROOM})室")
_THE_ZONE = re.compile(_BEGINS + _ZONE_ALONE)
_SURER_FIRST = (_BETWEEN, _DASHED, _HOUSE, _PAIR, _UNIT_ALONE, _FLOOR_ALONE, _ROOM_ALONE, _THE_ZONE)
_ANY_BUILDING = re.compile(_BEGINS + _BUILDING)
# What may be said apart from the building: 「3号楼的灯坏了，2单元五楼」.
_APART = (_UNIT_ALONE, _FLOOR_ALONE, _THE_ZONE)


@dataclass(frozen=True, slots=True)
class House:
    """A house in its one form, where it stands, and its building: zone, number and wing, each empty where not said."""

    words: str
    span: tuple[int, int]
    building: tuple[str, str, str]


def read_house(sentence: str) -> House | None:
    """The house that a sentence names, the first of the surest form; None where it names none."""
    found = next(filter(None, (pattern.search(sentence) for pattern in _SURER_FIRST)), None)
    if found is None:
        return None
    parts = _parts(found)
    if len(_ANY_BUILDING.findall(sentence)) < 2:
        rest = f"{sentence[: found.start()]} {sentence[found.end() :]}"
        for more in filter(None, (pattern.search(rest) for pattern in _APART)):
            parts = {**_parts(more), **parts}
    building = (_zone(parts), _number_of_building(parts), parts.get("wing", "").upper() + "座" * ("wing" in parts))
    return House("".join((*building, *_inside(parts))), found.span(), building)


def _parts(found: re.Match[str]) -> dict[str, str]:
    same = {"block": "number", "door": "unit", "dash": "unit", "minus": "below", "basement": "below"}
    return {same.get(name, name): text for name, text in found.groupdict().items() if text and name != "nth"}


def _zone(parts: Mapping[str, str]) -> str:
    zone = parts.get("zone", "").removeprefix("第")
    kind = "号院" if zone.endswith("号院") else zone[-1:]
    return _number(zone.removesuffix(kind)) + kind


def _number_of_building(parts: Mapping[str, str]) -> str:
    if letter := parts.get("letter"):
        return letter.upper() + ("座" if letter.isalpha() else "号楼")
    return f"{_number(parts['number'])}号楼" if "number" in parts else ""


def _inside(parts: Mapping[str, str]) -> Iterator[str]:
    if other := parts.get("other"):
        yield f"和{_number(other)}号楼之间"
        return
    if unit := parts.get("unit"):
        yield _number(unit) + "单元"
    if below := parts.get("below"):
        yield f"负{_number(below)}层"
    elif floor := parts.get("floor"):
        yield _number(floor) + "层"
    if room := parts.get("room"):
        alone = not parts.keys() & {"letter", "number", "unit", "below", "floor"}
        yield _number(room) + ("室" if alone else "")


def _number(written: str) -> str:
    """A number in digits; a side (「东」) or a letter as it is, upper case."""
    head, tail = (written[:-1], written[-1]) if written[-1:].isascii() and written[-1:].isalpha() else (written, "")
    if not head or not all(mark.isascii() or mark in "零〇一二三四五六七八九十百" for mark in head):
        return written.upper()
    return number_of(head) + tail.upper()
