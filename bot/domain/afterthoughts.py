"""A place said once more: put right (「不是3号楼是5号楼」), or said in pieces (「3号楼」, then 「2单元」)."""

import re

from bot.domain.places import building_of, denied_in, read_place, split_place

# 「说错了，是5号楼」: a short word about what was said before; in a long sentence it may be about anything.
_WRONG = re.compile(r"[说写讲打记报搞弄]错|^错了|更正|应该是|^不[对是][,，。\s]")
_SHORT = 20
# As much as people say around a piece of a place without telling more.
_BESIDE = 4


def place_after(place: str, sentence: str) -> str:
    """What a place has become by a further sentence: where it named none, the one of the sentence; else what the
    sentence puts right or adds as a mere piece. Whatever else a sentence names leaves it as it was. Never refuses.
    """
    said = read_place(sentence)
    if not place:
        return said
    if puts_right(place, sentence):
        return _instead(place, said)
    return read_place(f"{place} {sentence}") if is_piece(sentence) and read_place(place) == place else place


def is_piece(sentence: str) -> bool:
    """Whether it says hardly more than a part of a place (「2单元」, 「501」)."""
    return len(read_place(sentence)) + _BESIDE >= len(sentence.strip())


def puts_right(place: str, sentence: str) -> bool:
    """Whether a sentence says that `place` is wrong, and which is right; whatever it denies must be this one."""
    if not place or not read_place(sentence):
        return False
    if denied := denied_in(sentence):
        return building_of(denied) in ("", building_of(place))
    return len(sentence.strip()) <= _SHORT and _WRONG.search(sentence) is not None


def _instead(place: str, said: str) -> str:
    """`said` in the stead of what differs: another building has the same unit, another unit is in the same building."""
    (house, spot), (new_house, new_spot) = split_place(place), split_place(said)
    building, new_building = building_of(house), building_of(new_house)
    if new_house and new_house == new_building and "之间" not in house:
        house = new_house + house.removeprefix(building)
    elif new_house:
        house = new_house if new_building else read_place(f"{building} {new_house}")
    return " ".join(filter(None, (house, new_spot or spot)))
