"""Who may give somebody a post, read from the posts as they are now; and who answers for the one that is left."""

from bot.domain.appointing import GIVES
from bot.domain.errors import ForgedPayload
from bot.domain.people import Person, Post, Role, UnitKind
from bot.services import daytime
from bot.services.orders import SEPARATOR
from bot.services.turn import Office, Turn
from bot.storage import people
from bot.storage.database import Tx


def roles_to_give(office: Office, person: Person) -> list[Role]:
    """What they may give, where there is a unit for it."""
    found = {
        role: None
        for giver, gives in GIVES.items()
        for unit_id in sorted(person.units_as(giver))
        for role, kind in gives.items()
        if office.directory.below(unit_id, kind)
    }
    return list(found)


def kind_for(role: Role) -> UnitKind | None:
    """In which kind of unit a role is held; None for one that nobody gives."""
    return next((gives[role] for gives in GIVES.values() if role in gives), None)


def givers(office: Office, person: Person, role: Role, unit_id: str = "") -> list[Post]:
    """Their posts by which they may give `role`, the lowest first: in `unit_id` or below it, where one is named."""
    over = {unit.id for unit in office.directory.upwards(unit_id)}
    return [
        post
        for giver, gives in GIVES.items()
        for post in person.posts
        if post.role is giver and role in gives and (not unit_id or post.unit_id in over)
    ]


async def those_above(tx: Tx, office: Office, post: Post, but: str) -> list[str]:
    """The nearest people who may give this post to somebody, without `but`."""
    for unit in office.directory.upwards(post.unit_id):
        for giver, gives in GIVES.items():
            if post.role in gives and giver is not post.role:
                found = [person for person in await people.holders(tx, giver, (unit.id,)) if person != but]
                if found:
                    return found
    return []


def which_of(post: Post, between: str = SEPARATOR) -> str:
    """A post as it stands behind a button."""
    return f"{post.role}{between}{post.unit_id}"


def post_of(which: str, between: str = SEPARATOR) -> Post:
    """The post that a button means; nothing says whose it is, or that there is its unit. Raises `ForgedPayload`."""
    role, _, unit_id = which.partition(between)
    if role not in set(Role):
        raise ForgedPayload("no role")
    return Post(Role(role), unit_id)


def softly(turn: Turn) -> bool:
    """Whether it is night: who is told then hears no sound."""
    return daytime.begin_of(turn.office.settings.quiet, turn.moment) > turn.moment
