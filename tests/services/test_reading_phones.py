"""A number among what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.phones import LONGEST, read_phone, without_phones


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("13800000000", "138 0000 0000"),
        ("我电话138-0000-0000，白天打", "138 0000 0000"),
        ("+86 138 0000 0000", "138 0000 0000"),
        ("０３１０", ""),
        ("3号楼2单元501", ""),
        ("", ""),
    ],
)
def test_as_one_dials_it(written: str, number: str) -> None:
    assert read_phone(written) == number


def test_only_the_beginning_of_a_page_is_read() -> None:
    assert read_phone("好" * (LONGEST - 11) + "13800000000") == "138 0000 0000"
    assert read_phone("好" * LONGEST + "13800000000") == ""


@pytest.mark.parametrize(
    ("written", "left", "first"),
    [
        ("打13800000000", "打×", "138 0000 0000"),
        ("13800000000，或 139-1111-2222。", "×，或 ×。", "138 0000 0000"),
        ("3号楼2单元501，12345", "3号楼2单元501，12345", ""),
        ("", "", ""),
    ],
)
def test_numbers_are_taken_out_and_nothing_else(written: str, left: str, first: str) -> None:
    assert without_phones(written, "×") == (left, first)


@given(st.text(alphabet="0123456789 -+好打", max_size=2 * LONGEST))
def test_what_is_left_shows_none_and_loses_nothing_else(written: str) -> None:
    left, first = without_phones(written, "×")
    assert bool(first) is bool(read_phone(written))
    kept = [mark for mark in written if mark in "好打"]
    assert [mark for mark in left if mark in "好打"] == kept
