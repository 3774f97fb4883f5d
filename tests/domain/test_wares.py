"""What shopkeepers write about goods, and what they write besides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.shop import MOST_PRICE, MOST_STOCK
from bot.domain.wares import Fault, Ware, read_code, read_number, read_ware


@pytest.mark.parametrize(
    ("written", "ware"),
    [
        ("洗衣液 20分 30件", Ware("洗衣液", 20, 30)),
        ("洗衣液20分30件", Ware("洗衣液", 20, 30)),
        ("20分30件洗衣液", Ware("洗衣液", 20, 30)),
        ("洗衣液，２０积分，３０瓶。", Ware("洗衣液", 20, 30)),
        ("大米5kg 50分 10袋", Ware("大米5kg", 50, 10)),
        ("抽纸 3包 12分 20件", Ware("抽纸 3包", 12, 20)),
        ("抽纸3包 12分 20提", Ware("抽纸3包", 12, 20)),
        ("🧴洗衣液 1 分 9999 件", Ware("🧴洗衣液", 1, 9999)),
        ("洗衣液\n20分\n30件", Ware("洗衣液", 20, 30)),
    ],
)
def test_a_sentence_names_goods(written: str, ware: Ware) -> None:
    assert read_ware(written) == ware


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.NO_NAME),
        ("🧴", Fault.NO_NAME),
        ("🧴 20分 30件", Fault.NO_NAME),
        ("20分 30件", Fault.NO_NAME),
        ("洗衣液", Fault.NO_PRICE),
        ("洗衣液 20 30", Fault.NO_PRICE),
        ("洗衣液 30件", Fault.NO_PRICE),
        ("洗衣液 20分钟 30件", Fault.NO_PRICE),
        ("洗衣液 20分", Fault.NO_STOCK),
        ("洗衣液 0分 30件", Fault.BAD_PRICE),
        ("洗衣液 -20分 30件", Fault.BAD_PRICE),
        ("洗衣液 −20分 30件", Fault.BAD_PRICE),
        ("洗衣液 2.5分 30件", Fault.BAD_PRICE),
        ("洗衣液 10001分 30件", Fault.BAD_PRICE),
        ("洗衣液 20分 0件", Fault.BAD_STOCK),
        ("洗衣液 20分 -3件", Fault.BAD_STOCK),
        ("洗衣液 20分 1000000000件", Fault.BAD_STOCK),
        (f"洗衣液 20分 {'9' * 5000}件", Fault.BAD_STOCK),
        ("长" * 200 + " 20分 30件", Fault.LONG_NAME),
        ("长" * 17 + " 20分 30件", Fault.LONG_NAME),
    ],
)
def test_what_is_wrong_is_said(written: str, fault: Fault) -> None:
    assert read_ware(written) is fault


@given(st.text(max_size=200))
def test_whatever_is_written_it_is_goods_within_bounds_or_a_fault(written: str) -> None:
    found = read_ware(written)
    if isinstance(found, Ware):
        assert found.name.strip()
        assert 1 <= found.price <= MOST_PRICE
        assert 1 <= found.stock <= MOST_STOCK


@given(st.from_regex(r"\S{1,4} ?-?[0-9]{1,12}(\.[0-9])?[ 积]?分 ?[-+]?[0-9]{1,12} ?[件个袋]", fullmatch=True))
def test_whatever_numbers_are_written_too(written: str) -> None:
    test_whatever_is_written_it_is_goods_within_bounds_or_a_fault.hypothesis.inner_test(written)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("written", "number"),
    [("20", 20), ("+20", 20), ("-2件", -2), ("２０ 分。", 20), ("0", 0), ("二十", None), ("2.5", None), ("", None),
     ("20 30", None), ("9" * 5000, None), ("很多", None)],
)  # fmt: skip
def test_a_number_alone(written: str, number: int | None) -> None:
    assert read_number(written) == number


@pytest.mark.parametrize("written", ["12345678", "1234 5678", "1234-5678", "１２３４５６７８", " 12 34 56 78 "])
def test_a_code_however_it_is_typed(written: str) -> None:
    assert read_code(written) == "12345678"


@pytest.mark.parametrize("written", ["", "1234567", "123456789", "1234 567a", "码12345678", "13800000000", "0310-001"])
def test_what_is_no_code(written: str) -> None:
    assert read_code(written) is None
