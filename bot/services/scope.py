"""Of where somebody may see the figures: their posts, and all that lies below; read anew each time."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.errors import NotFound
from bot.domain.people import Person, Role
from bot.fsm.ticket import OFFICES
from bot.services.directory import Directory
from bot.services.sounds import in_order

ALL = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """`posts`: the units that it is of, the widest of theirs; `units`: these and all below, whose tickets count."""

    posts: tuple[str, ...]
    units: frozenset[str]


def scope_of(directory: Directory, person: Person, wanted: str = ALL, roles: Iterable[Role] = OFFICES) -> Scope:
    """All that is theirs, or one unit of it. Raises `NotFound` for what is not theirs, and where they hold no post."""
    reach = directory.reach_of(person, roles)
    posts = (wanted,) if wanted else widest(directory, person, roles)
    if not posts or not reach.issuperset(posts):
        raise NotFound(wanted)
    return Scope(posts, reach & frozenset().union(*(directory.under(unit_id) for unit_id in posts)))


def widest(directory: Directory, person: Person, roles: Iterable[Role] = OFFICES) -> tuple[str, ...]:
    """The units of their posts that lie below none of the others, in the order of their names."""
    held = {unit_id for role in roles for unit_id in person.units_as(role) if directory.get(unit_id)}
    below = {unit_id for other in held for unit_id in directory.under(other) - {other}}
    return tuple(sorted(held - below, key=lambda unit_id: in_order(directory[unit_id].name)))
