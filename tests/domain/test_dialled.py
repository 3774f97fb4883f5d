"""What is a number to call among other numbers, and that hiding it changes nothing else."""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.dialled import MOST, as_digits, dialled_in
from bot.services.phones import first_dialled, shows_phone, without_phones

NUMBERS = (
    """
13911112222|139 1111 2222|139-1111-2222|1391111 2222|139.1111.2222|1 3 9 1 1 1 1 2 2 2 2|１３９１１１１２２２２
+86 139 1111 2222|8613911112222|0086-139-1111-2222|一三九一一一一二二二二|幺三九幺幺幺幺二二二二
0351-4041234|(0351)4041235|（０３５１）４０４１２３５|0351 4041236|0360-5551234|03605551234|0360—5551234|0360 555 1234
010-12345678|01012345678|0360-5551234-801|0360-5551234转801|+86-351-4041234|+852 2123 4567|86-351-4041234
400-123-4567|400-1234567|4001234567|4006-123-456|800-123-4567
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

NONE = (
    """
3号楼2单元501|3-2-501|1-3-501 1-3-502|2026-11-22 08:30|20261122|2026年11月22日|从2026-01-15到2026-03-20
150-200元|3000-4000元|交了400 500 1000三笔|1123-002|打1123-002|单子1123-002、1123-003|12345|打12345|打110、119、120
水表00123456|电表013456.78|读数12345678
晋A12345|晋AF12345|订单1234567|3号12345678|电话打不通，水费12345678|表号20231234567|110101199001011234
6222021234567890123|一三五七九|二〇二六年十一月二十二日|B2车位138|138元1391元|电话
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("number", NUMBERS)
def test_whatever_is_dialled_goes(number: str) -> None:
    assert without_phones(f"灯坏了，或者老伴{number}，谢谢", "×") == "灯坏了，或者老伴×，谢谢"
    assert without_phones(f"电话{number}", "×") == "电话×"


def test_a_mobile_behind_a_landline_is_no_extension() -> None:
    assert without_phones("0360-5551234 - 139 1111 2222", "×") == "× - ×"


@pytest.mark.parametrize("words", NONE)
def test_other_numbers_stay(words: str) -> None:
    assert not shows_phone(words)
    assert without_phones(words, "×") == words


@pytest.mark.parametrize("before", ["电话", "打", "号码", "电话号码是", "打了", "座机："])
def test_a_short_one_only_where_it_is_said_to_be_one(before: str) -> None:
    assert without_phones(f"{before}5551234，急", "×") == f"{before}×，急"
    assert without_phones(f"{before}87654321", "×") == f"{before}×"
    assert not shows_phone("5551234")


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("打138.0000.0000", "138 0000 0000"),
        ("一三八零零〇〇零零零零", "138 0000 0000"),
        ("老伴（０３６０）5551234", "(0360)5551234"),
        ("+852 2123 4567", "+852 2123 4567"),
        ("0360-5551234或13800000000", "0360-5551234"),
        ("没有", ""),
    ],
)
def test_the_first_is_kept_as_one_dials_it(written: str, first: str) -> None:
    assert first_dialled(written) == first


def test_the_whole_report_is_looked_at_and_no_more() -> None:
    late = "打13911112222。" + "好" * (MOST - 50) + "再打0360-5551234。"
    assert "1" not in without_phones(late, "×") and "5" not in without_phones(late, "×")
    assert not shows_phone("好" * MOST + "13911112222")


@pytest.mark.parametrize("again", ["1", "1 3", "打", "+1 ", "138-", "0312 ", "一三", "电话1"])
def test_a_page_of_anything_costs_no_time(again: str) -> None:
    began = time.process_time()
    shows_phone(again * 1_000_000)
    assert time.process_time() - began < 0.5


_PIECES = st.sampled_from(
    [*NUMBERS, *NONE, "5551234", "电话", "打", "号码", " ", "-", "+", "(", ")", "，", "86", "转", "一", "0", "7"]
)


@given(st.one_of(st.lists(_PIECES, max_size=8).map("".join), st.text("0139 -+()打好一三.", max_size=60)))
@example("13911112222+12125551234")
@example("打8765432 13911112222")
def test_after_hiding_nothing_is_left_and_nothing_else_was_touched(written: str) -> None:
    left = without_phones(written, "×")
    assert not shows_phone(left)
    assert without_phones(left, "×") == left
    kept = "(.+)".join(re.escape(piece) for piece in left.split("×"))
    found = re.fullmatch(kept, written, re.DOTALL)
    assert found
    numbers = [written[begin:end] for begin, end in dialled_in(written)]
    assert len(numbers) == left.count("×")
    assert all(7 <= sum(mark.isdigit() for mark in as_digits(one)) <= 22 for one in numbers)
    assert bool(first_dialled(written)) is bool(numbers)
