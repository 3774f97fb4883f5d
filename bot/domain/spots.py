"""Which spot of a compound a sentence names: gates, sides, what stands in every compound, a door that tells where.

「东门外」 「3号门」 「西南角」 「地下车库」 「垃圾站旁边」 「幼儿园门口」 「车位120」; behind a house 「楼下」.
"""

import re
from dataclasses import dataclass

from bot.domain.numerals import NOT_INSIDE, NUMBER, number_of

_SIDE = r"(?<![东南西北])(?:[东西][南北]|[东南西北])"
# Some of the single signs begin another word: 「垃圾桶后来」, 「3号楼前天」, 「电梯外壳」.
_BESIDE = (
    r"(?:旁边|边上|附近|[后前对外里下]面|门口|门前|门外|[出入]口|出入口|口(?![香罩水])|旁"
    r"|外(?![卖墙地来面包壳立])|后(?![天来果期续勤面])|前(?![天几年段两些期后一面])|边(?![缘框]))"
)
_COMMON = (
    "地下停车场 地下车库 停车场 地下室 车库 地库 自行车棚 电动车棚 车棚 充电桩 充电棚 充电站 充电柜 充电区 "
    "电梯间 电梯厅 电梯井 楼梯间 楼梯口 楼梯 楼道口 楼道 走廊 过道 连廊 大堂 门厅 "
    "楼顶 屋顶 房顶 天台 顶楼 顶层 外墙 阳台 垃圾分类点 垃圾分类站 垃圾投放点 垃圾中转站 "
    "垃圾站 垃圾房 垃圾屋 垃圾亭 垃圾点 垃圾桶 垃圾箱 垃圾池 快递柜 快递架 快递点 快递站 快递驿站 菜鸟驿站 信报箱 "
    "门卫室 门岗 门卫 保安室 保安亭 岗亭 值班室 监控室 物业办公室 物业服务中心 物业中心 "
    "配电室 配电房 变电站 水泵房 泵房 换热站 锅炉房 消防控制室 消防通道 安全通道 安全出口 "
    "中心花园 小花园 花坛 绿化带 草坪 草地 小树林 树林 池塘 水池 喷泉 人工湖 景观湖 凉亭 亭子 长廊 假山 "
    "健身广场 健身器材 健身区 健身场 中心广场 小广场 篮球场 乒乓球台 羽毛球场 操场 儿童乐园 游乐场 游乐区 滑梯 沙坑 "
    "公共厕所 公厕 活动室 活动中心 党群服务中心 老年活动中心 棋牌室 底商 围墙 栅栏 围栏 "
    "坡道 无障碍通道 人行道 主干道 主路 甬路 小路 路口 公交站"
)
# These are what the report is about as often as where it happened; with a side they are a place.
_WITH_A_SIDE = (
    "幼儿园 学校 小学 中学 物业 超市 小卖部 便利店 菜市场 菜店 饭店 餐馆 烧烤店 药店 医院 卫生站 银行 理发店 "
    "社区 居委会 马路 公园 派出所 商店 商铺 门面 洗车店 驿站 家"
)


def _any_of(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_SPOT = "|".join(
    (
        rf"(?<![河湖江云山海越]){_SIDE}(?:[大小侧]?门(?![街路诊子桥村镇店牌里])|[侧边头角墙]|面(?![馆包积条]))(?:{_BESIDE})?",
        rf"{NOT_INSIDE}(?P<gate>{NUMBER})号(?:大门|门|岗亭|岗|出口|入口|电梯)(?:口|外)?",
        rf"(?:{_any_of(_COMMON)})(?:{_BESIDE})?",
        rf"(?:电梯(?![费房卡])|单元门(?![禁洞]))(?:{_BESIDE})?",
        rf"(?:{_any_of(_WITH_A_SIDE)})(?:大门口|{_BESIDE})",
        # Not the end of a name: 「云桦花园」, 「万达广场」.
        r"(?:(?<![\u4e00-\u9fff])|(?<=[在到的区下后前边里个有]))(?:花园|广场(?!舞))",
        rf"(?<![走])[大小侧后前正](?:铁)?门(?![诊店牌面])(?:{_BESIDE})?",
        r"(?<![部专热冷澳厦闸阀入家])门口",
    )
)
_STALL = r"车位\s*号?\s*(?P<stall>[A-Za-z]?-?[0-9]{1,4})(?![0-9元块/])|(?P<stall2>[0-9]{1,4})号车位"
# What a spot may begin with: looked at first, it spares the rest in most places of a sentence.
_BEGINS = (
    "".join({word[0] for word in f"{_COMMON} {_WITH_A_SIDE}".split()})
    + "东西南北大小侧后前正门广花电单车0-9一二三四五六七八九十百"
)
_ONE = re.compile(rf"(?P<spot>(?=[{_BEGINS}])(?:{_SPOT}|{_STALL}))")
# 「北门的快递柜」, 「地下车库 车位120」: two that stand together say more than one.
_NEXT = re.compile(rf"\s*[的里内]?\s*{_ONE.pattern}")
_OF_HOUSE = re.compile(
    r"\s*的?((?:楼下|楼前|楼后|楼旁|楼东|楼西|楼南|楼北)(?:边|面|侧)?|旁边|边上|附近|[后前对下]面|门口|门前|门外"
    r"|[前后下旁](?=[的有堆停那被积总老空]|$|[\s,。.!?、;]))"
)
_MOST = 3


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot in words, and where in the sentence its pieces stand."""

    words: str
    spans: tuple[Span, ...]


def read_spot(sentence: str, house: Span | None) -> Spot | None:
    """The first spot of a sentence, with what stands right behind its house; None where it names none.

    `house` is the span of the house, where no spot is looked for.
    """
    words: list[str] = []
    spans: list[Span] = []
    if house:
        sentence = blanked(sentence, house)
        if beside := _OF_HOUSE.match(sentence, house[1]):
            words, spans = [beside[1]], [beside.span(1)]
            sentence = blanked(sentence, beside.span())
    spot = _ONE.search(sentence)
    while spot and len(words) < _MOST:
        words.append(_worded(spot))
        spans.append(spot.span("spot"))
        spot = _NEXT.match(sentence, spot.end())
    return Spot(" ".join(words), tuple(spans)) if words else None


def blanked(sentence: str, span: Span) -> str:
    """The sentence with spaces instead of a part of it: everything else stays where it is."""
    start, end = span
    return f"{sentence[:start]}{' ' * (end - start)}{sentence[end:]}"


def _worded(spot: re.Match[str]) -> str:
    if stall := spot["stall"] or spot["stall2"]:
        return f"车位{stall.lstrip('-').upper()}"
    if gate := spot["gate"]:
        return f"{number_of(gate)}{spot['spot'].removeprefix(gate)}"
    return str(spot["spot"])
