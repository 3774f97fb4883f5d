"""Who may do what, where, and what of other people they see by it: the one table. What no row allows, nobody may.

Each route names the action that it is for, and each service asks this table how far it goes (`services/scope.py`): to
change a right is to change a row. Which single steps somebody may take with a ticket or a wish that is theirs is the
chapter of its flow (`WHO` in `fsm/ticket.py`, `fsm/wish.py`, `fsm/redemption.py`). `docs/rights.md` is drawn from here.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.domain.appointing import GIVES
from bot.domain.audit import Act
from bot.domain.people import Role


class Relation(StrEnum):
    """To which things a row applies.

    `OWN`: what they made or hold themselves; `ASKED`: what they themselves were asked to do; `UNIT`: what belongs to
    just the unit of their post, or was asked of it; `BELOW`: that unit and all below it; `EVERYWHERE`: the district.
    """

    OWN = "own"
    ASKED = "asked"
    UNIT = "unit"
    BELOW = "below"
    EVERYWHERE = "everywhere"


class Sees(StrEnum):
    """What of other people one sees. `NUMBERS`: numbers and doors, each look written down; `MASKED`: their ends."""

    NUMBERS = "numbers"
    MASKED = "masked"
    NAMES = "names"
    WORDS = "words"


class May(StrEnum):
    """What somebody may do here. Each route is for one of them."""

    TALK = "talk"
    REPORT = "report"
    ASK_WHO = "ask_who"
    HEAR = "hear"
    HOLD_POSTS = "hold_posts"
    OWN_RESPONSIBILITIES = "own_responsibilities"
    VOLUNTEER = "volunteer"
    WISH = "wish"
    OWN_POINTS = "own_points"
    REDEEM = "redeem"
    OWN_DATA = "own_data"
    REPORT_FOR = "report_for"
    HANDLE = "handle"
    KEEP_QUIET = "keep_quiet"
    SUPERVISE = "supervise"
    SEE_FIGURES = "see_figures"
    SEE_DEPARTMENTS = "see_departments"
    LIST_NUMBERS = "list_numbers"
    SEE_DAY = "see_day"
    DO_ROUNDS = "do_rounds"
    SEE_ROUNDS = "see_rounds"
    LIMIT = "limit"
    TELL = "tell"
    INVITE = "invite"
    PUBLISH = "publish"
    KEEP_VOLUNTEERS = "keep_volunteers"
    ORGANISE = "organise"
    TAKE_PART = "take_part"
    SEE_ACTIVITIES = "see_activities"
    CLAIM_WISHES = "claim_wishes"
    SEE_POOL = "see_pool"
    REVIEW_WISHES = "review_wishes"
    WISH_FOR = "wish_for"
    AWARD = "award"
    APPRAISE = "appraise"
    LIST_HOUSEHOLDS = "list_households"
    KEEP_SHOP = "keep_shop"
    SEE_RIGHTS = "see_rights"


EVERYBODY = (Role.RESIDENT,)  # everybody is one
BRANCH = (Role.SECRETARY, Role.COMMUNITY_STAFF)
PLATFORM = (Role.STREET_DISPATCHER, Role.DISTRICT_DISPATCHER)
OFFICES = (*BRANCH, *PLATFORM)
DEPARTMENTS = (Role.DEPARTMENT_STAFF,)
WORKERS = (Role.PROPERTY_STAFF, Role.BUILDING_LEAD, Role.GRID_WORKER, Role.VOLUNTEER)
# Who opens the bot to see what waits; all others open it to report.
DESKS = (*OFFICES, *DEPARTMENTS, Role.PROPERTY_STAFF)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: `roles`, the nearest first, may do `action` with what stands in `relation`; `sees` comes with it."""

    action: May
    roles: tuple[Role, ...]
    relation: Relation
    sees: tuple[Sees, ...] = ()


R, S = Relation, Sees
RULES: tuple[Rule, ...] = (
    # ── everybody, with what is their own
    Rule(May.TALK, EVERYBODY, R.OWN),  # an answer is owed to whoever writes
    Rule(May.REPORT, EVERYBODY, R.OWN),  # also where they live, and what becomes of it
    Rule(May.ASK_WHO, EVERYBODY, R.EVERYWHERE),  # published on purpose (公示)
    Rule(May.HEAR, EVERYBODY, R.OWN),  # notices and activities: told, and no more of them
    Rule(May.HOLD_POSTS, EVERYBODY, R.OWN),  # taking a post that is offered, giving it up
    Rule(May.OWN_RESPONSIBILITIES, EVERYBODY, R.OWN),  # of the posts that they hold now: without one, none
    Rule(May.VOLUNTEER, EVERYBODY, R.OWN),  # applying, and one's own file
    Rule(May.WISH, EVERYBODY, R.OWN),  # how somebody stands by a wish is asked at each step
    Rule(May.OWN_POINTS, EVERYBODY, R.OWN),  # also certificates and the red account
    Rule(May.REDEEM, EVERYBODY, R.OWN),
    Rule(May.OWN_DATA, EVERYBODY, R.OWN),  # what we hold of somebody: to see, correct, take back and delete it
    # ── tickets
    Rule(
        May.REPORT_FOR,  # whoever goes from door to door, or answers the telephone
        (Role.GRID_WORKER, Role.BUILDING_LEAD, *OFFICES, Role.VOLUNTEER),
        R.EVERYWHERE,
    ),
    Rule(May.HANDLE, OFFICES, R.BELOW, (S.NUMBERS, S.WORDS)),  # the branch, and whoever helps or supervises it
    Rule(May.HANDLE, DEPARTMENTS, R.UNIT, (S.NUMBERS, S.WORDS)),  # what their department was asked to do
    Rule(May.HANDLE, WORKERS, R.ASKED, (S.NUMBERS, S.WORDS)),  # nobody else's, also of the same compound
    Rule(May.KEEP_QUIET, (*OFFICES, *DEPARTMENTS, *WORKERS), R.OWN),
    Rule(May.SUPERVISE, OFFICES, R.BELOW, (S.WORDS,)),  # more time; what is reported again and again
    Rule(May.SEE_FIGURES, OFFICES, R.BELOW),  # also as a list, which names nobody
    Rule(May.SEE_DEPARTMENTS, PLATFORM, R.EVERYWHERE),  # what each answers for, and its duty room: they pass tickets on
    Rule(May.LIST_NUMBERS, (Role.SECRETARY,), R.BELOW, (S.MASKED,)),  # in that list: whose desk calls residents
    Rule(May.SEE_DAY, (*DEPARTMENTS, *WORKERS), R.ASKED),
    Rule(May.DO_ROUNDS, WORKERS, R.BELOW),
    Rule(May.SEE_ROUNDS, OFFICES, R.BELOW, (S.WORDS,)),
    Rule(May.LIMIT, BRANCH, R.BELOW, (S.WORDS,)),  # near enough to know whether somebody means it
    Rule(May.TELL, OFFICES, R.BELOW),  # in the name of an office over the place
    # ── people
    Rule(May.INVITE, tuple(GIVES), R.BELOW),  # which post: `domain/appointing.py`
    Rule(May.PUBLISH, BRANCH, R.BELOW, (S.NAMES,)),  # what is published is their own word
    Rule(May.PUBLISH, (Role.ADMIN,), R.EVERYWHERE, (S.NAMES,)),  # where a branch has nobody
    Rule(May.KEEP_VOLUNTEERS, BRANCH, R.BELOW, (S.NUMBERS, S.MASKED, S.NAMES)),  # they know their people
    Rule(May.SEE_RIGHTS, (Role.ADMIN,), R.EVERYWHERE, (S.NAMES,)),  # of who holds a post, never what they looked at
    # ── activities, wishes, points, shops
    Rule(May.ORGANISE, BRANCH, R.BELOW, (S.NAMES,)),
    Rule(May.TAKE_PART, (Role.VOLUNTEER,), R.BELOW),
    Rule(May.SEE_ACTIVITIES, (Role.VOLUNTEER, *BRANCH), R.BELOW),
    Rule(May.CLAIM_WISHES, (Role.VOLUNTEER,), R.EVERYWHERE, (S.NUMBERS, S.NAMES)),  # once theirs, until fulfilled
    Rule(May.SEE_POOL, (Role.VOLUNTEER, *OFFICES), R.EVERYWHERE),  # without anything that tells who it is
    Rule(May.REVIEW_WISHES, OFFICES, R.BELOW, (S.NAMES, S.WORDS)),
    Rule(May.WISH_FOR, (Role.BUILDING_LEAD, Role.GRID_WORKER, *OFFICES), R.EVERYWHERE),
    Rule(May.AWARD, (Role.SECRETARY,), R.BELOW, (S.NAMES,)),  # never to themselves
    Rule(May.APPRAISE, BRANCH, R.BELOW, (S.NAMES,)),
    Rule(May.LIST_HOUSEHOLDS, (Role.COMMUNITY_STAFF,), R.BELOW, (S.NAMES,)),
    Rule(May.KEEP_SHOP, (Role.SHOPKEEPER,), R.UNIT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """A way on which contact data or lists leave the store: `by` a button or a command, written down as `act`."""

    what: str
    by: str
    action: May | None  # None: whoever runs the program
    act: Act


WAYS: tuple[Way, ...] = (
    Way("the number that a resident left with a report", "call", May.HANDLE, Act.LOOKED),
    Way("number, door and name of a wish, for who claimed it", "w_look", May.CLAIM_WISHES, Act.LOOKED),
    Way("a volunteer's number", "vphone", May.KEEP_VOLUNTEERS, Act.LOOKED),
    Way("the names of who holds a post, a page", "rt_post", May.SEE_RIGHTS, Act.NAMED),
    Way("the name of one who holds a post", "rt_who", May.SEE_RIGHTS, Act.NAMED),
    Way("the names of who is in post, before they are published", "bd_fill", May.PUBLISH, Act.NAMED),
    Way("the list of tickets as a sheet, numbers masked", "stats_list", May.SEE_FIGURES, Act.EXPORTED),
    Way("the year's sheet of party members", "pts_appraise", May.APPRAISE, Act.EXPORTED),
    Way("the list of star households", "pts_houses", May.LIST_HOUSEHOLDS, Act.EXPORTED),
    Way("units, people and their numbers as a workbook", "python -m bot export", None, Act.EXPORTED),
)


@cache
def who(action: May, *standing: Relation) -> tuple[Role, ...]:
    """The roles that may, in the order of the table; () for nobody. `standing`: who may in such a relation alone."""
    rows = (rule for rule in RULES if rule.action is action and (not standing or rule.relation in standing))
    return tuple(dict.fromkeys(role for rule in rows for role in rule.roles))


@cache
def relations(role: Role, action: May) -> tuple[Relation, ...]:
    """How `role` must stand to what it may do that with; () where it may not at all."""
    return tuple(rule.relation for rule in RULES if rule.action is action and role in rule.roles)


def seen_as(role: Role) -> dict[Sees, list[May]]:
    """What `role` sees of other people, and by which actions; empty for those who see nothing."""
    found: dict[Sees, list[May]] = {}
    for rule in RULES:
        for what in rule.sees if role in rule.roles else ():
            found.setdefault(what, []).append(rule.action)
    return found
