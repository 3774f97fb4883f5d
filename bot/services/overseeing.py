"""`/rights`: who holds which post, in a unit and above it, what each post sees, and when somebody last looked.

For whoever administers the district. Who holds a post is named as the office's list or their own file has them, each
page of names a row of the audit log; nobody's number or words, and of a resident nothing.
"""

from bot.domain.clock import from_millis
from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Outbound, Reply, Text
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.domain.policy import May, Sees, seen_as
from bot.services import appointing, asking, scope
from bot.services.estates import label_for
from bot.services.layout import in_rows, turns
from bot.services.turn import Turn
from bot.storage import audit, people
from bot.storage import published as rows
from bot.storage.database import Tx
from bot.storage.people import Holder
from bot.texts import rights as say
from bot.texts.words import clock_face, date_face

BETWEEN = "~"
CARD = "rights"
# What their next words answer: the name of a unit.
UNIT = "rights_unit"
PAGE = 8
LONGEST_NAME = 12


def _theirs(turn: Turn, unit_id: str) -> Unit:
    """Raises `NotFound` for a unit that is not there, or not theirs to look into (any longer)."""
    if not scope.covers(turn.office.directory, turn.person, May.SEE_RIGHTS, unit_id):
        raise NotFound(unit_id)
    return turn.office.directory[unit_id]


async def show(turn: Turn, tx: Tx, unit_id: str = "", page: int = 0) -> Outbound:
    """The card of a unit, first of the district; a name written next is another one. Raises `NotFound`."""
    directory = turn.office.directory
    unit = _theirs(turn, unit_id or directory.top.id)
    await asking.ask(turn, tx, UNIT)
    groups = await _groups(turn, tx, unit)
    posts = tuple(
        (post.role, directory.called(post.unit_id), len(held), sees(post.role)) for post, held in groups.items()
    )
    each = [
        (Choice("rt_post", appointing.which_of(post, BETWEEN), label=say.holders_label(role, where, len(held))),)
        for (role, where, *_), (post, held) in zip(posts, groups.items(), strict=True)
    ]
    return turn.reply(say.RightsOfUnit(unit.name, posts), (*each, *_ways(turn, unit, page)), card=CARD)


async def _groups(turn: Turn, tx: Tx, unit: Unit) -> dict[Post, list[Holder]]:
    """Who is in post in the unit and in those above it, the nearest first."""
    ups = [one.id for one in turn.office.directory.upwards(unit.id)]
    found: dict[Post, list[Holder]] = {}
    order = list(Role)
    for one in sorted(
        await people.in_posts(tx, ups), key=lambda one: (ups.index(one.post.unit_id), order.index(one.post.role))
    ):
        found.setdefault(one.post, []).append(one)
    return found


def _ways(turn: Turn, unit: Unit, page: int) -> Choices:
    below = turn.office.directory.children(unit.id)
    here = [Choice("rights", one.id, label=one.name) for one in below[page * PAGE : (page + 1) * PAGE]]
    ways = [*turns("rights", unit.id, page, len(below), PAGE)]
    if unit.parent_id and unit.kind is not UnitKind.DISTRICT:
        ways.append(Choice("rights", unit.parent_id, label=say.UP))
    return (*in_rows(here), *([tuple(ways)] if ways else []))


async def told(turn: Turn, tx: Tx, _: str) -> list[Reply] | None:
    """The name of a unit; None where it is none, or they may no more."""
    if not isinstance(turn.content, Text) or not scope.starts(turn.office.directory, turn.person, May.SEE_RIGHTS):
        await asking.answered(turn, tx)
        return None
    if not turn.words or len(turn.words) > LONGEST_NAME or not _meant(turn, turn.words):
        return None  # not asked for by name: whatever else it may be
    return await named(turn, tx, turn.words)


def _meant(turn: Turn, words: str) -> list[Unit]:
    """The one compound of just this name, else those that it may be."""
    exact = turn.office.directory.named(words)
    return [exact] if exact else turn.office.directory.search(words)


async def named(turn: Turn, tx: Tx, words: str) -> list[Reply]:
    """The card of the unit that bears this name; where several may be meant, the choice."""
    found = _meant(turn, words)
    if len(found) == 1:
        return [await show(turn, tx, found[0].id)]
    choices = tuple((Choice("rights", one.id, label=label_for(one, words)),) for one in found)
    return [turn.reply(say.WhichUnit() if found else say.NoSuchUnit(), choices)]


async def holders(turn: Turn, tx: Tx, which: str, page: int) -> list[Reply]:
    """Those who hold one post, by how long, with the names that we know. Raises `NotFound` where nobody does."""
    post = _post(turn, which)
    held = [one for one in await people.in_posts(tx, (post.unit_id,)) if one.post == post]
    if not held:
        raise NotFound(which)
    here = list(enumerate(held, 1))[page * PAGE : (page + 1) * PAGE]
    names = await rows.names_shown(tx, [one.person_id for _, one in here], which, turn.person.id, turn.now)
    each = [
        (Choice("rt_who", one.person_id, label=say.holder_label(at, _day(one.since), names.get(one.person_id, ""))),)
        for at, one in here
    ]
    back = (*turns("rt_post", which, page, len(held), PAGE), Choice("rights", post.unit_id, label=say.UP))
    return [turn.reply(say.HoldersOf(post.role, turn.office.directory.called(post.unit_id)), (*each, back), card=CARD)]


async def person(turn: Turn, tx: Tx, person_id: str) -> list[Reply]:
    """Their posts, since when and by whom, and when they last looked at a number. Raises `NotFound` without a post."""
    held = await people.held(tx, person_id)
    if not held:
        raise NotFound(person_id)
    units = turn.office.directory
    posts = tuple(
        (role, units.called(one.post.unit_id), _day(one.since), units.name_of(one.by_unit), sees(role))
        for one in held
        for role in (one.post.role,)
    )
    names = await rows.names_shown(tx, [person_id], person_id, turn.person.id, turn.now)
    at, times = await audit.last_look(tx, person_id)
    looked = clock_face(from_millis(at)) if times else ""
    back = ((Choice("rt_post", appointing.which_of(held[0].post, BETWEEN), label=say.UP),),)
    return [turn.reply(say.RightsOfPerson(posts, looked, times, names.get(person_id, "")), back, card=CARD)]


def sees(role: Role) -> tuple[Sees, ...]:
    """What a post shows of other people, by the policy."""
    found = seen_as(role)
    return tuple(one for one in Sees if one in found)


def _post(turn: Turn, which: str) -> Post:
    post = appointing.post_of(which, BETWEEN)
    _theirs(turn, post.unit_id)
    return post


def _day(at: int) -> str:
    return date_face(from_millis(at))
