"""Numbers as people write them on doors: 12, 十二, 一二〇一."""

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HAN = "一二三四五六七八九"

# Patterns for `re`. A number of a house; 「三四号楼」 (the third or the fourth) is none.
NUMBER = (
    rf"(?:[0-9]{{1,3}}|[{_HAN}]?百(?:[零〇][{_HAN}]|[{_HAN}]?十[{_HAN}]?)?"
    rf"|[{_HAN}]?十[{_HAN}]?|[{_HAN}][零〇][{_HAN}]|[{_HAN}])"
)
# A floor or a unit, up to 99.
STOREY = rf"(?:[0-9]{{1,2}}(?![0-9])|[{_HAN}]?十[{_HAN}]?|[{_HAN}])"
ROOM = rf"(?:0?[1-9][0-9]{{2}}|[1-9][0-9]{{3}}|[{_HAN}][零〇{_HAN}]{{2,3}})(?![0-9零〇{_HAN}十百])"
# What may not stand before such a number: another digit, a date, a time, a decimal.
NOT_INSIDE = rf"(?<![0-9零〇{_HAN}两十百几年月])(?<![0-9][\-.:])"


def number_of(written: str) -> str:
    """「十二」 → 「12」, 「012」 → 「12」; letters are kept, upper case. Raises `KeyError` for any other sign."""
    if written.isascii():
        return written.lstrip("0").upper() or "0"
    if not any(mark in written for mark in "十百"):
        return "".join(str(_DIGITS[mark]) for mark in written).lstrip("0") or "0"
    total = digit = 0
    for mark in written:
        if mark in "十百":
            total, digit = total + (digit or 1) * (10 if mark == "十" else 100), 0
        else:
            digit = _DIGITS[mark]
    return str(total + digit)
