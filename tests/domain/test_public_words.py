"""What everybody may read of a wish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.public_words import door_in, public_words

HIDDEN = "（不公开）"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("想请人教我用手机挂号", "想请人教我用手机挂号"),
        ("电话13900000000，想换灯泡", f"电话{HIDDEN}，想换灯泡"),
        ("打１３９ ００００ ００００", f"打{HIDDEN}"),
        ("一三九零零零零零零零零", HIDDEN),
        ("座机0351-5550101", f"座机{HIDDEN}"),
        ("身份证14010219500101123X，帮忙取药", f"身份证{HIDDEN}，帮忙取药"),
        ("微信号:wangxy88", HIDDEN),
        ("写信到 wang@example.com", f"写信到 {HIDDEN}"),
        ("我是王秀英，想剪头发", "我是王某，想剪头发"),
        ("我是高中生，想找人辅导", "我是高中生，想找人辅导"),
        ("李建国先生想理发", "李先生想理发"),
        ("王阿姨想包饺子", "王阿姨想包饺子"),
        ("住3号楼2单元501", "住3号楼"),
        ("三号楼二单元五零一", "3号楼"),
        ("3-2-501想换灯泡", "3号楼想换灯泡"),
        ("给孩子辅导3年级数学，书费100元", "给孩子辅导3年级数学，书费100元"),
    ],
)
def test_nothing_that_tells_who_it_is(said: str, shown: str) -> None:
    assert public_words(said) == shown


def test_a_name_that_is_known_goes_wherever_it_stands() -> None:
    assert public_words("秀英嫂子王秀英想学微信", "王秀英") == "秀英嫂子王某想学微信"


def test_the_door_is_kept_for_whoever_claims_it() -> None:
    assert door_in("住三号楼二单元501的老人") == "3号楼2单元501"
    assert door_in("想学微信") == ""


@given(st.text(max_size=300), st.from_regex(r"1[3-9]\d{9}", fullmatch=True), st.text(max_size=300))
def test_no_number_ever_comes_through(before: str, phone: str, behind: str) -> None:
    assert phone not in public_words(f"{before} {phone} {behind}")
