"""A district as its sheets tell it: what a file wants, and what the store holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.people import Role, Unit, UnitKind
from bot.domain.responsibilities import Responsibility
from bot.domain.shop import Goods
from bot.services.phones import as_dialled
from bot.storage.published import Published
from bot.storage.roster import Member, Opening

PostKey: TypeAlias = tuple[str, Role, str]
PublicKey: TypeAlias = tuple[str, Role, str]
# The shop, and the name by which its goods are known there.
GoodsKey: TypeAlias = tuple[str, str]

# Under what a unit may stand, and where a role is held: that of a grid in all compounds that lie in it.
PARENTS: Mapping[UnitKind, tuple[UnitKind, ...]] = {
    UnitKind.DISTRICT: (),
    UnitKind.STREET: (UnitKind.DISTRICT,),
    UnitKind.COMMUNITY: (UnitKind.STREET,),
    UnitKind.GRID: (UnitKind.DISTRICT, UnitKind.STREET, UnitKind.COMMUNITY, UnitKind.GRID),
    UnitKind.COMPOUND: (UnitKind.COMMUNITY,),
    UnitKind.BUILDING: (UnitKind.COMPOUND,),
    UnitKind.DEPARTMENT: (UnitKind.DISTRICT,),
    UnitKind.SHOP: (UnitKind.DISTRICT, UnitKind.STREET, UnitKind.COMMUNITY, UnitKind.COMPOUND),
}
HELD_IN: Mapping[Role, tuple[UnitKind, ...]] = {
    Role.SECRETARY: (UnitKind.COMPOUND,),
    Role.BUILDING_LEAD: (UnitKind.BUILDING,),
    Role.GRID_WORKER: (UnitKind.COMPOUND, UnitKind.GRID),
    Role.PROPERTY_STAFF: (UnitKind.COMPOUND,),
    Role.VOLUNTEER: (UnitKind.COMPOUND,),
    Role.COMMUNITY_STAFF: (UnitKind.COMMUNITY,),
    Role.STREET_DISPATCHER: (UnitKind.STREET,),
    Role.DISTRICT_DISPATCHER: (UnitKind.DISTRICT,),
    Role.DEPARTMENT_STAFF: (UnitKind.DEPARTMENT,),
    Role.SHOPKEEPER: (UnitKind.SHOP,),
}


@dataclass(frozen=True, slots=True)
class District:
    """Units by id, people of the office's list by key, their posts (shown in public?), 公示, balances brought along,
    what lies in the shops, 职责 by code. `grids`: who answers for which; the posts that follow are among `posts`.
    """

    units: Mapping[str, Unit] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)
    posts: Mapping[PostKey, bool] = field(default_factory=dict)
    published: Mapping[PublicKey, Published] = field(default_factory=dict)
    openings: Mapping[str, Opening] = field(default_factory=dict)
    goods: Mapping[GoodsKey, Goods] = field(default_factory=dict)
    grids: Mapping[PostKey, bool] = field(default_factory=dict)
    responsibilities: Mapping[str, Responsibility] = field(default_factory=dict)

    def all_published(self) -> dict[PublicKey, Published]:
        """What stands in public in the end: 公示, and whoever of 人员 is shown."""
        return {**self.published, **self.shown()}

    def shown(self) -> dict[PublicKey, Published]:
        """What of it comes from 人员."""
        found = {}
        for key, role, unit_id in (post for post, shown in self.posts.items() if shown):
            member = self.members[key]
            found[unit_id, role, member.name] = Published(unit_id, role, member.name, as_dialled(member.phone))
        return found


@dataclass(frozen=True, slots=True)
class Present:
    """The store: its district; the keys of balances that the ledger has; each published row, and whether by import."""

    district: District = field(default_factory=District)
    entered: frozenset[str] = frozenset()
    rows: Mapping[PublicKey, tuple[Published, bool]] = field(default_factory=dict)
