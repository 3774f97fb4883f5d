"""删除: a preview in numbers, what becomes of the words, then everything at once, or as soon as nothing is open."""

from dataclasses import replace

from bot.domain.clock import from_millis
from bot.domain.errors import NotFound
from bot.domain.messages import ChatKind, Choice, Choices, Inbound, Menu, Outbound, Reply, Text
from bot.domain.people import Person, Role
from bot.domain.public_words import public_words
from bot.services import delivery
from bot.services.orders import SEPARATOR
from bot.services.privacy import card, going, waiting
from bot.services.privacy.waiting import DAY_MS, ERASED, GO, MASKED, WAYS, WORDS
from bot.services.turn import Office, Turn
from bot.storage import clearing, due, outbox, people
from bot.storage.database import Tx
from bot.storage.privacy import forgetting
from bot.storage.privacy.kind import Fate
from bot.texts import privacy as say
from bot.texts.holdings import NAMES

NOW, LATER = "now", "later"


async def preview(turn: Turn, tx: Tx) -> list[Reply]:
    """What goes and what stays without them, in numbers; or what must be seen to first."""
    if found := await going.hindrances(turn, tx):
        return [_hindered(turn, found)]
    held = await card.held_of(tx, turn.person.id)
    gone = tuple((NAMES[kind.table], number) for kind, number in held if kind.fate is Fate.DELETED)
    stays = tuple((NAMES[kind.table], number) for kind, number in held if kind.fate is Fate.PASSED)
    open_ones = len(await clearing.reported_by(tx, turn.person.id, over=False))
    ways: Choices = (
        ((Choice("pv_later"),), (Choice("pv_now"),)) if open_ones else ((Choice("pv_now", label=say.GO_ON),),)
    )
    return [
        turn.reply(
            say.BeforeYouGo(gone, stays, open_ones), (*ways, (Choice("pv_show", label=say.STAY),)), card=card.CARD
        )
    ]


def _hindered(turn: Turn, found: tuple[str, ...]) -> Outbound:
    resign = ((Choice("leaving"),),) if going.may_resign(turn) else ()
    return turn.reply(say.CannotGo(found), (*resign, (Choice("pv_show"),)), card=card.CARD)


async def ask_words(turn: Turn, tx: Tx, when: str) -> list[Reply]:
    """Now, or when nothing is open: and what becomes of what they wrote? The answer is the second tap."""
    labels = {ERASED: say.WORDS_TOO, MASKED: say.WORDS_STAY}
    ways = tuple((Choice("pv_yes", f"{when}{SEPARATOR}{way}", label=labels[way]),) for way in WAYS)
    prompt = say.AndYourWords(later=when == LATER)
    return [turn.reply(prompt, (*ways, (Choice("pv_show", label=say.STAY),)), card=card.CARD)]


async def go(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """Said twice. Raises `NotFound` for what no button of ours bears."""
    when, _, way = which.partition(SEPARATOR)
    if when not in (NOW, LATER) or way not in WAYS:
        raise NotFound(which)
    if found := await going.hindrances(turn, tx):
        return [_hindered(turn, found)]
    if when == LATER and await clearing.reported_by(tx, turn.person.id, over=False):
        await waiting.plan(tx, turn.person.id, way, turn.now)
        return await card.show(turn, tx)
    told = await _forget(turn, tx, way)
    farewell = replace(turn.reply(say.Forgotten()), to="")
    return [farewell, Menu(turn.office.menu_for((Role.RESIDENT,))), *told]


async def stay(turn: Turn, tx: Tx) -> list[Reply]:
    """不删了, said before it came to it."""
    await waiting.cancel(tx, turn.person.id)
    return await card.show(turn, tx)


async def _forget(turn: Turn, tx: Tx, way: str) -> list[Reply]:
    told = await going.end_what_is_open(turn, tx)
    masked = way == MASKED
    going_on = await forgetting.forget(tx, turn.person.id, public_words, masked=masked, now=turn.now)
    for ticket_id in going_on:
        await due.plan(tx, WORDS, f"{ticket_id}{SEPARATOR}{way}", turn.now + DAY_MS)
    return told


# ── by the clock ──────────────────────────────────────────────────────────────────────────────────────────────
async def go_by_clock(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """A day has passed: they go, unless something is open still, or they took a post since."""
    person_id, _, way = subject.partition(SEPARATOR)
    person, address = await people.load(tx, person_id), await people.address_of(tx, person_id)
    chats = await people.chats_of(tx, person_id)
    if person is None or not chats:
        return []
    turn = _as_them(person, office, chats[-1], now)
    if await clearing.reported_by(tx, person_id, over=False) or await going.hindrances(turn, tx):
        await due.plan(tx, GO, subject, now + DAY_MS)
        return []
    told = await _forget(turn, tx, way)
    if address:
        envelope = delivery.enveloped(Outbound("", say.Forgotten()), address)
        await outbox.put(tx, envelope, now, None, now)
    return told


def _as_them(person: Person, office: Office, chat: tuple[str, str], now: int) -> Turn:
    """What they asked for is done as theirs: no other may withdraw a wish of theirs, say."""
    channel, key = chat
    moment = from_millis(now)
    return Turn(Inbound(channel, 0, key, key, ChatKind.PRIVATE, moment, Text("")), person, office, moment)


async def words_by_clock(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """The words of somebody who went stay as long as their ticket goes on, and no day longer."""
    ticket_id, _, way = subject.partition(SEPARATOR)
    if not await clearing.is_over(tx, ticket_id):
        await due.plan(tx, WORDS, subject, now + DAY_MS)
        return []
    await clearing.reword(tx, [ticket_id], public_words if way == MASKED else forgetting.emptied)
    await clearing.strip(tx, [ticket_id])
    return []
