"""Which reports are about one thing: a table of pairs as residents would write them, and the rules one by one."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.likeness import Nearness, Told, building_named, coarse, likeness, nearness, parts_of
from bot.domain.matters import THINGS, TROUBLES, things_in, troubles_in
from bot.domain.places import read_place

# Invented: two sentences of one category from one compound, and whether they are about the same thing.
TABLE = Path(__file__).with_name("alike.tsv").read_text("utf-8")
PAIRS = [*csv.DictReader(TABLE.splitlines(), delimiter="\t")]


def told(words: str) -> Told:
    return Told.of(read_place(words), words)


def test_most_of_what_is_the_same_is_found_and_hardly_anything_else() -> None:
    found = {(pair["one"], pair["other"]) for pair in PAIRS if likeness(told(pair["one"]), told(pair["other"]))}
    same = {(pair["one"], pair["other"]) for pair in PAIRS if pair["same"] == "yes"}
    assert len(PAIRS) >= 200
    assert 0.4 <= len(same) / len(PAIRS) <= 0.6
    assert len(found & same) / len(found) >= 0.97, found - same
    assert len(found & same) / len(same) >= 0.95, same - found


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["one"])
def test_it_does_not_matter_which_came_first(pair: dict[str, str]) -> None:
    one, other = told(pair["one"]), told(pair["other"])
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) > 0


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("3号楼2单元", "三号楼二单元", Nearness.SAME),
        ("3号楼2单元501", "3栋", Nearness.SAME),
        ("3号楼", "5号楼", Nearness.APART),
        ("3号楼1单元", "3号楼2单元", Nearness.APART),  # a stranger reads the building alone and could not tell
        ("A座", "B座", Nearness.APART),
        ("3号楼", "", Nearness.UNKNOWN),
        ("3号楼", "北门", Nearness.UNKNOWN),
        ("北门", "北大门", Nearness.SAME),
        ("北门", "南门", Nearness.APART),
        ("东区3号楼", "西区3号楼", Nearness.APART),
        ("地下车库B1", "地下车库B2", Nearness.APART),
        ("定位 37.87000, 112.55000", "3号楼", Nearness.UNKNOWN),
        ("亭子旁边", "亭子后面", Nearness.UNKNOWN),
    ],
)
def test_how_near_two_places_are(one: str, other: str, near: Nearness) -> None:
    assert nearness(parts_of(one), parts_of(other)) is near
    assert nearness(parts_of(other), parts_of(one)) is near


@pytest.mark.parametrize("words", ["停水了", "停电一上午", "没气了做不了饭"])
def test_what_is_cut_off_for_everybody_is_one_matter_in_every_building(words: str) -> None:
    assert likeness(Told.of("3号楼", words), Told.of("9号楼", words))


def test_what_one_building_has_is_another_matter_in_the_next() -> None:
    assert likeness(Told.of("3号楼", "电梯坏了"), Told.of("9号楼", "电梯坏了")) == 0


def test_the_nearer_of_two_that_agree_alike_goes_first() -> None:
    here, somewhere = Told.of("3号楼", "楼道灯不亮"), Told.of("", "楼道灯不亮")
    mine = Told.of("3号楼", "声控灯坏了")
    assert likeness(mine, here) > likeness(mine, somewhere) > 0


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("3号楼2单元501", "3号楼"),
        ("三号楼二单元", "3号楼"),
        ("南区3号楼2单元5层501 快递柜", "南区3号楼"),
        ("北门", "北门"),
        ("东区", "东区"),
        ("2单元501", ""),
        ("王建国家门口 13812345678", ""),
        ("定位 37.87001, 112.55012", ""),
        ("", ""),
    ],
)
def test_a_stranger_reads_no_door_and_no_free_words(place: str, shown: str) -> None:
    assert coarse(place) == shown


@given(st.text(max_size=60), st.text(max_size=300), st.text(max_size=60), st.text(max_size=300))
def test_anything_at_all_can_be_compared(place: str, words: str, other_place: str, other_words: str) -> None:
    one, other = Told.of(place, words), Told.of(other_place, other_words)
    assert likeness(one, other) == likeness(other, one) >= 0


@pytest.mark.parametrize(("table", "read"), [(THINGS, things_in), (TROUBLES, troubles_in)], ids=["things", "troubles"])
def test_every_row_of_the_tables_can_be_meant(table: dict[str, str], read: Callable[[str], frozenset[str]]) -> None:
    """No word stands behind another that takes it away, as 电梯 would 电梯门; each alternative begins with a character.

    (A first character that is not plain costs three times the time: the search cannot skip.)
    """
    for name, words in table.items():
        plain = [word for word in words.split("|") if word.isalnum()]
        for word in plain:
            assert read(word) == {name}, word
        assert all(word[0].isalnum() for word in words.split("|")), name


TYPED = ("车库负二层", "车库负２层", "３号楼", "车库٣层")
PLACES = st.sampled_from(("", "3号楼", "三号楼2单元", "3栋", "5号楼", "南区3号楼", "东门", "3号楼旁边", *TYPED))
WORDS = st.sampled_from(["楼道灯坏了", "声控灯不亮", "停水了", "家里没水", "停电", "电梯坏了", "有狗叫"])


@given(PLACES)
def test_what_a_stranger_may_read_of_a_place_names_the_same_building(place: str) -> None:
    assert building_named(coarse(place)) == building_named(place)


@given(PLACES, WORDS, PLACES, WORDS)
def test_the_like_names_the_same_building_or_none(place: str, words: str, other_place: str, other_words: str) -> None:
    one = Told.of(place, words)
    if one.building is not None and likeness(one, Told.of(other_place, other_words)):
        assert building_named(other_place) in {"", one.building}
