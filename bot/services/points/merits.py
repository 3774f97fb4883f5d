"""A secretary and the points of their volunteers: looked at, taken back, given by hand. Never their own.

Whose volunteer somebody is, is part of each query; another's and a missing one are answered alike.
"""

from bot.domain.clock import from_millis
from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Outbound, Reply, Toast, Urgency
from bot.domain.points import Kind, star_of
from bot.domain.policy import May
from bot.services import asking
from bot.services.points import ledger
from bot.services.points.account import NEWEST, PAGE, lines
from bot.services.scope import reach_of
from bot.services.turn import Turn
from bot.storage import ledger as rows
from bot.storage import standings
from bot.storage.database import Tx
from bot.storage.ledger import Entry
from bot.storage.standings import Listed
from bot.texts import merits as say
from bot.texts.errors import StepDone
from bot.texts.points import PointsTakenBack, name_words
from bot.texts.words import day_face

CARD = "merits"
# What is asked: why this entry is taken back.
UNDO = "points_undo"
VOLUNTEERS = 8
SHORTEST, LONGEST = 2, 100


def reach(turn: Turn) -> frozenset[str]:
    """The units whose volunteers are theirs to look after, now."""
    return reach_of(turn.office.directory, turn.person, May.AWARD)


async def volunteer(turn: Turn, tx: Tx, person_id: str) -> Listed:
    """One of theirs. Raises `NotFound` for anybody else, and for themselves: nobody gives points to themselves."""
    found = await standings.one_of(tx, reach(turn), person_id)
    if found is None or found.person_id == turn.person.id:
        raise NotFound(person_id)
    return found


def name_of(one: Listed) -> str:
    """As it stands on buttons and in sentences."""
    return name_words(one.name, one.person_id)


async def listed(turn: Turn, tx: Tx, offset: int) -> Outbound:
    """Their volunteers, some at a time."""
    units, me = reach(turn), turn.person.id
    count = await standings.count_of(tx, units, me)
    if not count:
        return turn.reply(say.NobodyToCredit(), card=CARD)
    found = await standings.page_of(tx, units, me, VOLUNTEERS, offset)
    each = tuple(
        (Choice("pts_of", one.person_id, label=say.volunteer_label(name_of(one), one.merit)),) for one in found
    )
    choices = (*each, ways("pts_people", offset, count), (Choice("pts_grant"),))
    return turn.reply(say.MeritVolunteers(count), tuple(filter(None, choices)), card=CARD)


def ways(what: str, offset: int, count: int) -> tuple[Choice, ...]:
    """To the page before and to the next one."""
    back = (Choice(what, str(max(0, offset - VOLUNTEERS)), label="←"),) if offset else ()
    on = (Choice(what, str(offset + VOLUNTEERS), label="→"),) if offset + VOLUNTEERS < count else ()
    return (*back, *on)


async def looked_at(turn: Turn, tx: Tx, person_id: str, before: int = NEWEST) -> Outbound:
    """A volunteer's points, and what can be taken back of this page. Raises `NotFound`."""
    one = await volunteer(turn, tx, person_id)
    account = await rows.account_of(tx, person_id)
    found = await rows.newest(tx, person_id, before, PAGE + 1)
    stars = turn.office.settings.points.stars
    prompt = say.VolunteerPoints(
        name_of(one), star_of(account.merit, stars), account.merit, account.balance, lines(found)
    )
    return turn.reply(prompt, await _choices(tx, one, found), card=CARD)


async def _choices(tx: Tx, one: Listed, found: list[tuple[int, Entry]]) -> Choices:
    gone = await rows.ended(tx, [entry.key for _, entry in found])
    undo = [
        (Choice("pts_undo", str(entry_id), label=say.undo_label(_day(entry), entry.amount, entry.reason)),)
        for entry_id, entry in found[:PAGE]
        if entry.kind is Kind.AWARD and entry.amount and entry.key not in gone
    ]
    older = (Choice("pts_of", f"{one.person_id}~{found[PAGE - 1][0]}", label="更早的"),) if len(found) > PAGE else ()
    last = (Choice("pts_grant", one.person_id, label="给这一位记"), Choice("pts_people", "0", label="回到名单"))
    return tuple(filter(None, (*undo, older, last)))


def _day(entry: Entry) -> str:
    return day_face(from_millis(entry.at))


# ── taken back ────────────────────────────────────────────────────────────────────────────────────────────────
async def _award(turn: Turn, tx: Tx, entry_id: str) -> tuple[Entry, Listed]:
    """An award to one of their volunteers. Raises `NotFound`."""
    entry = await rows.by_id(tx, int(entry_id)) if entry_id.isdecimal() and len(entry_id) <= 18 else None
    if entry is None or entry.kind is not Kind.AWARD:
        raise NotFound(entry_id)
    return entry, await volunteer(turn, tx, entry.person_id)


async def ask_why(turn: Turn, tx: Tx, entry_id: str) -> list[Reply]:
    """撤回: asked for the reason."""
    entry, one = await _award(turn, tx, entry_id)
    if await rows.ended(tx, [entry.key]):
        return [Toast(StepDone()), await looked_at(turn, tx, one.person_id)]
    await asking.ask(turn, tx, UNDO, entry_id)
    prompt = say.WhyTakenBack(name_of(one), entry.matter, entry.amount)
    return [turn.reply(prompt, ((Choice("pts_drop"),),), card=CARD)]


async def take_back(turn: Turn, tx: Tx, entry_id: str) -> list[Reply] | None:
    """The reason was written: done, and told to whom it concerns; kindly refused where it is spent."""
    reason = reason_of(turn)
    if reason is None:
        return None
    entry, one = await _award(turn, tx, entry_id)
    if len(reason) < SHORTEST:
        return [turn.reply(say.ReasonTooShort())]
    await asking.answered(turn, tx)
    balance = (await rows.account_of(tx, one.person_id)).balance
    if balance < entry.amount:
        return [turn.reply(say.PointsAreSpent(name_of(one), balance), card=CARD)]
    if not await ledger.reverse(tx, entry.key, reason, turn.person.id, turn.now):
        return [turn.reply(StepDone(), card=CARD)]
    told = PointsTakenBack(entry.amount, entry.matter, entry.reason, reason)
    return [
        turn.reply(say.PointsAreTakenBack(name_of(one), entry.amount), card=CARD),
        Outbound(one.person_id, told, urgency=Urgency.NOTICE),
    ]


def reason_of(turn: Turn) -> str | None:
    """What they wrote, in one line; None where they wrote nothing."""
    return " ".join(turn.words.split())[:LONGEST] or None
