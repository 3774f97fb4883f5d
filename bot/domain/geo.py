"""Points on the map: the offset of Chinese maps, and how far two points are apart.

Map apps in China share pins in GCJ-02, phones share WGS-84; the two differ by 100 to 700 metres. The formula is the
published one (as in the open "eviltransform"), on the Krasovsky 1940 ellipsoid.
"""

import math
from dataclasses import dataclass

_RADIUS = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
_MEAN_RADIUS = 6_371_008.8
# The box inside which Chinese maps are offset, degrees.
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347
# Each round of the inverse shrinks the error about a thousandfold, from at most 700 m.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees. Raises `ValueError` for what is not finite, or no latitude (±90) or longitude (±180)."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not is_on_earth(self.latitude, self.longitude):
            raise ValueError(f"no point on earth: {self.latitude}, {self.longitude}")


def is_on_earth(latitude: float, longitude: float) -> bool:
    """Whether these are degrees of a point; NaN and infinities are not."""
    return abs(latitude) <= 90 and abs(longitude) <= 180


def gcj02_of(wgs84: Point) -> Point:
    """Where Chinese maps draw a point. Unchanged outside China (by the box that map makers use)."""
    if not _is_offset(wgs84):
        return wgs84
    north, east = _offset(wgs84.latitude, wgs84.longitude)
    return Point(wgs84.latitude + north, wgs84.longitude + east)


def wgs84_of(gcj02: Point) -> Point:
    """Where on earth a point of a Chinese map is, to less than a metre. Unchanged outside China."""
    if not _is_offset(gcj02):
        return gcj02
    latitude, longitude = gcj02.latitude, gcj02.longitude
    for _ in range(_ROUNDS):
        north, east = _offset(latitude, longitude)
        latitude, longitude = gcj02.latitude - north, gcj02.longitude - east
    return Point(latitude, longitude)


def metres_between(one: Point, other: Point) -> float:
    """The way on a sphere, in metres; within 0.6 % of the true one."""
    north = math.radians(other.latitude - one.latitude)
    east = math.radians(other.longitude - one.longitude)
    shrunk = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    half = math.sin(north / 2) ** 2 + shrunk * math.sin(east / 2) ** 2
    return 2 * _MEAN_RADIUS * math.asin(math.sqrt(min(half, 1.0)))


def _is_offset(point: Point) -> bool:
    return _SOUTH <= point.latitude <= _NORTH and _WEST <= point.longitude <= _EAST


def _offset(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees north and east by which Chinese maps move a point."""
    x, y = longitude - 105.0, latitude - 35.0
    common = 20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)
    root = math.sqrt(abs(x))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + 2 / 3 * (common + _waves_north(y))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + 2 / 3 * (common + _waves_east(x))
    bent = 1 - _ECCENTRICITY_SQUARED * math.sin(math.radians(latitude)) ** 2
    meridian = _RADIUS * (1 - _ECCENTRICITY_SQUARED) / (bent * math.sqrt(bent))
    parallel = _RADIUS / math.sqrt(bent) * math.cos(math.radians(latitude))
    return math.degrees(north / meridian), math.degrees(east / parallel)


def _waves_north(y: float) -> float:
    return (
        20 * math.sin(y * math.pi)
        + 40 * math.sin(y / 3 * math.pi)
        + 160 * math.sin(y / 12 * math.pi)
        + 320 * math.sin(y * math.pi / 30)
    )


def _waves_east(x: float) -> float:
    return (
        20 * math.sin(x * math.pi)
        + 40 * math.sin(x / 3 * math.pi)
        + 150 * math.sin(x / 12 * math.pi)
        + 300 * math.sin(x / 30 * math.pi)
    )
