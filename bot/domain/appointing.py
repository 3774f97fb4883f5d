"""Who may give which role, and in which kind of unit: at or below the unit of their own post (docs/invitations.md)."""

from collections.abc import Mapping

from bot.domain.people import Role, UnitKind

_COMPOUND: Mapping[Role, UnitKind] = {
    Role.VOLUNTEER: UnitKind.COMPOUND,
    Role.BUILDING_LEAD: UnitKind.BUILDING,
    Role.GRID_WORKER: UnitKind.COMPOUND,
}
_COMMUNITY: Mapping[Role, UnitKind] = {Role.SECRETARY: UnitKind.COMPOUND, Role.PROPERTY_STAFF: UnitKind.COMPOUND}
_STREET: Mapping[Role, UnitKind] = {Role.COMMUNITY_STAFF: UnitKind.COMMUNITY}
_DISTRICT: Mapping[Role, UnitKind] = {
    Role.STREET_DISPATCHER: UnitKind.STREET,
    **_STREET,
    **_COMMUNITY,
    **_COMPOUND,
    Role.DEPARTMENT_STAFF: UnitKind.DEPARTMENT,
    Role.SHOPKEEPER: UnitKind.SHOP,
}
# Nobody else gives any. The lowest first: what several of somebody's posts permit, the lowest of them does.
GIVES: Mapping[Role, Mapping[Role, UnitKind]] = {
    Role.SECRETARY: _COMPOUND,
    Role.COMMUNITY_STAFF: _COMMUNITY,
    Role.STREET_DISPATCHER: _STREET,
    Role.DISTRICT_DISPATCHER: _DISTRICT,
    Role.ADMIN: {Role.DISTRICT_DISPATCHER: UnitKind.DISTRICT, **_DISTRICT},
}
# Who may hand their own post over to a successor (交接).
HANDED_OVER = frozenset({Role.SECRETARY})
# A volunteer leaves together with their file, a resident by moving out.
GIVEN_UP = frozenset(Role) - {Role.RESIDENT, Role.VOLUNTEER}
