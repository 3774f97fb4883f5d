"""The units in memory: who is whose parent, where a QR code leads, which name or pin somebody may have meant."""

from collections.abc import Iterable, Iterator

from bot.domain.geo import Point, is_on_earth, metres_between, wgs84_of
from bot.domain.people import Person, Role, Unit, UnitKind
from bot.domain.places import building_parts, rest_of
from bot.services.names import SUGGESTIONS, Names
from bot.services.sounds import in_order

NEAR = 3000
# From the district down to the homes; departments and shops hang beside this way. Grids are in no list of what lies
# below a unit at all: nobody lives, works or reports in one.
_WAY = (UnitKind.DISTRICT, UnitKind.STREET, UnitKind.COMMUNITY, UnitKind.COMPOUND)


class Directory:
    """An unchanging view of all units; a new one is made when units change."""

    __slots__ = ("_by_code", "_children", "_located", "_names", "_nearest", "_units")

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.id: unit for unit in units}
        self._by_code = {unit.code: unit for unit in self._units.values()}
        self._children: dict[str | None, list[Unit]] = {}
        inside = (unit for unit in self._units.values() if unit.kind is not UnitKind.GRID)
        for unit in sorted(inside, key=lambda unit: in_order(unit.name)):
            self._children.setdefault(unit.parent_id, []).append(unit)
        compounds = [unit for unit in self._units.values() if unit.kind is UnitKind.COMPOUND]
        self._names = Names({unit.id: (unit.name, *unit.estates) for unit in compounds})
        self._located = {unit.id: point for unit in compounds if (point := _point_of(unit))}
        self._nearest: dict[frozenset[str], tuple[str, ...]] = {}

    def __getitem__(self, unit_id: str) -> Unit:
        return self._units[unit_id]

    def get(self, unit_id: str | None) -> Unit | None:
        """The unit; None where there is none (any longer)."""
        return self._units.get(unit_id) if unit_id else None

    def name_of(self, unit_id: str | None) -> str:
        """What people call the unit; nothing where there is none (any longer)."""
        unit = self.get(unit_id)
        return unit.name if unit else ""

    def called(self, unit_id: str | None) -> str:
        """What people call it where several bear its name: a building with its compound."""
        unit = self.get(unit_id)
        compound = self.get(unit.parent_id) if unit and unit.kind is UnitKind.BUILDING else None
        return f"{compound.name if compound else ''}{unit.name if unit else ''}"

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
        """The district itself, to which everything belongs."""
        return next(unit for unit in self._units.values() if unit.kind is UnitKind.DISTRICT)

    def of_kind(self, kind: UnitKind) -> list[str]:
        """The ids of all units of a level."""
        return [unit.id for unit in self._units.values() if unit.kind is kind]

    def compounds_under(self, unit_id: str) -> Iterator[str]:
        """The ids of all compounds at or below a unit."""
        return (unit.id for unit in self._on_the_way(unit_id) if unit.kind is UnitKind.COMPOUND)

    def reach_of(self, person: Person, roles: Iterable[Role]) -> frozenset[str]:
        """The units in which `person` holds one of `roles`, and all streets, communities and compounds under them.

        For tickets of which no more is known than the district, the street or the community.
        """
        posts = _posts(person, roles)
        return posts | {unit.id for unit_id in posts for unit in self._on_the_way(unit_id)}

    def under(self, unit_id: str) -> frozenset[str]:
        """The unit itself and everything below it, down to the compounds: where the tickets are that are its own."""
        return frozenset(unit.id for unit in self._on_the_way(unit_id))

    def buildings(self, compound_id: str) -> tuple[Unit, ...]:
        """The buildings of a compound, by number."""
        return tuple(unit for unit in self._children.get(compound_id, ()) if unit.kind is UnitKind.BUILDING)

    def building(self, compound_id: str, written: str) -> Unit | None:
        """The one building that a place or a number means, however written: 3号楼, 三栋, 3-2-501, 3. None for none.

        A zone or a wing may be missing on either side, where that leaves one building. What stands before the house in
        the names of several (「铁路宿舍3号楼」) tells them apart.
        """
        wanted = building_parts(written)
        if not wanted[1]:
            wanted = building_parts(f"{written.strip().removesuffix('号')}号楼")
        buildings = [(unit, building_parts(unit.name)) for unit in self.buildings(compound_id)]
        return (
            _the_one(unit for unit, _ in buildings if unit.name == written.strip())
            or _the_one(unit for unit, parts in buildings if parts == wanted and wanted[1])
            or _the_one(unit for unit, parts in buildings if parts == wanted and _stands_in(unit.name, written))
            or _the_one(unit for unit, parts in buildings if _may_be(parts, wanted))
        )

    def listed(self, unit_id: str | None) -> tuple[Unit, ...]:
        """What to choose from next on the way district → street → community → compound, by pinyin and number.

        None begins at the top. A level with a single choice is skipped, and so is what leads to no compound: a district
        with one street begins with its communities. Empty below a compound.
        """
        found = self._next(unit_id)
        while len(found) == 1 and found[0].kind is not UnitKind.COMPOUND:
            found = self._next(found[0].id)
        return found

    def around(self, latitude: float, longitude: float) -> list[Unit]:
        """At most three compounds within 3 km of a pin, the nearest first; none for what is no point on earth.

        Nobody says whether a pin is WGS-84 (a phone's) or GCJ-02 (a Chinese map's): the nearest of either reading is
        always among the three. Compounds are points here, their outlines are not known.
        """
        if not is_on_earth(latitude, longitude):
            return []
        pin = Point(latitude, longitude)
        away: dict[str, float] = {}
        nearest = set()
        for reading in (pin, wgs84_of(pin)):
            metres = {unit_id: metres_between(reading, at) for unit_id, at in self._located.items()}
            near = sorted((found for found in metres if metres[found] <= NEAR), key=metres.__getitem__)[:SUGGESTIONS]
            nearest.update(near[:1])
            away |= {unit_id: min(metres[unit_id], away.get(unit_id, NEAR)) for unit_id in near}
        kept = sorted(away, key=lambda unit_id: (unit_id not in nearest, away[unit_id]))[:SUGGESTIONS]
        return [self._units[unit_id] for unit_id in sorted(kept, key=away.__getitem__)]

    def nearest(self, own: frozenset[str]) -> tuple[str, ...]:
        """All compounds: those of `own`, those of the same communities, then the others by how far they are.

        Kept once found: neighbours ask for the same again and again.
        """
        if own not in self._nearest:
            self._nearest[own] = tuple(self._by_distance(own))
        return self._nearest[own]

    def _by_distance(self, own: frozenset[str]) -> list[str]:
        communities = {unit.id for one in own if (unit := self.above(one, UnitKind.COMMUNITY))}
        near = {compound for community in communities for compound in self.compounds_under(community)}
        at = next((point for one in sorted(own) if (point := self._located.get(one))), None)

        def rank(unit_id: str) -> tuple[int, float, str]:
            point = self._located.get(unit_id)
            metres = metres_between(at, point) if at and point else float("inf")
            return (0 if unit_id in own else 1 if unit_id in near else 2, metres, unit_id)

        return sorted(self.of_kind(UnitKind.COMPOUND), key=rank)

    def point_of(self, unit_id: str) -> Point | None:
        """Where a compound lies; None where that is not known."""
        return self._located.get(unit_id)

    def below(self, unit_id: str, kind: UnitKind) -> tuple[Unit, ...]:
        """All units of `kind` at or below a unit, departments and shops too."""
        unit = self.get(unit_id)
        if unit is None or unit.kind is kind:
            return (unit,) if unit else ()
        return tuple(found for child in self._children.get(unit_id, ()) for found in self.below(child.id, kind))

    def children(self, unit_id: str) -> tuple[Unit, ...]:
        """All that lies directly below a unit, departments and shops too, by pinyin and number."""
        return tuple(self._children.get(unit_id, ()))

    def inside(self, unit_id: str) -> tuple[Unit, ...]:
        """What lies directly below a unit, by pinyin and number: streets, communities, compounds, buildings."""
        return tuple(unit for unit in self.children(unit_id) if unit.kind in (*_WAY, UnitKind.BUILDING))

    def towards(self, unit_id: str, kind: UnitKind) -> tuple[Unit, ...]:
        """What to choose from next on the way from a unit down to one of `kind`; a single way is gone at once."""
        unit = self.get(unit_id)
        if unit is None or unit.kind is kind:
            return (unit,) if unit else ()
        found = tuple(child for child in self._children.get(unit_id, ()) if self.below(child.id, kind))
        return self.towards(found[0].id, kind) if len(found) == 1 else found

    def named(self, typed: str) -> Unit | None:
        """The compound of exactly this name (with or without 小区), maybe with a house behind it, if one bears it.

        Here as below a name is the compound's own, or that of an estate that it was merged from.
        """
        return self.get(self._names.exactly(typed))

    def mentioned(self, sentence: str) -> Unit | None:
        """The one compound whose whole name stands in a sentence: see `Names.within`."""
        return self.get(self._names.within(sentence))

    def namesakes(self, typed: str) -> list[Unit]:
        """The compounds that share the name that was typed, and nothing else; none where one alone bears it."""
        return self._several(self._names.all_exactly(typed))

    def sharing(self, words: str) -> list[Unit]:
        """The compounds that share the name that was typed, or stands in a sentence; none where one alone bears it."""
        return self._several(self._names.all_exactly(words) or self._names.all_within(words))

    def _several(self, found: list[str]) -> list[Unit]:
        return sorted((self._units[one] for one in found), key=lambda unit: in_order(unit.name)) if found[1:] else []

    def search(self, typed: str) -> list[Unit]:
        """At most three compounds that `typed` may mean: see `Names.like`."""
        return [self._units[unit_id] for unit_id in self._names.like(typed)]

    def _on_the_way(self, unit_id: str) -> Iterator[Unit]:
        """The unit and all below it, down to the compounds."""
        unit = self.get(unit_id)
        if unit and unit.kind in _WAY:
            yield unit
            for child in self._children.get(unit_id, ()):
                yield from self._on_the_way(child.id)

    def _next(self, unit_id: str | None) -> tuple[Unit, ...]:
        return tuple(unit for unit in self._children.get(unit_id, ()) if any(self.compounds_under(unit.id)))


def _posts(person: Person, roles: Iterable[Role]) -> frozenset[str]:
    return frozenset(unit_id for role in roles for unit_id in person.units_as(role))


def _point_of(unit: Unit) -> Point | None:
    if unit.latitude is None or unit.longitude is None:
        return None
    return Point(unit.latitude, unit.longitude)


def _the_one(units: Iterable[Unit]) -> Unit | None:
    found = list(units)
    return found[0] if len(found) == 1 else None


def _stands_in(building: str, written: str) -> bool:
    before = rest_of(building)[0]
    return bool(before) and before in written


def _may_be(known: tuple[str, str, str], wanted: tuple[str, str, str]) -> bool:
    """The same number, and no other zone or wing: only one of the two may not say it."""
    same_number = known[1] == wanted[1] != ""
    return same_number and all(not one or not other or one == other for one, other in zip(known, wanted, strict=True))
