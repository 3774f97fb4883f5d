"""People, their roles and the units these are bound to (docs/glossary.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be, each time in one unit. Everybody is a resident."""

    RESIDENT = "resident"
    VOLUNTEER = "volunteer"
    BUILDING_LEAD = "building_lead"
    GRID_WORKER = "grid_worker"
    SECRETARY = "secretary"
    PROPERTY_STAFF = "property_staff"
    COMMUNITY_STAFF = "community_staff"
    STREET_DISPATCHER = "street_dispatcher"
    DISTRICT_DISPATCHER = "district_dispatcher"
    DEPARTMENT_STAFF = "department_staff"
    SHOPKEEPER = "shopkeeper"
    ADMIN = "admin"


class UnitKind(StrEnum):
    """Levels of a district, each below the one before; grids, departments and shops lie beside that tree."""

    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"
    COMPOUND = "compound"
    BUILDING = "building"
    DEPARTMENT = "department"
    SHOP = "shop"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the district. `code` is the payload of its QR deep link; degrees are WGS-84.

    `grid_id`: the grid in which a compound, or one building of it, lies. `estates`: of a compound that was merged from
    several, the names by which those who live there still call it.
    """

    id: str
    kind: UnitKind
    parent_id: str | None
    name: str
    code: str
    latitude: float | None = None
    longitude: float | None = None
    grid_id: str | None = None
    estates: tuple[str, ...] = ()


def downwards(units: Iterable[Unit]) -> list[Unit]:
    """The units, each behind its parent and its grid, as far as these are among them."""
    found = {unit.id: unit for unit in units}
    order = list(UnitKind)

    def depth(unit: Unit) -> int:
        above = found.get(unit.parent_id or "") if unit.kind is UnitKind.GRID else None
        return 1 + depth(above) if above and above.kind is UnitKind.GRID else 0

    return sorted(found.values(), key=lambda unit: (order.index(unit.kind), depth(unit)))


@dataclass(frozen=True, slots=True)
class Post:
    """A role held in a unit."""

    role: Role
    unit_id: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote to us, with their posts as read in this transaction.

    `simple`: they asked for fewer and plainer words (大字简明).
    """

    id: str
    consent_version: int
    home_id: str | None
    posts: tuple[Post, ...] = ()
    simple: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held, with `resident` which everybody is."""
        return frozenset({Role.RESIDENT, *(post.role for post in self.posts)})

    def units_as(self, role: Role) -> frozenset[str]:
        """The units in which they hold `role`."""
        return frozenset(post.unit_id for post in self.posts if post.role is role)
