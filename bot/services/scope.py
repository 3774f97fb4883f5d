"""How far somebody's posts go: the units that the policy gives them, and all below; read anew each time."""

from dataclasses import dataclass

from bot.domain.errors import NotFound
from bot.domain.people import Person
from bot.domain.policy import May, Relation, who
from bot.services.directory import Directory
from bot.services.sounds import in_order

ALL = ""


def units_held(person: Person, action: May, *standing: Relation) -> frozenset[str]:
    """The units of their posts that allow them `action`; with `standing`, in one of these relations."""
    return frozenset(unit_id for role in who(action, *standing) for unit_id in person.units_as(role))


def reach_of(directory: Directory, person: Person, action: May) -> frozenset[str]:
    """Where their posts allow them `action`, now: their units, and all below down to the compounds."""
    return directory.reach_of(person, who(action, Relation.BELOW))


def covers(directory: Directory, person: Person, action: May, unit_id: str) -> bool:
    """Whether their posts allow them `action` in a unit, buildings too; False for one that is missing."""
    if directory.get(unit_id) is None:
        return False
    if not person.roles.isdisjoint(who(action, Relation.EVERYWHERE)) or unit_id in units_held(person, action):
        return True
    held = units_held(person, action, Relation.BELOW)
    return any(unit.id in held for unit in directory.upwards(unit_id))


def starts(directory: Directory, person: Person, action: May) -> tuple[str, ...]:
    """Where their way down begins: the widest units in which they may; the district for who may everywhere."""
    everywhere = not person.roles.isdisjoint(who(action, Relation.EVERYWHERE))
    return (directory.top.id,) if everywhere else widest(directory, person, action)


@dataclass(frozen=True, slots=True)
class Scope:
    """`posts`: the units that it is of, the widest of theirs; `units`: these and all below, whose tickets count."""

    posts: tuple[str, ...]
    units: frozenset[str]


def scope_of(directory: Directory, person: Person, wanted: str = ALL, action: May = May.SEE_FIGURES) -> Scope:
    """All that is theirs, or one unit of it. Raises `NotFound` for what is not theirs, and where they hold no post."""
    reach = reach_of(directory, person, action)
    posts = (wanted,) if wanted else widest(directory, person, action)
    if not posts or not reach.issuperset(posts):
        raise NotFound(wanted)
    return Scope(posts, reach & frozenset().union(*(directory.under(unit_id) for unit_id in posts)))


def widest(directory: Directory, person: Person, action: May = May.SEE_FIGURES) -> tuple[str, ...]:
    """The units of their posts that lie below none of the others, in the order of their names."""
    held = {unit_id for unit_id in units_held(person, action, Relation.BELOW) if directory.get(unit_id)}
    below = {unit_id for other in held for unit_id in directory.under(other) - {other}}
    return tuple(sorted(held - below, key=lambda unit_id: in_order(directory[unit_id].name)))
