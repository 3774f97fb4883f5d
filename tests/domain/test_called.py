"""Which sentences clearly give the name of a compound; and the many that give none."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.called import READ, Called, called_in


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("幸服家园3号楼电梯坏了", "幸服家园"),
        ("我家在翠胡苑", "翠胡苑"),
        ("你好，翠胡苑没电", "翠胡苑"),
        ("我们家住在松雷家园，停水了", "松雷家园"),
        ("建设路12号月牙家园门口的灯坏了", "月牙家园"),
        ("幸福里3号楼漏水", "幸福里"),
        ("幸福里小区3号楼漏水", "幸福里小区"),
        ("昨天卖浪新村5栋的垃圾没人收", "卖浪新村"),
        ("印梁厂宿舍下水道堵了", "印梁厂宿舍"),
        ("１２３公寓停电", "123公寓"),
        ("翠胡花園停電", "翠胡花园"),
    ],
)
def test_a_name_where_a_place_stands(sentence: str, name: str) -> None:
    assert called_in(sentence) == Called(name, surely=True)


# Two signs before 小区 may be any two; where nothing is like them, nobody is told of it.
@pytest.mark.parametrize("sentence", ["物业小区停电", "停水小区", "翠胡小区的灯坏了"])
def test_a_name_perhaps(sentence: str) -> None:
    assert (called := called_in(sentence)) and not called.surely


NO_NAMES = """
花园里的灯坏了 公园门口路灯不亮 我们小区电梯坏了 这个小区没路灯 小区花园里有蛇 对面花园 隔壁小区太吵 3号楼停电 家园
幸福里的灯 花园里3号楼 公园里3号楼 小区里3号楼灯坏了 院子里3号楼 我们小区花园里3号楼前灯坏了 小花园灯坏了 幼儿园3号楼
政府3号楼 老小区没电梯 村里3号楼 电梯里3号楼 我们院3号楼 大院3号楼 楼道里3单元 后院3号楼漏水 东院3号楼 我们村3号楼
同一小区3号楼 一期公寓3号楼 中心花园 老公寓停电 一个小区 整个小区停水 好几个小区停水 学校宿舍太吵 老人在花园摔倒
送到小区门口 外卖进小区 快递到小区 狗在小区里 陌生人随便进小区 幸福花园酒店 街心花园 老旧小区改造 小区小区
昨晚小区停电 昨天晚上宿舍楼很吵 最近公寓里老停水
"""


ODD = ("", " ", "\0", "\0小区", f"{'长' * READ}翠胡苑3号楼")


@pytest.mark.parametrize("sentence", [*NO_NAMES.split(), *ODD])
def test_no_name(sentence: str) -> None:
    assert called_in(sentence) is None


@given(st.text(alphabet=st.sampled_from("翠胡苑小区花园里3号楼在到是路的\0，１ｘ")))
def test_a_name_stands_in_the_sentence(sentence: str) -> None:
    called = called_in(sentence)
    assert called is None or (2 < len(called.name) <= 12 and "\0" not in called.name)


@pytest.mark.parametrize("piece", ["路", "建路", "3号", "在", "的", "区", "小区里", "在路", "昨天", "3-", "我们", "里"])
def test_no_sentence_takes_long(piece: str) -> None:
    begun = process_time()
    called_in(piece * 5000)
    assert process_time() - begun < 0.2
