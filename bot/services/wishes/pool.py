"""The pool: what fits somebody's skills before what does not, the near before the far, the old before the new.

Compounds are gone through in the order of their distance, and only those that have something; of each no more is read
than the page needs, so that it does not matter how many wishes there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import ForgedPayload
from bot.domain.geo import metres_between
from bot.domain.messages import Choice, Choices, Outbound
from bot.domain.people import UnitKind
from bot.domain.policy import May
from bot.domain.wishes import Wish
from bot.services.layout import leaves
from bot.services.scope import reach_of, units_held
from bot.services.turn import Turn
from bot.services.wishes.standing import DAY_MS
from bot.storage import wishes as rows
from bot.storage.database import Tx
from bot.texts.wishes import lists as say

PAGE = 5
# Whoever looks further does not look for these.
MOST_PAGES = 20
# Most pages are filled from so many compounds: only then the others are looked through.
NEAR = 12
CARD = "wishes"


@dataclass(frozen=True, slots=True)
class View:
    """What of the pool is shown: from their own compound alone (`own`), only what they `can` do; from 0 on."""

    page: int = 0
    own: bool = False
    can: bool = False

    @property
    def code(self) -> str:
        """As it stands on a button."""
        return f"{self.page}{'o' if self.own else ''}{'c' if self.can else ''}"

    @classmethod
    def of(cls, code: str) -> "View":
        """Back from a button. Raises `ForgedPayload`."""
        number = code.rstrip("oc")
        if not number.isdecimal() or len(number) > 2:
            raise ForgedPayload("no page")
        return cls(min(int(number), MOST_PAGES - 1), "o" in code, "c" in code)


async def show(turn: Turn, tx: Tx, view: View) -> Outbound:
    """A page of it, with what can be opened."""
    first = view.page * PAGE
    ids = await find(turn, tx, view, first + PAGE + 1)
    found = await rows.with_ids(tx, ids[first : first + PAGE])
    prompt = say.WishPool(tuple(_line(turn, wish) for wish in found), view.page + 1, _only(view))
    further = len(ids) > first + PAGE and view.page + 1 < MOST_PAGES
    return turn.reply(prompt, _choices(found, view, further=further), card=CARD)


async def find(turn: Turn, tx: Tx, view: View, most: int) -> list[str]:
    """The ids of the first `most`, in their order; of no draft, and none of their own."""
    here = own_compounds(turn)
    nearest = turn.office.directory.nearest(here)
    compounds = [unit_id for unit_id in nearest if unit_id in here] if view.own else nearest
    fitting, others = await kinds_for(turn, tx)
    found: list[str] = []
    for kinds in (fitting,) if view.can else (fitting, others):
        for some in (compounds[:NEAR], compounds[NEAR:]) if kinds else ():
            if len(found) < most:
                found += await _in_order(turn, tx, kinds, some, most - len(found))
    return found


async def _in_order(turn: Turn, tx: Tx, kinds: Sequence[str], compounds: Sequence[str], most: int) -> list[str]:
    """Of these compounds, one after the other, until there are enough."""
    having = await rows.compounds_with(tx, kinds, compounds)
    found: list[str] = []
    for unit_id in (one for one in compounds if one in having):
        found += await rows.open_in(tx, unit_id, kinds, turn.person.id, most - len(found))
        if len(found) >= most:
            break
    return found


async def kinds_for(turn: Turn, tx: Tx) -> tuple[list[str], list[str]]:
    """The kinds that fit what they can do, and the others. What the file does not know any more is 其他."""
    skills = await rows.skills_of(tx, turn.person.id)
    kinds = turn.office.settings.wish_kinds
    fitting = [kind.name for kind in kinds if skills & set(kind.skills)]
    return fitting, [kind.name for kind in kinds if kind.name not in fitting]


def own_compounds(turn: Turn) -> frozenset[str]:
    """Where they are volunteers, or answer for; else where they live."""
    directory = turn.office.directory
    units = units_held(turn.person, May.SEE_POOL)
    found = {compound for unit_id in units for compound in directory.compounds_under(unit_id)}
    return frozenset(found or filter(None, (turn.person.home_id,)))


def distance_words(turn: Turn, wish: Wish) -> str:
    """本小区, 本社区, 约1.2公里."""
    directory, own = turn.office.directory, own_compounds(turn)
    if wish.compound_id is None or not own:
        return ""
    if wish.compound_id in own:
        return say.far("same", None)
    base = min(own)
    if directory.above(base, UnitKind.COMMUNITY) == directory.above(wish.compound_id, UnitKind.COMMUNITY):
        return say.far("community", None)
    one, other = directory.point_of(base), directory.point_of(wish.compound_id)
    return say.far("far", metres_between(one, other) / 1000 if one and other else None)


def _line(turn: Turn, wish: Wish) -> tuple[str, str, str, str]:
    return wish.public, wish.kind, turn.office.directory.name_of(wish.compound_id), distance_words(turn, wish)


def _only(view: View) -> str:
    return " · ".join([*[say.OWN] * view.own, *[say.CAN] * view.can])


def _choices(found: list[Wish], view: View, *, further: bool) -> Choices:
    opens = tuple(Choice("w_show", wish.id, label=f"{at}") for at, wish in enumerate(found, 1))
    own = Choice("w_pool", View(0, not view.own, view.can).code, label=say.EVERYWHERE if view.own else say.OWN)
    can = Choice("w_pool", View(0, view.own, not view.can).code, label=say.ALL_KINDS if view.can else say.CAN)
    there = leaves(view.page, further=further)
    pages = tuple(Choice("w_pool", View(at, view.own, view.can).code, label=label) for at, label in there)
    return tuple(filter(None, (opens, (own, can), pages)))


# ── one's own ─────────────────────────────────────────────────────────────────────────────────────────────────
async def mine(turn: Turn, tx: Tx, page: int, *, claims: bool) -> Outbound:
    """My wishes, or what I claimed; each can be opened."""
    listed = rows.claimed_by if claims else rows.of_person
    found = await listed(tx, turn.person.id, PAGE + 1, page * PAGE)
    shown, code = found[:PAGE], "c" if claims else "m"
    opens = tuple(Choice("w_show", wish.id, label=f"{at}") for at, wish in enumerate(shown, 1))
    there = leaves(page, further=len(found) > PAGE)
    pages = tuple(Choice("w_mine", f"{code}{at}", label=label) for at, label in there)
    prompt = say.MyWishes(tuple((wish.public, wish.state) for wish in shown), claims, page + 1)
    return turn.reply(prompt, tuple(filter(None, (opens, pages))), card=f"wishes:{code}")


async def to_decide(turn: Turn, tx: Tx) -> list[Outbound]:
    """What waits for them as a secretary; nothing for anybody else."""
    compounds = reach_of(turn.office.directory, turn.person, May.REVIEW_WISHES)
    if not compounds:
        return []
    silent = turn.now - turn.office.settings.wishes.proxy_days * DAY_MS
    found = await rows.to_decide(tx, sorted(compounds), silent, PAGE)
    lines = tuple((Choice("w_show", wish.id, label=say.first_words(wish.public)),) for wish in found)
    return [turn.reply(say.WishesToDecide(len(found)), lines, card="wishes:decide")] if found else []
