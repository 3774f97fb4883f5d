"""What becomes different: of each part what is added, changed and ended, and in words for whoever looks at it."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from bot.commands.importing.district import District, GoodsKey, PostKey, Present, PublicKey
from bot.commands.importing.grids import through_grids
from bot.domain.people import Unit
from bot.domain.responsibilities import Responsibility
from bot.domain.shop import Goods
from bot.storage.published import Published
from bot.storage.roster import Member, Opening
from bot.texts import imported as say
from bot.texts.sheets import GOODS, GRIDS, OPENINGS, PEOPLE, POSTS, PUBLIC, RESPONSIBILITIES, UNITS

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Delta(Generic[K, V]):
    """What is added, changed (before, after) and ended, by key."""

    added: Mapping[K, V]
    changed: Mapping[K, tuple[V, V]]
    ended: Mapping[K, V]

    def __len__(self) -> int:
        return len(self.added) + len(self.changed) + len(self.ended)

    @property
    def put(self) -> list[V]:
        """Whatever is to be kept anew, as it is to be."""
        return [*self.added.values(), *(after for _, after in self.changed.values())]


def delta(before: Mapping[K, V], after: Mapping[K, V]) -> Delta[K, V]:
    """From one to the other."""
    return Delta(
        added={key: value for key, value in after.items() if key not in before},
        changed={key: (before[key], value) for key, value in after.items() if key in before and before[key] != value},
        ended={key: value for key, value in before.items() if key not in after},
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Between the store and what a file wants; `published` as it stands in public in the end."""

    units: Delta[str, Unit]
    members: Delta[str, Member]
    posts: Delta[PostKey, bool]
    published: Delta[PublicKey, Published]
    openings: Delta[str, Opening]
    goods: Delta[GoodsKey, Goods]
    grids: Delta[PostKey, bool]
    responsibilities: Delta[str, Responsibility]

    def __len__(self) -> int:
        return sum(len(getattr(self, part.name)) for part in fields(self))


def compare(present: Present, after: District) -> Difference:
    """What an import changes. What a branch published itself only an entry of the same name changes."""
    before, public = present.district, after.all_published()
    rows = {key: entry for key, (entry, imported) in present.rows.items() if imported or key in public}
    return Difference(
        delta(before.units, after.units),
        delta(before.members, after.members),
        delta(before.posts, after.posts),
        delta(rows, public),
        delta(before.openings, after.openings),
        delta(before.goods, after.goods),
        delta(before.grids, after.grids),
        delta(before.responsibilities, after.responsibilities),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """The changes of one part in words."""

    name: str
    added: list[str]
    changed: list[str]
    ended: list[str]


def told(difference: Difference, present: Present, after: District) -> Iterator[Told]:
    """Part by part, with names for whatever has one; telephone numbers are masked."""
    units = {**present.district.units, **after.units}
    members = {**present.district.members, **after.members}

    grids = {**through_grids(present.district.units, present.district.grids), **through_grids(after.units, after.grids)}

    def post(key: PostKey, shown: bool) -> str:  # noqa: FBT001 - as it lies in the mapping
        grid = units[grids[key].grid_id].name if key in grids else ""
        return say.post_words(f"{key[0]} {members[key[0]].name}", key[1], units[key[2]].name, shown=shown, grid=grid)

    def public(_: PublicKey, entry: Published) -> str:
        return say.public_words(units[entry.unit_id].name, entry.role, entry.name, entry.phone)

    def responsibility(_: str, one: Responsibility) -> str:
        return say.responsibility_words(one, units[one.unit_id].name if one.unit_id else "")

    yield _told(UNITS.name, difference.units, lambda _, unit: _unit(unit, units))
    yield _told(PEOPLE.name, difference.members, lambda _, one: say.member_words(one.key, one.name, one.phone))
    yield _told(GRIDS, difference.grids, post)
    yield _told(POSTS, difference.posts, post)
    yield _told(PUBLIC.name, difference.published, public)
    yield _told(OPENINGS.name, difference.openings, lambda _, one: say.opening_words(one.key, one.points, one.reason))
    yield _told(GOODS.name, difference.goods, lambda key, one: say.goods_words(units[key[0]].name, one))
    yield _told(RESPONSIBILITIES.name, difference.responsibilities, responsibility)


def _unit(unit: Unit, units: Mapping[str, Unit]) -> str:
    above = units.get(unit.parent_id or "")
    grid = units.get(unit.grid_id or "")
    return say.unit_line(unit, above.name if above else "", grid.name if grid else "")


def _told(name: str, change: Delta[K, V], words: Callable[[K, V], str]) -> Told:
    return Told(
        name,
        [words(key, value) for key, value in change.added.items()],
        [say.changed_words(words(key, before), words(key, after)) for key, (before, after) in change.changed.items()],
        [words(key, value) for key, value in change.ended.items()],
    )
