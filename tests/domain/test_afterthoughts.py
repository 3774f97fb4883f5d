"""A place put right, or said in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.afterthoughts import place_after
from bot.domain.places import denied_in, read_place

AFTER = [
    # put right
    ("3号楼2单元", "不是3号楼是5号楼", "5号楼2单元"),
    ("3号楼2单元 楼道", "是5号楼，不是3号楼", "5号楼2单元 楼道"),
    ("3号楼2单元", "不是2单元，是3单元", "3号楼3单元"),
    ("3号楼2单元", "说错了，5号楼1单元", "5号楼1单元"),
    ("3号楼2单元", "不对，5号楼", "5号楼2单元"),
    ("东门", "不是东门是西门", "西门"),
    # said in pieces, in either order
    ("3号楼", "2单元", "3号楼2单元"),
    ("3号楼2单元", "501", "3号楼2单元501"),
    ("2单元", "3号楼", "3号楼2单元"),
    ("", "3号楼", "3号楼"),
    # spoken of, and nothing put right
    ("3号楼", "5号楼", "3号楼"),
    ("3号楼", "应该是5号楼的人扔的，他们天天往下扔，谁也管不了啊", "3号楼"),
    ("3号楼", "是不是3号楼停水了", "3号楼"),
    ("6号楼", "不是3号楼是5号楼", "6号楼"),
    ("3号楼", "不是我家是楼上", "3号楼"),
    ("3号楼", "漏水", "3号楼"),
    ("家门口那棵大槐树下面", "2单元", "家门口那棵大槐树下面"),
]


@pytest.mark.parametrize(("place", "sentence", "wanted"), AFTER)
def test_a_place_after_a_further_sentence(place: str, sentence: str, wanted: str) -> None:
    assert place_after(place, sentence) == wanted


def test_what_is_denied_is_not_the_place_where_another_is_named() -> None:
    assert read_place("不是3号楼是5号楼的灯坏了") == "5号楼"
    assert denied_in("不是3号楼是5号楼的灯坏了") == "3号楼"
    assert read_place("这不是3号楼的事吗") == "3号楼"
    assert read_place("是不是3号楼是停水了") == "3号楼"


@given(place=st.sampled_from(["", "3号楼", "3号楼2单元501", "东门外 快递柜", "树下"]), sentence=st.text(max_size=30))
def test_no_sentence_is_refused_and_no_place_is_lost(place: str, sentence: str) -> None:
    assert place_after(place, sentence) or not place
