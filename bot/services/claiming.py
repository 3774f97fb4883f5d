"""认领: whoever is on the office's list shows their own number, says that it is them, and has their posts."""

from bot.domain.messages import Choice, Contact, Menu, Reply, Text, Toast
from bot.domain.people import Post, Role, UnitKind
from bot.services import asking
from bot.services.phones import mobile_of, read_phone
from bot.services.points import ledger
from bot.services.privacy.agreeing import agree_to_contact
from bot.services.turn import Turn
from bot.storage import claims, people
from bot.storage.database import Tx
from bot.texts import claiming as say
from bot.texts.errors import StepDone

PREFIX, ASKED, CARD = "claim", "claim", "claim"
# So long one may think about whether it is oneself.
GOOD_FOR_MS = 3_600_000
YES_OR_NO = ((Choice("claim_yes"),), (Choice("claim_no"),))


async def begin(turn: Turn, tx: Tx) -> list[Reply]:
    """认领: asked for their own number; who is known already hears their posts."""
    if key := await claims.key_of(tx, turn.person.id):
        return [turn.reply(say.KnownAlready(_named(turn, await claims.posts_of(tx, key))))]
    await asking.ask(turn, tx, ASKED)
    return [turn.reply(say.ShareYourNumber())]


async def told(turn: Turn, tx: Tx, _: str) -> list[Reply] | None:
    """A number they shared: their own, and nobody else's. One typed proves nothing; other words are no answer."""
    match turn.content:
        case Contact(phone, own=True):
            return await _looked_up(turn, tx, mobile_of(phone))
        case Contact():
            return [turn.reply(say.NotYourNumber())]
        case Text(words) if read_phone(words):
            return [turn.reply(say.DoNotType())]
        case _:
            return None


async def _looked_up(turn: Turn, tx: Tx, phone: str) -> list[Reply]:
    await asking.answered(turn, tx)
    member = await claims.of_phone(tx, phone) if phone else None
    if member is None or await claims.key_of(tx, turn.person.id):
        return [turn.reply(say.NotOnTheList())]
    await claims.offer(tx, member.key, turn.person.id, turn.now)
    posts = _named(turn, await claims.posts_of(tx, member.key))
    return [turn.reply(say.IsItYou(member.name, posts), YES_OR_NO, card=CARD, first=True)]


async def confirm(turn: Turn, tx: Tx) -> list[Reply]:
    """是我: they have the posts, what they bring along, and the menu of their roles."""
    key = await claims.claim(tx, turn.person.id, turn.now, turn.now - GOOD_FOR_MS)
    if key is None:
        return [Toast(StepDone())]
    await agree_to_contact(turn, tx)
    await claims.give_posts(tx, (key,), turn.now)
    if brought := await claims.opening_of(tx, key):
        await ledger.open_balance(tx, turn.person.id, key, brought.points, brought.reason, turn.now)
    known = await people.load(tx, turn.person.id) or turn.person
    claimed = say.Claimed(_named(turn, await claims.posts_of(tx, key)))
    return [turn.reply(claimed, card=CARD), Menu(turn.office.menu_for(known.roles))]


async def decline(turn: Turn, tx: Tx) -> list[Reply]:
    """不是我."""
    await claims.decline(tx, turn.person.id)
    return [turn.reply(say.NotYou(), card=CARD)]


def _named(turn: Turn, posts: list[Post]) -> tuple[tuple[Role, str], ...]:
    """(role, unit in words); a building with its compound."""
    return tuple((post.role, _unit(turn, post.unit_id)) for post in posts)


def _unit(turn: Turn, unit_id: str) -> str:
    unit = turn.office.directory.get(unit_id)
    above = turn.office.directory.get(unit.parent_id) if unit and unit.kind is UnitKind.BUILDING else None
    return " ".join(one.name for one in (above, unit) if one)
