"""The units in memory: buildings, pins of either datum, lists to choose from, rights."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.district import load_district
from bot.domain.geo import Point, gcj02_of, metres_between
from bot.domain.people import Person, Post, Role, Unit, UnitKind
from bot.services.directory import NEAR, Directory


def compound(unit_id: str, name: str, at: tuple[float, float] | None = None, parent: str = "d") -> Unit:
    return Unit(unit_id, UnitKind.COMPOUND, parent, name, f"c_{unit_id}", *(at or (None, None)))


def unit(unit_id: str, kind: UnitKind, parent: str | None, name: str) -> Unit:
    return Unit(unit_id, kind, parent, name, f"u_{unit_id}")


@pytest.fixture(scope="module")
def demo() -> Directory:
    return Directory(load_district().units)


# --- buildings


@pytest.mark.parametrize(
    "written", ["3号楼", "三号楼", "3栋", "三幢", "3座", "3#", "3", "三", "3号", "3-2-501", "３号楼2单元"]
)
def test_a_building_however_written(demo: Directory, written: str) -> None:
    building = demo.building("cuihuyuan", written)
    assert building
    assert building.id == "cuihuyuan-3"


def test_buildings_with_letters_zones_and_names() -> None:
    names = ["A座", "B栋", "南区3号楼", "北区3号楼", "十二栋", "综合楼", "5号楼A座", "5号楼B座"]
    own = Directory([compound("own", "自家苑"), *(unit(name, UnitKind.BUILDING, "own", name) for name in names)])
    found = {
        "a座": "A座",
        "A栋501": "A座",
        "b": "B栋",
        "南区三号楼": "南区3号楼",
        "3号楼": None,
        "东区3号楼": None,
        "南区12号楼": "十二栋",
        "12": "十二栋",
        "综合楼": "综合楼",
        "5栋B座": "5号楼B座",
        "5号楼": None,
        "6号楼": None,
        "": None,
        "楼道": None,
    }
    for written, name in found.items():
        building = own.building("own", written)
        assert (building.name if building else None) == name, written


def test_buildings_stand_in_the_order_of_their_numbers() -> None:
    names = ["10号楼", "2号楼", "十一号楼", "1号楼", "B座", "A座", "三号楼"]
    own = Directory([compound("own", "自家苑"), *(unit(name, UnitKind.BUILDING, "own", name) for name in names)])
    assert [unit.name for unit in own.buildings("own")] == [
        "1号楼",
        "2号楼",
        "三号楼",
        "10号楼",
        "十一号楼",
        "A座",
        "B座",
    ]
    assert own.buildings("elsewhere") == ()


# --- pins


CENTRE = Point(38.16, 112.96)
PINNED = Directory(
    [
        *(
            compound(f"{north}/{east}", f"苑{north}{east}", (38.13 + north / 100, 112.93 + east / 100))
            for north in range(7)
            for east in range(7)
        ),
        compound("nowhere", "无处苑"),
    ]
)


def test_a_pin_of_either_datum_finds_the_compound_first_or_second() -> None:
    for place in (Point(38.13 + north / 100, 112.93 + east / 100) for north in range(7) for east in range(7)):
        phone = PINNED.around(place.latitude, place.longitude)
        shifted = gcj02_of(place)
        shared = PINNED.around(shifted.latitude, shifted.longitude)
        here = next(unit for unit in phone if (unit.latitude, unit.longitude) == (place.latitude, place.longitude))
        assert here == phone[0]
        assert here == shared[0]


def test_the_nearest_of_both_readings_is_always_offered() -> None:
    """Four are nearer to where the pin would be if a map had shared it than the home is to where it would be else."""
    pin = gcj02_of(CENTRE)
    crowd = [compound(f"crowd{at}", f"众{at}苑", (CENTRE.latitude + at / 100_000, CENTRE.longitude)) for at in range(4)]
    home = compound("home", "家苑", (pin.latitude, pin.longitude + 0.001))
    found = [unit.id for unit in Directory([*crowd, home]).around(pin.latitude, pin.longitude)]
    assert found == ["crowd0", "crowd1", "home"]


@given(st.floats(38.1, 38.25), st.floats(112.9, 113.05))
def test_near_ones_alone_each_once_and_the_nearest_first(latitude: float, longitude: float) -> None:
    found = PINNED.around(latitude, longitude)
    assert len(found) == len(set(found)) <= 3
    pin = Point(latitude, longitude)
    for near in found:
        assert near.latitude is not None
        assert near.longitude is not None
        assert metres_between(Point(near.latitude, near.longitude), pin) < NEAR + 1000


@given(st.floats(), st.floats())
def test_no_pin_fails(latitude: float, longitude: float) -> None:
    assert len(PINNED.around(latitude, longitude)) <= 3


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(48.8566, 2.3522), (35.6, 139.7), (39.9, 116.4), (-38.16, 112.96), (math.nan, 112.96), (math.inf, 0), (380, 1129)],
)
def test_a_pin_elsewhere_finds_nothing(latitude: float, longitude: float) -> None:
    assert PINNED.around(latitude, longitude) == []


# --- lists and rights


TREE = [
    unit("d", UnitKind.DISTRICT, None, "杏林区"),
    unit("s1", UnitKind.STREET, "d", "柳巷街道"),
    unit("s2", UnitKind.STREET, "d", "安平街道"),
    unit("s3", UnitKind.STREET, "d", "空空街道"),
    unit("c11", UnitKind.COMMUNITY, "s1", "第二社区"),
    unit("c12", UnitKind.COMMUNITY, "s1", "第十社区"),
    unit("c13", UnitKind.COMMUNITY, "s1", "第一社区"),
    unit("c21", UnitKind.COMMUNITY, "s2", "桃园社区"),
    compound("p1", "松雪家园", parent="c11"),
    compound("p2", "翠湖苑", parent="c12"),
    compound("p3", "禾风苑", parent="c13"),
    compound("p4", "麦浪新村", parent="c21"),
    compound("p5", "北辰家园", parent="c21"),
    unit("p5-1", UnitKind.BUILDING, "p5", "1号楼"),
    unit("wuye", UnitKind.DEPARTMENT, "d", "物业企业"),
]
WHOLE = Directory(TREE)


def listed(directory: Directory, unit_id: str | None) -> list[str]:
    return [unit.name for unit in directory.listed(unit_id)]


def test_from_the_district_down_by_list() -> None:
    assert listed(WHOLE, None) == listed(WHOLE, "d") == ["安平街道", "柳巷街道"]
    assert listed(WHOLE, "s1") == ["第一社区", "第二社区", "第十社区"]
    assert listed(WHOLE, "s2") == listed(WHOLE, "c21") == ["北辰家园", "麦浪新村"]
    assert listed(WHOLE, "c11") == ["松雪家园"]
    assert listed(WHOLE, "p5") == listed(WHOLE, "wuye") == listed(WHOLE, "unknown") == []


def test_a_district_with_one_street_begins_with_its_communities() -> None:
    one = Directory([unit for unit in TREE if not unit.id.startswith(("s2", "c21", "p4", "p5"))])
    assert listed(one, None) == ["第一社区", "第二社区", "第十社区"]
    assert listed(Directory([]), None) == []
    alone = Directory([TREE[0], TREE[1], TREE[4], TREE[8]])
    assert listed(alone, None) == ["松雪家园"]


def test_by_lists_everybody_gets_home(demo: Directory) -> None:
    seen: set[str] = set()
    waiting: list[str | None] = [None]
    while waiting:
        for found in demo.listed(waiting.pop()):
            seen.add(found.name) if found.kind is UnitKind.COMPOUND else waiting.append(found.id)
    assert seen == {unit.name for unit in load_district().of_kind(UnitKind.COMPOUND)}


def person(*posts: Post) -> Person:
    return Person("1", 1, None, posts)


DISPATCHERS = (Role.STREET_DISPATCHER, Role.DISTRICT_DISPATCHER)


def test_whoever_dispatches_reaches_all_between_their_unit_and_its_compounds() -> None:
    street = person(Post(Role.STREET_DISPATCHER, "s2"), Post(Role.SECRETARY, "p1"))
    assert WHOLE.reach_of(street, DISPATCHERS) == {"s2", "c21", "p4", "p5"}
    district = person(Post(Role.DISTRICT_DISPATCHER, "d"))
    assert WHOLE.reach_of(district, DISPATCHERS) == {unit.id for unit in TREE} - {"p5-1", "wuye"}
    assert WHOLE.reach_of(district, (Role.SECRETARY,)) == WHOLE.reach_of(district, ()) == frozenset()
    assert WHOLE.reach_of(person(Post(Role.SECRETARY, "p1")), (Role.SECRETARY,)) == {"p1"}
    lead = person(Post(Role.BUILDING_LEAD, "p5-1"))
    assert WHOLE.reach_of(lead, (Role.BUILDING_LEAD,)) == {"p5-1"}


def test_upwards_and_by_code() -> None:
    assert [unit.id for unit in WHOLE.upwards("p5-1")] == ["p5-1", "p5", "c21", "s2", "d"]
    above = WHOLE.above("p5-1", UnitKind.STREET)
    assert above
    assert above.id == "s2"
    assert WHOLE.above("s2", UnitKind.COMPOUND) is None
    assert WHOLE.by_code("c_p4") == WHOLE["p4"] == WHOLE.get("p4")
    assert WHOLE.by_code("nothing") is WHOLE.get(None) is WHOLE.get("nothing") is None
    assert set(WHOLE.compounds_under("s1")) == {"p1", "p2", "p3"}
    assert list(WHOLE.compounds_under("unknown")) == []
