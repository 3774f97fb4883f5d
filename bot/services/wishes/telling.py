"""How a wish looks to whoever looks at it, and who is told of it. Nobody is woken: what comes at night waits."""

from collections.abc import Iterable, Sequence

from bot.domain.clock import from_millis, to_millis
from bot.domain.messages import Choice, Choices, MediaRef, Outbound, Prompt, Reply, Urgency
from bot.domain.people import Person
from bot.domain.wishes import TAKEN, Wish, WishState
from bot.fsm.wish import E, Who
from bot.services import alerts, daytime
from bot.services.layout import in_rows
from bot.services.turn import Office, Turn
from bot.services.wishes.standing import DAY_MS, possible, standing
from bot.storage import cards, due, people
from bot.storage import wishes as rows
from bot.storage.database import Tx
from bot.texts.wishes import cards as say
from bot.texts.words import day_face

# What happens beside the steps of the flow.
LOOK, THANK = "look", "thank"
# The clock tells of it what could wait for the morning.
NEWS = "wish_news"


def card_name(wish: Wish) -> str:
    """The name of its living message in each chat."""
    return f"wish:{wish.id}"


# ── the card ──────────────────────────────────────────────────────────────────────────────────────────────────
async def card_for(
    tx: Tx, office: Office, wish: Wish, person: Person, now: int, *, event: str = "", reason: str = "", points: int = 0
) -> tuple[Prompt, Choices]:
    """What `person` sees of it and can do; `event`: what has just happened, for a `reason`."""
    stands = standing(office, person, wish, now)
    choices = _choices(office, wish, person, now)
    compound = office.directory.name_of(wish.compound_id)
    if wish.state is WishState.PENDING_REVIEW and Who.SECRETARY in stands:
        again = event == "again"
        return say.WishForReview(wish.words, wish.public, wish.kind, compound, wish.for_name, again), choices
    if Who.WISHER in stands:
        return await _of_wisher(tx, wish, event, reason), choices
    if Who.CLAIMER in stands or event in (E.LAPSE, E.WITHDRAW):
        until, reachable = until_words(wish), bool(wish.contact or wish.address)
        hand = say.WishInHand(wish.public, wish.kind, compound, wish.state, event, until, reason, points, reachable)
        return hand, choices
    if wish.state is WishState.DELIVERED and Who.PROXY in stands:
        return say.WishToConfirm(wish.public, wish.note, wish.for_name), choices
    days = max(0, (now - (wish.opened_at or now)) // DAY_MS)
    return say.WishInPool(wish.public, wish.kind, compound, "", days, wish.state, event), choices


def _choices(office: Office, wish: Wish, person: Person, now: int) -> Choices:
    buttons = [Choice(f"w_{one}", wish.id, wish.version) for one in possible(office, person, wish, now)]
    stands = standing(office, person, wish, now)
    if Who.CLAIMER in stands and wish.state in (WishState.CLAIMED, WishState.DELIVERED) and _is_reachable(wish):
        buttons.insert(0, Choice("w_look", wish.id))
    if wish.state is WishState.CONFIRMED and not wish.thanked and stands & {Who.WISHER, Who.PROXY}:
        buttons.append(Choice("w_thank", wish.id))
    if Who.VOLUNTEER in stands and Who.CLAIMER not in stands and wish.state in TAKEN:
        buttons.append(Choice("w_others"))
    return in_rows(buttons)


def _is_reachable(wish: Wish) -> bool:
    return bool(wish.contact or wish.address or wish.for_name)


async def _of_wisher(tx: Tx, wish: Wish, event: str, reason: str) -> say.WishOfMine:
    look = await rows.last_event(tx, wish.id, (LOOK,))
    looked = day_face(from_millis(look.at)) if look else ""
    if not reason and wish.state is WishState.REJECTED:
        said = await rows.last_event(tx, wish.id, (E.REJECT,))
        reason = said.note if said else ""
    reason = reason or (wish.note if wish.state is WishState.DELIVERED else "")
    return say.WishOfMine(wish.public, wish.state, event, until_words(wish), reason, looked, wish.for_name)


def until_words(wish: Wish) -> str:
    """The day by which it is to be fulfilled; empty where there is none."""
    return day_face(from_millis(wish.due_at)) if wish.due_at else ""


async def shown(turn: Turn, tx: Tx, wish: Wish) -> Outbound:
    """The card for whoever pressed or wrote."""
    return on_card(turn, wish, *await card_for(tx, turn.office, wish, turn.person, turn.now))


def on_card(turn: Turn, wish: Wish, prompt: Prompt, choices: Choices) -> Outbound:
    """A question, or how it is now, on the living card of whoever pressed or wrote."""
    return turn.reply(prompt, choices, card=card_name(wish))


# ── to others ─────────────────────────────────────────────────────────────────────────────────────────────────
async def to_person(
    tx: Tx, office: Office, wish: Wish, person_id: str | None, now: int,
    *, event: str = "", reason: str = "", points: int = 0, media: Iterable[MediaRef] = (),
) -> list[Outbound]:  # fmt: skip
    """Their card anew, with what has happened; what is shown with it stands before it."""
    person = await people.load(tx, person_id) if person_id else None
    if person is None:
        return []
    prompt, choices = await card_for(tx, office, wish, person, now, event=event, reason=reason, points=points)
    card = Outbound(person.id, prompt, choices, Urgency.NOTICE, card_name(wish), replaces=True)
    files = tuple(media)
    return [Outbound(person.id, say.WishPhotos(), urgency=Urgency.NOTICE, media=files), card] if files else [card]


async def to_secretaries(tx: Tx, office: Office, wish: Wish, now: int, event: str = "") -> list[Outbound]:
    """To whoever sits nearest above its compound."""
    rung = await alerts.rung_from(tx, office, wish.compound_id or office.directory.top.id, 0)
    found = [await to_person(tx, office, wish, one, now, event=event) for one in (rung.people if rung else ())]
    return [message for messages in found for message in messages if message.to != wish.claimer_id]


async def to_colleagues(turn: Turn, tx: Tx, wish: Wish) -> list[Outbound]:
    """Other secretaries see where it stands now, in place."""
    rung = await alerts.rung_from(tx, turn.office, wish.compound_id or turn.office.directory.top.id, 0)
    here = set(await cards.shown_to(tx, card_name(wish)))
    others = [one for one in (rung.people if rung else ()) if one in here - {turn.person.id, wish.person_id}]
    found = [await to_person(tx, turn.office, wish, one, turn.now) for one in others]
    return [message.in_place() for messages in found for message in messages]


async def by_day(tx: Tx, office: Office, wish: Wish, messages: Sequence[Outbound], now: int) -> list[Reply]:
    """Now by day; at night each is told in the morning how it stands then. What is redrawn wakes nobody."""
    moment = from_millis(now)
    begins = daytime.begin_of(office.settings.quiet, moment)
    if begins <= moment:
        return [*messages]
    for message in messages:
        if not message.edits:
            await due.plan_sooner(tx, NEWS, f"{wish.id}~{message.to}", to_millis(begins))
    return [message for message in messages if message.edits]


async def in_the_morning(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """What somebody was not told at night: the last that happened, and how it stands."""
    wish_id, _, person_id = subject.partition("~")
    wish = await rows.load(tx, wish_id)
    if wish is None:
        return []
    last = await rows.last_event(tx, wish_id, (*E, THANK))
    event, reason = (last.event, last.note) if last else ("", "")
    media = wish.files if wish.state is WishState.DELIVERED and wish.person_id == person_id else ()
    told = await to_person(tx, office, wish, person_id, now, event=event, reason=reason, media=media)
    return await by_day(tx, office, wish, told, now)
