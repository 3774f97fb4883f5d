"""How somebody stands by a wish, read anew at every press from the posts as they are now."""

from bot.domain.errors import NotFound
from bot.domain.people import Person
from bot.domain.policy import May, who
from bot.domain.wishes import TAKEN, Wish, WishState
from bot.fsm.wish import E, Who, WishFacts, offered, role_for
from bot.services.scope import reach_of
from bot.services.turn import Office, Turn
from bot.storage import wishes as rows
from bot.storage.database import Tx

DAY_MS = 86_400_000
# What any volunteer may look at.
SHOWN = (WishState.OPEN, *TAKEN)


def standing(office: Office, person: Person, wish: Wish, now: int) -> frozenset[Who]:
    """As what they may act; nothing for somebody whom it does not concern."""
    held = {
        Who.WISHER: wish.person_id == person.id,
        Who.CLAIMER: wish.claimer_id == person.id,
        Who.SECRETARY: wish.compound_id in reach_of(office.directory, person, May.REVIEW_WISHES),
        Who.VOLUNTEER: not person.roles.isdisjoint(who(May.CLAIM_WISHES)) and wish.person_id != person.id,
    }
    held[Who.PROXY] = held[Who.SECRETARY] and not held[Who.CLAIMER] and _is_silent(office, wish, now)
    return frozenset(who for who, so in held.items() if so)


def _is_silent(office: Office, wish: Wish, now: int) -> bool:
    """Whether its wisher cannot say that it is fulfilled, or has not for days."""
    if wish.state not in (WishState.DELIVERED, WishState.CONFIRMED):
        return False
    return bool(wish.for_name) or now >= wish.since + office.settings.wishes.proxy_days * DAY_MS


def possible(office: Office, person: Person, wish: Wish, now: int) -> tuple[E, ...]:
    """What they may do with it as it stands, in the order of the buttons."""
    stands = standing(office, person, wish, now)
    return tuple(event for event in offered(wish.state, WishFacts(bool(wish.extended))) if role_for(event, stands))


async def to_look_at(turn: Turn, tx: Tx, wish_id: str) -> Wish:
    """The wish, for somebody whom it concerns. Raises `NotFound` where it is missing or not theirs to see."""
    wish = await rows.load(tx, wish_id)
    if wish is None or not _may_see(turn, wish):
        raise NotFound(wish_id)
    return wish


def _may_see(turn: Turn, wish: Wish) -> bool:
    stands = standing(turn.office, turn.person, wish, turn.now)
    if wish.state is WishState.DRAFT:
        return Who.WISHER in stands
    if stands & {Who.WISHER, Who.CLAIMER, Who.SECRETARY}:
        return True
    # Once public, it stays so for those to whom it was: they are told what became of it.
    return Who.VOLUNTEER in stands and (wish.state in SHOWN or wish.opened_at is not None)
