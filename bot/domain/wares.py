"""What a shopkeeper writes about goods: 「洗衣液 20分 30件」, a price, a number of pieces."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.shop import DIGITS, LONGEST_NAME, MOST_PRICE, MOST_STOCK

_NUMBER = r"(?<![\d.])([-+−]?\s?\d+(?:\.\d+)?)\s*"
_UNIT = "[件个瓶袋包盒桶卷提块支条份套双把箱]"
_PRICE = re.compile(_NUMBER + r"积?分(?![之钟])")
_PIECES, _STOCK = re.compile(_NUMBER + "件"), re.compile(_NUMBER + _UNIT)
_ALONE = re.compile(_NUMBER + rf"(?:积?分|{_UNIT})?[。.!！]?")
_CODE = re.compile(r"\d+(?:[\s-]\d+)*")
# What stands between name, price and number.
_BETWEEN = " ,，.。;；:：、/|\n"


class Fault(StrEnum):
    """Why a sentence names no goods; of several, the first is said."""

    NO_NAME = "no_name"
    NO_PRICE = "no_price"
    NO_STOCK = "no_stock"
    LONG_NAME = "long_name"
    BAD_PRICE = "bad_price"
    BAD_STOCK = "bad_stock"


@dataclass(frozen=True, slots=True)
class Ware:
    """Goods as they were named: `price` 1-10000 points, `stock` 1-9999 pieces."""

    name: str
    price: int
    stock: int


def read_ware(written: str) -> Ware | Fault:
    """The goods of a sentence, its parts in any order; the first thing that is wrong with it."""
    plain = unicodedata.normalize("NFKC", written)
    price, stock = _PRICE.search(plain), _stock_in(plain)
    name = " ".join(_without(plain, price, stock).split()).strip(_BETWEEN)
    points, pieces = _whole(price[1]) if price else None, _whole(stock[1]) if stock else None
    wrong = {
        Fault.NO_NAME: not any(map(str.isalnum, name)),
        Fault.NO_PRICE: price is None,
        Fault.NO_STOCK: stock is None,
        Fault.LONG_NAME: len(name) > LONGEST_NAME,
        Fault.BAD_PRICE: points is None or not 1 <= points <= MOST_PRICE,
        Fault.BAD_STOCK: pieces is None or not 1 <= pieces <= MOST_STOCK,
    }
    faults = [fault for fault in Fault if wrong[fault]]
    return faults[0] if faults else Ware(name, points or 0, pieces or 0)


def read_number(written: str) -> int | None:
    """「20」, 「20分」, 「-2 件」 as a number; None for anything else."""
    found = _ALONE.fullmatch(unicodedata.normalize("NFKC", written).strip())
    return _whole(found[1]) if found else None


def read_code(written: str) -> str | None:
    """The digits of a code as they were typed, 「1234 5678」 or in one; None for anything else."""
    plain = unicodedata.normalize("NFKC", written).strip()
    digits = "".join(filter(str.isdigit, plain))
    return digits if len(digits) == DIGITS and _CODE.fullmatch(plain) else None


def is_no_whole_code(written: str) -> bool:
    """Whether nothing but digits was typed, though not as many as a code has: one was passed over, or hit twice."""
    digits = "".join(unicodedata.normalize("NFKC", written).split())
    return digits.isdecimal() and abs(len(digits) - DIGITS) in (1, 2)


def _stock_in(plain: str) -> re.Match[str] | None:
    """「抽纸 3包 12分 20件」: pieces before packs, which may belong to the name; of packs the last."""
    return _PIECES.search(plain) or next(iter([*_STOCK.finditer(plain)][-1:]), None)


def _without(plain: str, *found: re.Match[str] | None) -> str:
    for match in found:
        plain = plain.replace(match[0], " ", 1) if match else plain
    return plain


def _whole(number: str) -> int | None:
    plain = number.replace("−", "-").replace(" ", "")
    # Nobody has a million of anything; and to read a thousand digits takes its time.
    return int(plain) if "." not in plain and len(plain) < DIGITS else None
