"""Where in a compound, read from a sentence by rule: 3号楼2单元501, 三号楼二单元, 3-2-501, 北门, 地下车库B2, 电梯口.

A place has one form however it was said: the house (「南区3号楼2单元5层501」), a space, the spot (「东门外 快递柜」).
"""

import re
import unicodedata
from functools import lru_cache

from bot.domain.houses import House, read_house
from bot.domain.numerals import number_of
from bot.domain.spots import Spot, blanked, read_spot

__all__ = [
    "building_of", "building_parts", "denied_in", "halved", "number_of", "only_name", "read_place", "rest_of",
    "split_place",
]  # fmt: skip

# As much as one message of any channel may have; nobody names the place behind that.
_READ = 4096
_SIMPLE = str.maketrans(
    "號樓層單門東區車庫電頂負戶棟後側邊廣場園間〇–—−‐‑", "号楼层单门东区车库电顶负户栋后侧边广场园间零-----"
)
# What is said between who lives there and the name of the compound.
LIVES = r"(?:是|就)?(?:住在|家住|在|住)?|(?:小区|地址|位置)(?:是|在)?"
# What people say before that name, and leave behind it.
_BEFORE_NAME = re.compile(rf"^(?:(?:我们家|我家|我们|我)?{LIVES})[\s:,]*")
_BEHIND_NAME = " \n,。.、:;!?-的在"
# 「不是3号楼是5号楼」: a place that it is not.
_DENIED = re.compile(r"(?<!是)不[是在](?P<what>[^,。!?;\s]{1,20}?)(?=[,。!?;\s]|而?是|$)")


def read_place(sentence: str) -> str:
    """The place that a sentence names, in its one form; empty where it names none. Never refuses."""
    return " ".join(filter(None, split_place(sentence)))


def split_place(sentence: str) -> tuple[str, str]:
    """The house and the spot that a sentence (or a place) names, each empty where it names none."""
    house, spot = _read(_affirmed(halved(sentence)))
    return house.words if house else "", spot.words if spot else ""


def denied_in(sentence: str) -> str:
    """The place that a sentence denies, where it names another: 「不是3号楼是5号楼」 → 「3号楼」; else empty."""
    text = halved(sentence)
    if _affirmed(text) == text:
        return ""
    return next(filter(None, (read_place(found["what"]) for found in _DENIED.finditer(text))), "")


def _affirmed(text: str) -> str:
    """Without the places that it denies; all of it where it then names none. What is taken out leaves a gap."""
    rest = text
    for found in _DENIED.finditer(text):
        if any(_read(found["what"])):
            rest = blanked(rest, found.span("what"))
    return rest if rest != text and any(_read(rest)) else text


def building_of(place: str) -> str:
    """The building of a place with its zone and wing: 「3号楼2单元501」 → 「3号楼」; empty where it names none."""
    zone, number, wing = building_parts(place)
    return f"{zone}{number}{wing}" if number else ""


def building_parts(place: str) -> tuple[str, str, str]:
    """Zone, number and wing: 「南区3栋B座」 → (「南区」, 「3号楼」, 「B座」); empty where it names none."""
    house, _ = _read(halved(place))
    return house.building if house else ("", "", "")


def rest_of(typed: str) -> tuple[str, str]:
    """The compound that somebody typed, and the place that they added: 「翠湖苑3号楼」 → (「翠湖苑」, 「3号楼」)."""
    text = halved(typed)
    return _name(text, *_read(text)), read_place(typed)


def only_name(typed: str) -> str:
    """The name of a compound where nothing but a name, and a place behind it, was typed; empty where more was said."""
    text = halved(typed)
    house, spot = _read(text)
    behind = text
    for span in (*((house.span,) if house else ()), *(spot.spans if spot else ())):
        behind = blanked(behind, span)
    return "" if behind[_start(text, house, spot) :].strip(_BEHIND_NAME) else _name(text, house, spot)


def _name(text: str, house: House | None, spot: Spot | None) -> str:
    return _BEFORE_NAME.sub("", text[: _start(text, house, spot)].strip()).strip(_BEHIND_NAME)


def _start(text: str, house: House | None, spot: Spot | None) -> int:
    return house.span[0] if house else spot.spans[0][0] if spot else len(text)


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[House | None, Spot | None]:
    """Kept for a while: who writes a sentence is asked several times what it says."""
    house = read_house(text)
    return house, read_spot(text, house.span if house else None)


def halved(sentence: str) -> str:
    """The beginning of a sentence in half width, the signs of houses in simplified characters."""
    return unicodedata.normalize("NFKC", sentence[:_READ]).translate(_SIMPLE)
