"""How names sound: pinyin, its initials, and forms in which names that sound alike are the same."""

import math
import os
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product

from bot.domain.numerals import NUMBER, number_of

# Signs of names that are read in two ways, and the second is no rarity there: 长风 is changfeng, pypinyin says zhang.
_TWO_READINGS = frozenset("长乐重行朝厦都盛泊藏单车")
_MOST_READINGS = 4
# What many people do not tell apart, neither when they speak nor when they type.
_SAME = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("v", "u"))
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# A Chinese sign, or a run of others, which stays as it is.
_PIECES = re.compile(r"[\u3400-\u9fff]|[^\u3400-\u9fff]+")
# 「十二号楼」, 「二社区」, 「12街坊」: a number to sort by; 「三元里」 has none.
_NUMBERS = re.compile(rf"([0-9]+|{NUMBER}(?=号|栋|幢|座|区|期|社区|街|村|院))")


def readings(name: str) -> list[tuple[str, ...]]:
    """The syllables of a name, the usual reading first: 「翠湖苑」 → cui hu yuan. Latin letters and digits stay."""
    pieces = (_read(piece) if _CHINESE.match(piece) else (piece,) for piece in _PIECES.findall(name))
    return list(islice(product(*pieces), _MOST_READINGS))


def blurred(letters: str) -> str:
    """Pinyin without what people confuse: zhongsheng → zonsen."""
    for heard, written in _SAME:
        letters = letters.replace(heard, written)
    return letters


def sound_of(name: str) -> str:
    """The blurred pinyin of the usual reading, in one."""
    return blurred("".join(readings(name)[0]))


def initials(syllables: Sequence[str]) -> str:
    """cui hu yuan → chy."""
    return "".join(syllable[0] for syllable in syllables)


def in_order(name: str) -> list[tuple[float, str]]:
    """A key to sort names by: numbers by size, before words by pinyin."""
    pieces = enumerate(_NUMBERS.split(name))
    # Every second piece is a number, between words that may be empty.
    return [(int(number_of(piece)), "") if at % 2 else (math.inf, sound_of(piece)) for at, piece in pieces if piece]


@lru_cache(maxsize=8192)
def _read(sign: str) -> tuple[str, ...]:
    # Its dictionary of phrases costs half a second and tells apart readings that no compound's name hangs on.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, lazy_pinyin, pinyin  # noqa: PLC0415 - reads that switch when imported

    if sign in _TWO_READINGS:
        return tuple(pinyin(sign, Style.NORMAL, heteronym=True)[0][:2])
    return tuple(lazy_pinyin(sign))
