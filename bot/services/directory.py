"""The units in memory: who is whose parent, where a QR code leads, which name somebody may have meant."""

import math
import os
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from bot.domain.people import Person, Role, Unit, UnitKind
from bot.domain.places import building_of

# Below this likeness (0..100) a name is no suggestion but a guess.
LIKE_ENOUGH = 55
SUGGESTIONS = 3
NEAR = 3000
METRES_PER_DEGREE = 111_320


class Directory:
    """An unchanging view of all units; a new one is made when units change."""

    __slots__ = ("_by_code", "_children", "_compounds", "_sounds", "_units")

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.id: unit for unit in units}
        self._by_code = {unit.code: unit for unit in self._units.values()}
        self._children: dict[str, list[str]] = {}
        for unit in self._units.values():
            if unit.parent_id:
                self._children.setdefault(unit.parent_id, []).append(unit.id)
        self._compounds = {u.id: u.name for u in self._units.values() if u.kind is UnitKind.COMPOUND}
        self._sounds = {unit_id: _sound(name) for unit_id, name in self._compounds.items()}

    def __getitem__(self, unit_id: str) -> Unit:
        return self._units[unit_id]

    def get(self, unit_id: str | None) -> Unit | None:
        """The unit; None where there is none (any longer)."""
        return self._units.get(unit_id) if unit_id else None

    def by_code(self, code: str) -> Unit | None:
        """The unit to which a QR code leads; None for an unknown code."""
        return self._by_code.get(code)

    def upwards(self, unit_id: str | None) -> Iterator[Unit]:
        """The unit itself, then its parents up to the district."""
        unit = self.get(unit_id)
        while unit:
            yield unit
            unit = self.get(unit.parent_id)

    def above(self, unit_id: str, kind: UnitKind) -> Unit | None:
        """The unit of `kind` to which `unit_id` belongs (itself included); None where there is none."""
        return next((unit for unit in self.upwards(unit_id) if unit.kind is kind), None)

    @property
    def top(self) -> Unit:
        """The district itself, to which everything belongs. Raises `LookupError` where there is none."""
        return next(unit for unit in self._units.values() if unit.kind is UnitKind.DISTRICT)

    def buildings(self, compound_id: str) -> tuple[Unit, ...]:
        """The buildings of a compound that are known."""
        return tuple(
            unit
            for child in self._children.get(compound_id, ())
            if (unit := self._units[child]).kind is UnitKind.BUILDING
        )

    def building(self, compound_id: str, written: str) -> Unit | None:
        """The building of this number; None where none has it."""
        wanted = building_of(written)
        return next((unit for unit in self.buildings(compound_id) if building_of(unit.name) == wanted), None)

    def listed(self, unit_id: str | None) -> tuple[Unit, ...]:
        """What can be chosen below a unit."""
        return tuple(self._units[child] for child in self._children.get(unit_id or self.top.id, ()))

    def compounds_under(self, unit_id: str) -> Iterator[str]:
        """The ids of all compounds at or below a unit."""
        if unit_id in self._compounds:
            yield unit_id
        for child in self._children.get(unit_id, ()):
            yield from self.compounds_under(child)

    def compounds_of(self, person: Person, roles: Iterable[Role]) -> frozenset[str]:
        """The compounds that lie under the units in which `person` holds one of `roles`."""
        units = (unit_id for role in roles for unit_id in person.units_as(role))
        return frozenset(found for unit_id in units for found in self.compounds_under(unit_id))

    def around(self, latitude: float, longitude: float) -> list[Unit]:
        """At most three compounds within 3 km of a pin (degrees, WGS-84), the nearest first."""
        located = (self._units[unit_id] for unit_id in self._compounds)
        away = sorted((_metres(unit, latitude, longitude), unit.id) for unit in located)
        return [self._units[unit_id] for metres, unit_id in away[:SUGGESTIONS] if metres <= NEAR]

    def named(self, typed: str) -> Unit | None:
        """The compound of exactly this name (with or without 小区); None where none bears it, or several do."""
        wanted = typed.strip().replace(" ", "")
        exact = [unit_id for unit_id, name in self._compounds.items() if wanted in (name, f"{name}小区")]
        return self._units[exact[0]] if len(exact) == 1 else None

    def search(self, typed: str) -> list[Unit]:
        """At most three compounds that `typed` may mean (part of a name, a typo, pinyin, its initials), best first."""
        wanted = typed.strip().replace(" ", "")[:40]
        if not wanted:
            return []
        sound = _sound(wanted)
        scores = {
            unit_id: max(fuzz.WRatio(wanted, name), _sounds_like(sound, self._sounds[unit_id]))
            for unit_id, name in self._compounds.items()
        }
        ranked = sorted((-score, unit_id) for unit_id, score in scores.items() if score >= LIKE_ENOUGH)
        return [self._units[unit_id] for _, unit_id in ranked[:SUGGESTIONS]]


def _metres(unit: Unit, latitude: float, longitude: float) -> float:
    """The distance on a plane, good enough within a district; infinite for a unit that has no coordinates."""
    if unit.latitude is None or unit.longitude is None:
        return math.inf
    north = (unit.latitude - latitude) * METRES_PER_DEGREE
    east = (unit.longitude - longitude) * METRES_PER_DEGREE * math.cos(math.radians(latitude))
    return math.hypot(north, east)


def _sound(name: str) -> str:
    """「翠湖苑」 → 「cuihuyuan chy」: the whole pinyin and the initials, as people type them."""
    # Its dictionary of phrases costs half a second and tells apart readings that no compound's name hangs on.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - reads that switch when imported

    whole = "".join(lazy_pinyin(name))
    return f"{whole} {''.join(lazy_pinyin(name, style=Style.FIRST_LETTER))}".lower()


def _sounds_like(typed: str, known: str) -> float:
    """0..100: the likeness of what was typed to the whole pinyin, or a little less to the initials."""
    whole, _, initials = known.partition(" ")
    letters = typed.partition(" ")[0]
    if letters == initials:
        return 95.0
    return float(fuzz.ratio(letters, whole))
