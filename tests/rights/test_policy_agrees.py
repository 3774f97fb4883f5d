"""The table and the bot: every role × every action × every relation, by its functions and through the real handlers."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace

import pytest

from bot.domain import policy
from bot.domain.clock import to_millis
from bot.domain.people import Person, Post, Role
from bot.domain.policy import RULES, May, Relation, Rule, relations, who
from bot.domain.volunteers import FileState
from bot.domain.wishes import Wish, WishState
from bot.handlers.routes import ROUTES
from bot.services.directory import Directory
from bot.services.scope import covers, reach_of, units_held
from bot.storage import wishes
from bot.storage.database import Tx
from bot.texts import errors
from tests.conversations.town import LI, MORNING, NEW, UNITS, WANG
from tests.handlers.hall import Hall, words
from tests.handlers.volunteers import put_file
from tests.services.owners import press, put, somebody

NOW = to_millis(MORNING)
DIRECTORY = Directory(UNITS)
PARENTS = {unit.id: unit.parent_id for unit in UNITS}
REFUSED, ABSENT = errors.NotAllowedHere().text(), errors.NoSuchThing().text()
# The unit in which the thing lies, one above it, one beside it: where somebody may hold a post.
HERE, ABOVE, BESIDE = "cuihu", "community", "beicheng"


def is_at_or_below(unit_id: str | None, above: str) -> bool:
    """Said once more, without the directory."""
    while unit_id and unit_id != above:
        unit_id = PARENTS[unit_id]
    return unit_id == above


@pytest.mark.parametrize("action", May)
def test_how_far_a_post_goes_is_what_its_row_says(action: May) -> None:
    """Twelve roles × every unit of the post × every unit asked about; without a row nothing."""
    for role in Role:
        rows = {rule.relation for rule in RULES if rule.action is action and role in rule.roles}
        assert set(relations(role, action)) == rows
        for held in PARENTS:
            everywhere = Relation.EVERYWHERE in rows or (Relation.EVERYWHERE in relations(Role.RESIDENT, action))
            person = Person("p", 1, None, (Post(role, held),))
            assert bool(units_held(person, action)) is bool(rows)
            for asked in PARENTS:
                below = Relation.BELOW in rows and is_at_or_below(asked, held)
                expected = everywhere or below or (bool(rows) and asked == held)
                assert covers(DIRECTORY, person, action, asked) is expected, (role, held, asked)
                if asked in (HERE, ABOVE, BESIDE):
                    far = Relation.BELOW in rows and is_at_or_below(asked, held)
                    assert (asked in reach_of(DIRECTORY, person, action)) is far


# ── through the real handlers: a thing in 翠湖苑, and the button that leads to it ─────────────────────────────────
async def a_ticket(hall: Hall) -> str:
    return (await put(hall, 1, by=NEW)).id


async def a_file(hall: Hall) -> str:
    return await put_file(hall, LI, FileState.ACTIVE, HERE)


async def a_wish(hall: Hall) -> str:
    async def unit(tx: Tx) -> str:
        wish = Wish("w000000000001", await somebody(tx, WANG), NOW, HERE, "其他", "想下棋", "想下棋")
        await wishes.add(tx, replace(wish, state=WishState.PENDING_REVIEW, since=NOW))
        return wish.id

    return await hall.db.write(unit)


def bearing(which: str) -> Callable[[Hall], Awaitable[str]]:
    async def made(hall: Hall) -> str:
        return which

    return made


# The action → the button, and what it bears.
PROBES: dict[May, tuple[str, Callable[[Hall], Awaitable[str]]]] = {
    May.HANDLE: ("look", a_ticket),
    May.SEE_FIGURES: ("stats", bearing(f"2026-03/{HERE}")),
    May.LIMIT: ("free", a_ticket),
    May.ORGANISE: ("recruit", a_ticket),
    May.PUBLISH: ("board", bearing(HERE)),
    May.SEE_RIGHTS: ("rights", bearing(HERE)),
    May.KEEP_VOLUNTEERS: ("vfile", a_file),
    May.AWARD: ("pts_of", a_file),
    May.REVIEW_WISHES: ("w_show", a_wish),
    May.KEEP_SHOP: ("shelves", bearing(HERE)),
}
# Where the others are proved: by place, through their own handlers; `LIST_NUMBERS` is a column of a list.
PROVED = {
    "tests/handlers/test_grid.py": {May.SUPERVISE, May.SEE_ROUNDS, May.DO_ROUNDS, May.SEE_DAY, May.KEEP_QUIET},
    "tests/services/test_notices.py": {May.TELL},
    "tests/services/test_invitations.py": {May.INVITE},
    "tests/activities/test_signing_up_at_once.py": {May.TAKE_PART, May.SEE_ACTIVITIES},
    "tests/wishes/test_claims.py": {May.CLAIM_WISHES, May.SEE_POOL, May.WISH_FOR},
    "tests/points/test_points_files.py": {May.APPRAISE, May.LIST_HOUSEHOLDS},
    "tests/services/test_responsibilities.py": {May.SEE_DEPARTMENTS},
    "tests/stats/test_queries.py": {May.LIST_NUMBERS},
    "tests/conversations/said/for_somebody.txt": {May.REPORT_FOR},
}


def may_here(role: Role, action: May, held: str) -> bool:
    """What the table says of a thing in `HERE` that nobody was asked about, for somebody with a post in `held`."""
    for relation in relations(role, action):
        if relation is Relation.EVERYWHERE or (relation is Relation.BELOW and held in (HERE, ABOVE)):
            return True
        if relation is Relation.UNIT and held == HERE and action is May.KEEP_SHOP:
            return True
    return False


@pytest.mark.parametrize("action", PROBES, ids=str)
async def test_through_the_real_handlers_it_is_as_the_table_says(hall: Hall, action: May) -> None:
    """Twelve roles × in its unit, above it, beside it: done, or answered as if there were nothing."""
    what, make = PROBES[action]
    which = await make(hall)
    openly = next(route for route in ROUTES if route.pressed == what).roles
    for number, (role, held) in enumerate(((role, held) for role in Role for held in (HERE, ABOVE, BESIDE)), 9000):
        await hall.appoint(number, role, held)
        said = words(await press(hall, number, what, which))
        refused = REFUSED in said or ABSENT in said
        assert refused is not may_here(role, action, held), f"{role} in {held} hears {said}"
        assert (REFUSED in said) is (role not in openly) or what == "recruit", f"{role} in {held} hears {said}"


def test_every_action_is_proved_somewhere() -> None:
    everybodys = {action for action in May if Role.RESIDENT in who(action)}
    assert set(PROBES).union(everybodys, *PROVED.values()) == set(May)
    assert not set(PROBES) & set().union(*PROVED.values())


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[May, Rule], None]]:
    """Puts one row in the place of all those of an action."""

    def forget() -> None:
        who.cache_clear()
        relations.cache_clear()

    def edit(action: May, row: Rule) -> None:
        monkeypatch.setattr(policy, "RULES", (*(rule for rule in RULES if rule.action is not action), row))
        forget()

    yield edit
    monkeypatch.undo()
    forget()


# A shop is no compound; whoever recruits for a ticket must be one of those who handle it besides.
OTHERWISE = (May.KEEP_SHOP, May.ORGANISE)


@pytest.mark.parametrize("action", [action for action in PROBES if action not in OTHERWISE], ids=str)
async def test_one_row_changes_the_route_and_the_service(
    hall: Hall, edited: Callable[[May, Rule], None], action: May
) -> None:
    """Given to the property's people of the compound, taken from everybody else: nothing else has to be edited."""
    edited(action, Rule(action, (Role.PROPERTY_STAFF,), Relation.BELOW))
    what, make = PROBES[action]
    which = await make(hall)
    for number, (role, held, allowed) in enumerate(
        (
            (Role.PROPERTY_STAFF, HERE, True),
            (Role.PROPERTY_STAFF, BESIDE, False),
            (Role.SECRETARY, HERE, False),
            (Role.ADMIN, "district", False),
        ),
        9000,
    ):
        await hall.appoint(number, role, held)
        said = words(await press(hall, number, what, which))
        assert (REFUSED not in said and ABSENT not in said) is allowed, f"{role} in {held} hears {said}"
