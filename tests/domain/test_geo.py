"""The offset of Chinese maps, there and back; distances against known ones."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.geo import Point, gcj02_of, is_on_earth, metres_between, wgs84_of

# Well inside the box of the offset: at its rim a point and its image may lie on different sides.
INSIDE = st.builds(Point, st.floats(1, 55.5), st.floats(72.1, 137.5))
ANYWHERE = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@given(INSIDE)
def test_there_and_back_is_less_than_a_metre_off(wgs84: Point) -> None:
    assert metres_between(wgs84_of(gcj02_of(wgs84)), wgs84) < 1
    assert metres_between(gcj02_of(wgs84_of(wgs84)), wgs84) < 1


@given(st.builds(Point, st.floats(18, 53), st.floats(74, 135)))
def test_in_china_a_map_is_off_by_a_street_and_not_by_a_town(wgs84: Point) -> None:
    assert 10 < metres_between(wgs84, gcj02_of(wgs84)) < 1500


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        # The examples that eviltransform publishes with its formula.
        (Point(31.1774276, 121.5272106), Point(31.17530398364597, 121.531541859215)),
        (Point(22.543847, 113.912316), Point(22.540796131694766, 113.9171764808363)),
        (Point(39.911954, 116.377817), Point(39.91334545536069, 116.38404722455657)),
    ],
)
def test_against_published_examples(wgs84: Point, gcj02: Point) -> None:
    assert metres_between(gcj02_of(wgs84), gcj02) < 0.1
    assert metres_between(wgs84_of(gcj02), wgs84) < 0.1


@pytest.mark.parametrize("abroad", [Point(48.8566, 2.3522), Point(-33.87, 151.21), Point(40.7, -74.0), Point(90, 180)])
def test_abroad_nothing_is_offset(abroad: Point) -> None:
    assert gcj02_of(abroad) == wgs84_of(abroad) == abroad


@given(ANYWHERE)
def test_no_point_fails(point: Point) -> None:
    assert is_on_earth(gcj02_of(point).latitude, gcj02_of(point).longitude)
    assert metres_between(wgs84_of(point), point) < 2000


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(math.nan, 112.0), (37.0, math.nan), (math.inf, 0.0), (0.0, -math.inf), (90.1, 0.0), (0.0, 180.1), (-91.0, 0.0)],
)
def test_what_is_no_point_is_refused(latitude: float, longitude: float) -> None:
    assert not is_on_earth(latitude, longitude)
    with pytest.raises(ValueError, match="no point on earth"):
        Point(latitude, longitude)


@given(ANYWHERE, ANYWHERE)
def test_a_distance_is_the_same_both_ways_and_never_beyond_half_the_earth(one: Point, other: Point) -> None:
    away = metres_between(one, other)
    assert 0 <= away <= 20_016_000
    assert away == pytest.approx(metres_between(other, one))


def test_a_known_distance() -> None:
    """A degree of latitude is about 111.2 km; of longitude, at 60° north, half as much."""
    assert metres_between(Point(37, 112), Point(38, 112)) == pytest.approx(111_195, rel=0.001)
    assert metres_between(Point(60, 112), Point(60, 113)) == pytest.approx(55_597, rel=0.001)
