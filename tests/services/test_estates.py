"""A compound that was merged from several estates is found by each of their names, and shown with the one said."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Unit, UnitKind
from bot.services.directory import Directory
from bot.services.estates import estate_in, label_for
from bot.services.report.draft import Draft

HAITANG = Unit("a", UnitKind.COMPOUND, None, "海棠苑", "a", estates=("铁路宿舍", "二建家属院", "铁路局5号院"))
SONGXUE = Unit("b", UnitKind.COMPOUND, None, "松雪家园", "b", estates=("二建家属院", "翠湖苑"))
CUIHU = Unit("c", UnitKind.COMPOUND, None, "翠湖苑", "c")
HOUSES = [
    Unit(f"a-{name}", UnitKind.BUILDING, "a", name, name) for name in ("铁路宿舍3号楼", "二建家属院3号楼", "8号楼")
]
HERE = Directory((HAITANG, SONGXUE, CUIHU, *HOUSES))


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("铁路宿舍", "海棠苑（铁路宿舍）"),
        ("铁路宿舍3号楼", "海棠苑（铁路宿舍）"),
        ("我家住在铁路宿舍三栋2单元", "海棠苑（铁路宿舍）"),
        ("铁路局5号院", "海棠苑（铁路局5号院）"),
        ("海棠苑铁路宿舍3号楼", "海棠苑（铁路宿舍）"),
        ("海棠苑二建家属院", "海棠苑（二建家属院）"),
        ("松雪家园二建家属院3栋", "松雪家园（二建家属院）"),
        ("海棠苑", "海棠苑"),
        ("海棠苑8号楼", "海棠苑"),
        ("二建家属院", None),
        ("二建家属院3栋", None),
        ("翠湖苑", None),
        ("铁路宿舍电梯坏了", None),
    ],
)
def test_exactly_a_name_of_an_estate(typed: str, label: str | None) -> None:
    found = HERE.named(typed)
    assert (label_for(found, typed) if found else None) == label


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("铁路宿社", {"海棠苑（铁路宿舍）"}),
        ("tielusushe", {"海棠苑（铁路宿舍）"}),
        ("tlss", {"海棠苑（铁路宿舍）"}),
        ("二建家属院", {"海棠苑（二建家属院）", "松雪家园（二建家属院）"}),
        ("二建", {"海棠苑（二建家属院）", "松雪家园（二建家属院）"}),
        ("翠湖苑", {"翠湖苑", "松雪家园（翠湖苑）"}),
        ("海棠", {"海棠苑"}),
    ],
)
def test_whatever_may_be_meant_is_offered_each_compound_once(typed: str, labels: set[str]) -> None:
    assert {label_for(unit, typed) for unit in HERE.search(typed)} == labels


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("铁路宿舍3号楼电梯坏了", "海棠苑（铁路宿舍）"),
        ("海棠苑二建家属院门口的路灯不亮", "海棠苑（二建家属院）"),
        ("二建家属院门口的路灯不亮", None),
        ("从铁路宿舍到翠湖苑的路灯都不亮", None),
    ],
)
def test_a_sentence_names_a_compound_by_its_estate(sentence: str, label: str | None) -> None:
    found = HERE.mentioned(sentence)
    assert (label_for(found, sentence) if found else None) == label


@pytest.mark.parametrize(
    ("words", "alone", "inside"),
    [
        ("二建家属院", {"a", "b"}, {"a", "b"}),
        ("二建家属院4号楼", {"a", "b"}, {"a", "b"}),
        ("翠湖苑", {"b", "c"}, {"b", "c"}),
        ("二建家属院4号楼着火了", set(), {"a", "b"}),
        ("海棠苑二建家属院4号楼着火了", set(), set()),
        ("从铁路宿舍到翠湖苑的路灯都不亮", set(), set()),
        ("铁路宿舍", set(), set()),
        ("着火了", set(), set()),
        ("", set(), set()),
    ],
)
def test_whose_names_two_compounds_share(words: str, alone: set[str], inside: set[str]) -> None:
    assert {unit.id for unit in HERE.namesakes(words)} == alone
    assert {unit.id for unit in HERE.sharing(words)} == inside


def test_two_estates_in_one_sentence_are_none() -> None:
    assert estate_in(HAITANG, "铁路宿舍到铁路局5号院的路") == ""
    assert estate_in(CUIHU, "铁路宿舍") == ""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("铁路宿舍3号楼", "铁路宿舍3号楼"),
        ("铁路宿舍 3号楼2单元", "铁路宿舍3号楼"),
        ("二建家属院三栋", "二建家属院3号楼"),
        ("铁路宿舍8号楼", "8号楼"),
        ("3号楼", None),
    ],
)
def test_the_estate_tells_two_houses_of_one_number_apart(written: str, name: str | None) -> None:
    found = HERE.building("a", written)
    assert (found.name if found else None) == name


def test_the_place_that_others_read_has_the_estate_once() -> None:
    draft = Draft("d").at(HAITANG, "铁路宿舍")
    assert draft.where == "铁路宿舍"
    assert replace(draft, place="3号楼").where == "铁路宿舍 3号楼"
    assert replace(draft, place="铁路宿舍3号楼").where == "铁路宿舍3号楼"
    assert replace(draft.at(HAITANG), place="3号楼").where == "铁路宿舍 3号楼"
    assert replace(draft.at(SONGXUE), place="3号楼").where == "3号楼"


ASKED: tuple[Callable[[str], object], ...] = (HERE.named, HERE.mentioned, HERE.search, HERE.namesakes, HERE.sharing)


@given(st.text() | st.lists(st.sampled_from("海棠苑铁路宿舍二建家属院翠湖松雪5号楼院3"), max_size=12).map("".join))
def test_whatever_is_typed_nothing_fails_and_no_estate_is_made_up(text: str) -> None:
    for ask in ASKED:
        ask(text)
    for unit in (HAITANG, SONGXUE, CUIHU):
        assert estate_in(unit, text) in ("", *unit.estates)
