"""Any number of invented names of compounds, as like each other as real ones are; and slips made in them."""

import random
from collections.abc import Iterator

from bot.services.sounds import readings

FIRST = (
    "翠松云禾麦梨枣柳桐杏榆槐枫竹兰荷桂梅菊樱海江河湖溪泉山岭龙凤金银玉珠锦绣华富"
    "康安和平福寿嘉瑞祥星月日晨朝晚春秋雪雨风霞虹彩紫丹青碧蓝绿白红长乐新旺盛"
)
SECOND = (
    "湖雪桦风浪香汀语桥园林苑山泉溪岸堤洲湾庭府景辉光明阳泰宁远达通兴隆盛昌茂和顺德仁义信诚文华章墨书画琴韵歌声影波"
)
ENDINGS = (
    "苑",
    "花园",
    "家园",
    "小区",
    "里",
    "新村",
    "嘉苑",
    "公寓",
    "雅居",
    "府",
    "宿舍",
    "城",
    "名邸",
    "庭院",
    "东区",
    "西区",
)
# Signs that sound alike, as an input method confuses them.
ALIKE = (
    "湖胡糊",
    "苑园院",
    "雪学",
    "风峰丰",
    "香乡",
    "语雨宇",
    "山珊",
    "景锦",
    "明名",
    "阳洋扬",
    "和河合",
    "庭廷亭",
    "林临",
    "溪西希",
)


def invented(count: int) -> list[str]:
    """`count` names, none twice, the same ones each time."""
    draw = random.Random(count)
    names: dict[str, None] = {}
    while len(names) < count:
        names[draw.choice(FIRST) + draw.choice(SECOND) + draw.choice(ENDINGS)] = None
    return list(names)


def slips(name: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Ways to type a name: what kind of way, and what is typed."""
    syllables = readings(name)[0]
    pinyin = "".join(syllables)
    at = draw.randrange(len(pinyin))
    yield "name", name
    yield "house behind", f"{name}{draw.randrange(1, 30)}号楼{draw.randrange(1, 5)}单元"
    yield "in a sentence", f"我们{name}的路灯三天没亮了"
    yield "小区 behind", f"{name}小区"
    yield "another ending", name[:2] + draw.choice(("小区", "花园", "苑"))
    yield "first two", name[:2]
    yield "pinyin", pinyin
    yield "pinyin, a letter short", pinyin[:at] + pinyin[at + 1 :]
    yield "pinyin of two", "".join(syllables[:2])
    yield "mixed", "".join(syllables[:2]) + name[2:]
    yield "initials", "".join(syllable[0] for syllable in syllables)
    yield "two signs changed round", name[1] + name[0] + name[2:]
    if len(name) > 3:
        yield "a wrong sign", name[:1] + "囧" + name[2:]
        yield "a sign short", name[:1] + name[2:]
    for same in ALIKE:
        if name[1] in same:
            yield "sounds alike", name[0] + next(mark for mark in same if mark != name[1]) + name[2:]
