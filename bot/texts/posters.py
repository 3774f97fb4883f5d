"""Posters and stickers: big words for a wall, where to scan, whom to turn to."""

from collections.abc import Iterable

from bot.domain.people import Role
from bot.domain.posters import Poster, Sticker

PURPOSE = "家门口的事，说一句就有人管"
CALL = "扫一扫，说一句就行"
HOW = "灯坏了、下水堵了、电梯停了……写一句，或拍一张"
# Whom to turn to, in this order.
TITLES: dict[Role, str] = {
    Role.SECRETARY: "小区书记",
    Role.PROPERTY_STAFF: "物业",
    Role.GRID_WORKER: "网格员",
    Role.BUILDING_LEAD: "楼栋长",
    Role.COMMUNITY_STAFF: "社区",
}
MOST_CONTACTS, MOST_ESTATES = 6, 6
# So many of the emergency numbers stand in large type.
FIRST = 3
SEPARATOR = " · "
# What no file may be called by.
_UNFIT = str.maketrans(dict.fromkeys('/\\:*?"<>|\n\r\t\x00', "_"))


def poster(
    link: str, above: Iterable[str], title: str, contacts: tuple[tuple[str, str, str], ...], numbers: list[str]
) -> Poster:
    """For a compound; `above`: the units to which it belongs, the widest first."""
    further = SEPARATOR.join(numbers[FIRST:])
    return Poster(
        link, SEPARATOR.join(above), title, PURPOSE, CALL, HOW, contacts[:MOST_CONTACTS], warning(numbers), further
    )


def estates(names: tuple[str, ...]) -> str:
    """In small print under the name of a compound: 「铁路宿舍、二建家属院」."""
    more = " 等" if len(names) > MOST_ESTATES else ""
    return "、".join(names[:MOST_ESTATES]) + more


def sticker(
    link: str, compound: str, building: str, contact: tuple[str, str, str] | None, numbers: list[str]
) -> Sticker:
    """For a building."""
    return Sticker(link, compound, building, CALL, " ".join(filter(None, contact or ())), warning(numbers))


def warning(numbers: list[str]) -> str:
    """Whom to ring first."""
    return f"有危险，先打：{SEPARATOR.join(numbers[:FIRST])}"


def emergency_number(name: str, number: str) -> str:
    """「火警 119」."""
    return f"{name} {number}"


def poster_name(compound: str, code: str) -> str:
    """The file of a poster."""
    return f"{_fit(compound)}-{_fit(code)}-海报.pdf"


def stickers_name(unit: str, code: str) -> str:
    """The file of a compound's, or a building's, stickers."""
    return f"{_fit(unit)}-{_fit(code)}-楼栋贴.pdf"


def _fit(words: str) -> str:
    return words.translate(_UNFIT).strip(". ")[:60] or "_"
