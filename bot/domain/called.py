"""The name of a compound that a sentence clearly gives, whether there is such a one or not: 「幸福里3号楼漏水」.

It stands where a place stands, and ends as names of compounds do. What may be an ordinary word (「花园」, 「这个小区」,
「学校宿舍」) is none: a name that is not seen costs nobody anything, a question that nobody understands does.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.houses import read_house
from bot.domain.places import LIVES, halved

# Signs of sentences, not of names: with one of them before its ending it is 「我们小区」, 「隔壁那个花园」.
_NO_NAME = (
    "的了在是我你您他她它们这那哪每个些有没不都也就还又很跟与或从给被把让请向往该本某此咱整几所各里外旁边隔壁附近"
    "进出回走跑到"
)
_SIGN = rf"(?:(?![{_NO_NAME}])[\u4e00-\u9fff0-9A-Za-z])"
_ENDING = r"(?:里?小区|家园|花园|公寓|新村|宿舍|家属院|家属区|名邸|苑)"
# Stands where the house stood. These endings are those of other words too: only before a house they are a name's.
_HOUSE = "\0"
_ENDING_BEFORE_HOUSE = rf"[里府庭城湾居院村园邸](?={_HOUSE})"
_ORDINARY = (
    "老旧 封闭 安置 回迁 高档 普通 住宅 居民 生活 整片 商品房 无物业 同一 对面 前面 后面 上面 下面 左右 两边 全体 "
    "大小 多数 部分 街心 中心 中央 中间 屋顶 空中 楼顶 楼上 楼下 楼前 楼后 楼间 社区 街边 路边 门前 门口 大门 底下 "
    "一楼 首层 一期 二期 三期 东区 南区 西区 北区 电梯 楼道 走廊 车库 院子 花园 公园 校园 家园 幼儿 城中 "
    "学校 学生 职工 员工 教师 工人 单位 工厂 工地 集体 老年 养老 青年 单身 人才 酒店 商务 公租 出租 群租 廉租 "
    "许多 周围 周边 四周 其他 什么 怎么 为什么 因为 由于 造成 导致 影响 属于"
)
_BEGINS = r"(?:^|(?<=[\s,。.!?、;:~\-在到住是]))"
# What is told before the place, and begins no name.
_FIRST = "昨天|今天|昨晚|今晚|今早|早上|上午|中午|下午|晚上|半夜|凌晨|白天|最近|近期|现在|目前|投诉|反映|举报|关于|针对"
_BEFORE = rf"(?:{_FIRST})*(?:(?:我们家|我家|我们|我|咱们|咱)?{LIVES})[\s:]*"
# 「建设路12号幸福里小区」: the way there is no part of the name.
# Each step of it is taken once (`?>`): a sentence of nothing else would be divided in endless ways.
_WAY = rf"(?:(?>{_SIGN}{{1,6}}?(?:路|街道|大街|街|巷|大道|社区|镇|县|市|区(?!域)))|[0-9]{{1,4}}号){{0,4}}"
# 「幸福花园酒店」: something else bears that name.
_NOT_BEHIND = r"(?![路街站店酒饭餐]|幼儿|小学|中学|学校|超市|商场|医院|公交|地铁|广场|项目|工地|市场)"
_CALLED = re.compile(
    rf"{_BEGINS}{_BEFORE}{_WAY}(?!{_FIRST}|小区|(?:{'|'.join(_ORDINARY.split())})(?:{_ENDING}|{_ENDING_BEFORE_HOUSE}))"
    rf"(?P<name>{_SIGN}{{2,6}}?(?:{_ENDING}|{_ENDING_BEFORE_HOUSE})(?:小区)?)(?P<house>{_HOUSE})?{_NOT_BEHIND}"
)
# Behind this nobody says any more where it is.
READ = 60


@dataclass(frozen=True, slots=True)
class Called:
    """A name as it was written; `surely`: it can be nothing else, though no compound that we know is like it."""

    name: str
    surely: bool


@lru_cache(maxsize=256)
def called_in(sentence: str) -> Called | None:
    """The first name that a sentence gives; None where it clearly gives none. Never refuses.

    Kept for a while, as it is asked for more than once.
    """
    text = halved(sentence)[:READ]
    if house := read_house(text):
        text = f"{text[: house.span[0]]}{_HOUSE}{text[house.span[1] :]}"
    found = _CALLED.search(text)
    if found is None:
        return None
    # 「停水小区」: any two signs may stand before it.
    return Called(found["name"], surely=bool(found["house"]) or not found["name"].endswith("小区"))
