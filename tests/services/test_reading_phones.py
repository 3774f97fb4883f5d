"""A number among what people write."""

import pytest

from bot.services.phones import LONGEST, read_phone


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
