"""Where in a compound, read from a sentence by rule: 3号楼2单元501, 三号楼二单元, 3-2-501, 北门, 地下车库B2, 电梯口."""

import re

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_N = r"(?:\d{1,4}|[零〇一二两三四五六七八九十百]{1,5})"
_NOT_INSIDE = r"(?<![\dA-Za-z一二三四五六七八九十百第年月日:：.\-])"

_HOUSE = re.compile(
    rf"{_NOT_INSIDE}(?P<building>{_N}|[A-Za-z]\d{{0,2}})\s*(?:号楼|栋|幢|座|#楼?)"
    rf"(?:\s*(?P<unit>{_N})\s*(?:单元|门洞))?"
    rf"(?:\s*(?P<floor>{_N})\s*(?:楼|层))?"
    rf"(?:\s*(?P<room>\d{{3,4}})(?!\d)\s*(?:室|号|户)?)?"
)
_UNIT_ONLY = re.compile(rf"{_NOT_INSIDE}(?P<unit>{_N})\s*单元(?:\s*(?P<room>\d{{3,4}})(?!\d))?")
_DASHED = re.compile(r"(?<![\d\-.])(?P<building>\d{1,2})-(?P<unit>\d{1,2})-(?P<room>\d{3,4})(?![\d\-])")
_SPOT = re.compile(
    r"(?:小区)?(?P<spot>"
    r"[东南西北][东南西北]?(?:大门|门口|门|区|侧门)|"
    r"地下(?:车库|停车场|室)(?:\s*[Bb负]\s*[一二三1-3]层?)?|车库[Bb][1-3]|"
    r"电梯(?:口|间|厅)?|楼道|楼顶|天台|垃圾(?:站|房|桶)|充电(?:棚|桩)|车棚|快递柜|"
    r"大门口|门口|中心花园|小花园|花园|广场|健身(?:区|器材)|儿童乐园|配电室|水泵房|消防通道)"
)


def number_of(written: str) -> str:
    """「三」 → 「3」, 「十二」 → 「12」, 「12」 → 「12」; letters are kept, upper case."""
    if written.isascii():
        return written.lstrip("0").upper() or "0"
    if not any(mark in written for mark in "十百"):
        return "".join(str(_DIGITS[mark]) for mark in written)
    total = 0
    digit = 0
    for mark in written:
        if mark == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif mark == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS[mark]
    return str(total + digit)


def read_place(sentence: str) -> str:
    """The place that a sentence names, in the usual form (「3号楼2单元501」); empty where it names none."""
    house = _read_house(sentence)
    spot = _SPOT.search(sentence)
    named = spot.group("spot").replace(" ", "") if spot else ""
    return f"{house} {named}".strip() if house and named else house or named


def _read_house(sentence: str) -> str:
    dashed = _DASHED.search(sentence)
    if dashed:
        return "{building}号楼{unit}单元{room}".format(**dashed.groupdict())
    found = _HOUSE.search(sentence) or _UNIT_ONLY.search(sentence)
    if not found:
        return ""
    parts = found.groupdict()
    words = (("building", "号楼"), ("unit", "单元"), ("floor", "层"), ("room", ""))
    return "".join(number_of(parts[key]) + word for key, word in words if parts.get(key))
