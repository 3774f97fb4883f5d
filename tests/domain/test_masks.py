"""What is left of a number."""

import pytest

from bot.domain.masks import masked_phone


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800000000", "138****0000"),
        ("138 0000 1234", "138****1234"),
        ("0360-5550101", "036****0101"),
        ("5550101", "*****01"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_masked(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown
