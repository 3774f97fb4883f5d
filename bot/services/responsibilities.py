"""`/duties`: what somebody's posts answer for (职责), and for the platforms what each department does, and its number.

Whose posts they are and who may look at departments is read anew at each press.
"""

from collections.abc import Iterable, Sequence

from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Outbound
from bot.domain.people import Person, Post, Role, Unit, UnitKind
from bot.domain.policy import May
from bot.domain.responsibilities import Responsibility
from bot.services import appointing, deeds, scope
from bot.services.layout import in_rows, turns
from bot.services.sounds import in_order
from bot.services.turn import Turn
from bot.storage import published
from bot.storage import responsibilities as rows
from bot.storage.database import Tx
from bot.texts import responsibilities as say
from bot.texts.responsibilities import Line

BETWEEN = "~"
CARD = "responsibilities"
# Characters that a page may have, areas aside; with 大字简明 fewer.
ROOM, SIMPLE_ROOM = 120, 60


async def own(turn: Turn, tx: Tx, which: str = "", page: int = 0) -> Outbound:
    """Of one of their posts (the first, where none is named), with the others on buttons; a kind word without any.

    Raises `NotFound` for a post that is not theirs (any longer), `ForgedPayload` for what is none.
    """
    held = _held(turn.person)
    if not held and not which:
        return turn.reply(say.NoPostHere(Role.ADMIN in turn.person.roles), card=CARD)
    post = _theirs(held, which) if which else held[0]
    pages = _pages(await rows.of_role(tx, post.role, post.unit_id), _room(turn))
    at, unit = _within(page, pages), turn.office.directory.name_of(post.unit_id)
    prompt = say.ResponsibilitiesOfPost(post.role, unit, pages[at], at + 1, len(pages))
    ways = _turns("resp", appointing.which_of(post, BETWEEN), at, pages)
    choices = (*ways, *_others(turn, held, post), *_departments(turn))
    return turn.reply(prompt, choices, card=CARD)


def _held(person: Person) -> list[Post]:
    """Their posts as far as these differ in what they answer for: the compounds of a secretary do not.

    Who administers the bot has no post of the district's.
    """
    posts = (post for post in person.posts if post.role is not Role.ADMIN)
    return [
        *dict.fromkeys(Post(post.role, post.unit_id if post.role is Role.DEPARTMENT_STAFF else "") for post in posts)
    ]


def _theirs(held: Sequence[Post], which: str) -> Post:
    post = appointing.post_of(which, BETWEEN)
    if post not in held:
        raise NotFound(which)
    return post


def _others(turn: Turn, held: Sequence[Post], shown: Post) -> Choices:
    name_of = turn.office.directory.name_of
    return in_rows(
        Choice("resp", appointing.which_of(post, BETWEEN), label=say.post_label(post.role, name_of(post.unit_id)))
        for post in held
        if post != shown
    )


def _departments(turn: Turn) -> Choices:
    may = scope.starts(turn.office.directory, turn.person, May.SEE_DEPARTMENTS)
    return ((Choice("resp_of"),),) if may else ()


async def departments(turn: Turn, tx: Tx) -> Outbound:
    """Which one? Shown anew, as it is also asked for where a ticket is passed on; the way back there, too."""
    directory = turn.office.directory
    every = directory.below(directory.top.id, UnitKind.DEPARTMENT)
    choices = in_rows([Choice("resp_of", unit.id, label=unit.name) for unit in every])
    return turn.reply(say.WhichDepartment(), (*choices, *await _to_the_ticket(turn, tx)), card=CARD).anew()


async def _to_the_ticket(turn: Turn, tx: Tx) -> Choices:
    """To the one that they are passing on, if any."""
    return ((Choice("resp_back"),),) if await deeds.is_passing_on(turn, tx) else ()


async def of_department(turn: Turn, tx: Tx, unit_id: str, page: int = 0) -> Outbound:
    """What a department answers for, and the numbers that it makes known. Raises `NotFound` for what is none."""
    unit = _department(turn, unit_id)
    pages = _pages(await rows.of_department(tx, unit.id), _room(turn))
    at = _within(page, pages)
    numbers = tuple((one.name, one.phone) for one in await published.duty_rooms(tx, [unit.id]))
    prompt = say.ResponsibilitiesOfDepartment(unit.name, numbers, pages[at], at + 1, len(pages))
    choices = (*_turns("resp_of", unit.id, at, pages), (Choice("resp_all"),), *await _to_the_ticket(turn, tx))
    return turn.reply(prompt, choices, card=CARD)


def _department(turn: Turn, unit_id: str) -> Unit:
    unit = turn.office.directory.get(unit_id)
    if unit is None or unit.kind is not UnitKind.DEPARTMENT:
        raise NotFound(unit_id)
    if not scope.covers(turn.office.directory, turn.person, May.SEE_DEPARTMENTS, unit_id):
        raise NotFound(unit_id)
    return unit


def _pages(found: Iterable[Responsibility], room: int) -> list[tuple[Line, ...]]:
    """In their order with their numbers, as many on a page as there is room for, at least one; one empty page."""
    pages: list[list[Line]] = [[]]
    used = 0
    for number, one in enumerate(_in_order(found), 1):
        used += len(one.words)
        if used > room and pages[-1]:
            pages.append([])
            used = len(one.words)
        pages[-1].append((number, one.area, one.words))
    return [tuple(page) for page in pages]


def _in_order(found: Iterable[Responsibility]) -> list[Responsibility]:
    """By position and code; the areas in the order in which they come first."""
    areas: dict[str, list[Responsibility]] = {}
    for one in sorted(found, key=lambda one: (one.position, in_order(one.code), one.code)):
        areas.setdefault(one.area, []).append(one)
    return [one for same in areas.values() for one in same]


def _within(page: int, pages: Sequence[object]) -> int:
    """The list may have become shorter meanwhile."""
    return max(0, min(page, len(pages) - 1))


def _turns(what: str, which: str, at: int, pages: Sequence[object]) -> Choices:
    ways = turns(what, which, at, len(pages))
    return (ways,) if ways else ()


def _room(turn: Turn) -> int:
    return SIMPLE_ROOM if turn.person.simple else ROOM
