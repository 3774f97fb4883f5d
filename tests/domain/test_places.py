"""Places as people say them, and what sounds like one and is none."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.places import building_of, number_of, only_name, read_place, rest_of, split_place

SAID = {
    # houses, in every way to write them
    "3号楼2单元501": "3号楼2单元501",
    "三号楼二单元": "3号楼2单元",
    "三号楼二单元五零一": "3号楼2单元501",
    "3-2-501": "3号楼2单元501",
    "3—2—501室": "3号楼2单元501",
    "３号楼２单元５０１": "3号楼2单元501",
    "三號樓二單元": "3号楼2单元",
    "3#2单元": "3号楼2单元",
    "3＃楼2单元": "3号楼2单元",
    "6#楼3单元1802室漏水": "6号楼3单元1802",
    "3栋2-501": "3号楼2单元501",
    "3号楼2门501": "3号楼2单元501",
    "3号2单元501": "3号楼2单元501",
    "3楼2单元停电": "3号楼2单元",
    "3-2单元501": "3号楼2单元501",
    "3-501": "3号楼501",
    "3幢501室": "3号楼501",
    "03号楼": "3号楼",
    "第三栋楼": "3号楼",
    "3号住宅楼": "3号楼",
    "一百零二号楼": "102号楼",
    "二十三栋": "23号楼",
    "3栋B座": "3号楼B座",
    "a座12层": "A座12层",
    "T1栋": "T1号楼",
    "3A号楼": "3A号楼",
    "十二号楼东单元": "12号楼东单元",
    "南区5号楼": "南区5号楼",
    "5号楼，南区的": "南区5号楼",
    "二期3号楼": "2期3号楼",
    "3号院5号楼": "3号院5号楼",
    "A区7栋": "A区7号楼",
    "地址：翠湖苑3号楼": "3号楼",
    "翠湖苑-3号楼": "3号楼",
    "三楼": "3层",
    "5楼501": "5层501",
    "负一层": "负1层",
    "-1层漏水": "负1层",
    "地下一层": "负1层",
    "B2层": "负2层",
    "501室漏水": "501室",
    "乙单元": "乙单元",
    # said in pieces
    "3号楼的电梯坏了，二单元，五楼": "3号楼2单元5层 电梯",
    "5号楼和3号楼2单元都停水": "5号楼",
    "2号楼和3号楼之间": "2号楼和3号楼之间",
    "2、3号楼中间的路灯": "2号楼和3号楼之间",
    # spots
    "北门": "北门",
    "小区东门外有人摆摊": "东门外",
    "西北门": "西北门",
    "一号门口": "1号门口",
    "东区": "东区",
    "二期北门": "2期 北门",
    "西南角": "西南角",
    "西边小路没灯": "西边 小路",
    "地下车库B2": "负2层 地下车库",
    "地下车库负二层": "负2层 地下车库",
    "负二楼车位120": "负2层 车位120",
    "地下二层120号车位": "负2层 车位120",
    "二单元门口": "2单元 门口",
    "单元门口": "单元门口",
    "北门的快递柜": "北门 快递柜",
    "垃圾站旁边的车棚": "垃圾站旁边 车棚",
    "幼儿园门口": "幼儿园门口",
    "物业门口": "物业门口",
    "我家门口": "家门口",
    "楼下花园": "花园",
    "3号楼后面堆了好多垃圾": "3号楼 后面",
    "3号楼楼下": "3号楼 楼下",
    "3号楼2号电梯": "3号楼 2号电梯",
    "云桦花园3号楼": "3号楼",
    "1栋1单元的狗": "1号楼1单元",
}
SPOTS = """
电梯口 楼道 楼顶 垃圾房 广场 消防通道 门卫室 快递柜 车棚 池塘 凉亭 天台 楼梯间 走廊 充电桩 垃圾桶 停车场
健身区 儿童乐园 配电室 水泵房 大门口 门口 花坛 草坪 单元门
"""
NO_PLACE = """
3号停水 12月3号下午3点 3月15日 2024-3-15 早上8:30 13800138000 拨打12345 花了300块 10-150元 车位费300元一个月
二号线 五一路 一层灰 积了一层水 共6层 6层楼的老人 盖了3栋楼 有一座桥 三四号楼 五六楼 分三期付款 每单元 两栋楼
3.5号楼 广场舞太吵 西门子冰箱 东西边上 部门口头答复 单元门禁坏了 物业不管 云桦花园 热门口味 山东区域
"""


@pytest.mark.parametrize(("said", "place"), SAID.items(), ids=SAID)
def test_a_place_has_one_form_however_it_was_said(said: str, place: str) -> None:
    assert read_place(said) == place


@pytest.mark.parametrize("said", SPOTS.split())
def test_a_spot_stays_as_it_is_named(said: str) -> None:
    assert read_place(said) == read_place(f"天黑了在{said}有人") == said


@pytest.mark.parametrize("said", NO_PLACE.split())
def test_what_sounds_like_a_place_and_is_none(said: str) -> None:
    assert read_place(said) == ""


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("12月3号楼道灯坏了", "楼道"),
        ("3号楼道灯坏了", "3号楼"),
        ("3号楼120户没水", "3号楼"),
        ("3号楼2024年修过", "3号楼"),
        ("3号楼13800138000", "3号楼"),
        ("3号楼前天停水", "3号楼"),
        ("3号楼下水道堵了", "3号楼"),
        ("2-3单元停水", ""),
        ("有一栋5层楼违建", ""),
    ],
)
def test_what_stands_beside_a_place_is_no_part_of_it(said: str, place: str) -> None:
    assert read_place(said) == place


# Pieces of places and what may come between them, to be thrown together at random.
PIECES = """
3 12 501 120 三 十二 一百 号 楼 号楼 栋 座 单元 层 负 B2 - # A b 第 东 南 区 期 号院 门 北门 门口 车库 地下 车位
电梯 楼道 后面 前 下 和 之间 花园 广场 家 的 里 外 口 旁边 元 月 ， 。 a １ ＃ 樓 垃圾站 室 户 小 两 〇 零 垃圾桶 边
"""
SENTENCES = st.one_of(st.text(), st.lists(st.sampled_from([*PIECES.split(), " "]), max_size=12).map("".join))


@given(SENTENCES)
@example("3号楼 120号门")
@example("车位B1:")
@example("楼道3号楼501")
@example("3号楼501，人行道")
@example("٣号楼²单元")
def test_any_sentence_has_a_short_place_that_reads_as_itself(sentence: str) -> None:
    place = read_place(sentence)
    assert len(place) <= 60
    assert read_place(place) == place
    house, spot = split_place(sentence)
    assert place == f"{house} {spot}".strip()
    assert split_place(place) == (house, spot)
    assert building_of(place) in place
    assert building_of(sentence) == building_of(place)
    assert rest_of(sentence)[1] == place


def test_only_the_beginning_of_a_very_long_sentence_is_read() -> None:
    assert read_place("哎" * 4000 + "3号楼" + "哎" * 1_000_000) == "3号楼"
    assert read_place("哎" * 1_000_000 + "3号楼") == ""


def han(number: int) -> str:
    """A number up to 199 in Chinese."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = "一百" if hundreds else ""
    if not rest:
        return head
    if not tens:
        return head + ("零" if hundreds else "") + digits[ones]
    ten = "十" if tens == 1 and not hundreds else digits[tens] + "十"
    return head + ten + (digits[ones] if ones else "")


NUMBERS = st.integers(1, 199)
FORMS = st.sampled_from(("{}号楼", "{}栋", "{}幢", "{}座", "{}#"))


@given(NUMBERS, FORMS, st.integers(1, 20), st.integers(1, 60))
def test_a_number_in_chinese_is_the_same_place(building: int, form: str, unit: int, floor: int) -> None:
    digits = f"{form.format(building)}{unit}单元{floor}楼"
    chinese = f"{form.format(han(building))}{han(unit)}单元{han(floor)}楼"
    assert read_place(chinese) == read_place(digits) == f"{building}号楼{unit}单元{floor}层"


@given(NUMBERS)
def test_numbers_read(number: int) -> None:
    assert number_of(han(number)) == number_of(f"0{number}") == str(number)


@given(st.text("零〇一二三四五六七八九十百", min_size=1, max_size=6))
def test_no_numeral_fails(written: str) -> None:
    assert re.fullmatch("[1-9][0-9]*|0", number_of(written))


@pytest.mark.parametrize(
    ("place", "building"),
    [
        ("3号楼2单元501", "3号楼"),
        ("三栋", "3号楼"),
        ("南区5号楼 门口", "南区5号楼"),
        ("3栋B座501", "3号楼B座"),
        ("A座12层", "A座"),
        ("2号楼和3号楼之间", "2号楼"),
        ("2单元501", ""),
        ("东区", ""),
        ("北门", ""),
        ("", ""),
    ],
)
def test_the_building_of_a_place(place: str, building: str) -> None:
    assert building_of(place) == building


@pytest.mark.parametrize(
    ("typed", "name", "place"),
    [
        ("翠湖苑3号楼", "翠湖苑", "3号楼"),
        ("我住在翠湖苑小区三栋二单元", "翠湖苑小区", "3号楼2单元"),
        ("翠湖苑，北门", "翠湖苑", "北门"),
        ("翠湖苑的3号楼楼下", "翠湖苑", "3号楼 楼下"),
        ("chy3-2-501", "chy", "3号楼2单元501"),
        ("云桦花园5栋", "云桦花园", "5号楼"),
        ("我们是翠湖苑的", "翠湖苑", ""),
        ("翠湖苑", "翠湖苑", ""),
        ("3号楼", "", "3号楼"),
        ("", "", ""),
    ],
)
def test_a_name_without_its_house(typed: str, name: str, place: str) -> None:
    assert rest_of(typed) == (name, place)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("翠湖苑", "翠湖苑"),
        ("翠湖苑3号楼2单元", "翠湖苑"),
        ("我住翠湖苑，三号楼的楼下。", "翠湖苑"),
        ("翠湖苑北门", "翠湖苑"),
        ("翠湖苑3号楼电梯坏了", ""),
        ("翠湖苑3号楼有人堵了北门", ""),
        ("翠湖苑3号楼，我家漏水", ""),
        ("3号楼", ""),
        ("", ""),
    ],
)
def test_nothing_but_a_name(typed: str, name: str) -> None:
    assert only_name(typed) == name
