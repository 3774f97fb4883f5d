"""Points as their owner sees them: `/points`, a page of entries at a time, the year as a picture."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from bot.config import Settings
from bot.domain.clock import from_millis
from bot.domain.messages import Choice, Choices, Outbound
from bot.domain.periods import month_at
from bot.domain.points import missing_to_next, star_of
from bot.services.making import Making
from bot.services.points.ledger import month_of
from bot.services.turn import Office, Turn
from bot.storage import due, standings
from bot.storage import ledger as rows
from bot.storage.database import Tx
from bot.storage.ledger import Earned, Entry
from bot.texts import points as say
from bot.texts.words import day_face

CARD = "points"
YEAR_CARD = "points_year"
# Kind of due work for the press; its subject is the person.
DRAW = "points_draw"
PAGE = 6
MONTHS = 12
# Above every id of an entry.
NEWEST = 2**62


async def card(turn: Turn, tx: Tx) -> Outbound:
    """What they have, and their last entries."""
    person, stars = turn.person.id, turn.office.settings.points.stars
    account = await rows.account_of(tx, person)
    found = await rows.newest(tx, person, NEWEST, PAGE + 1)
    prompt = say.PointsCard(
        balance=account.balance,
        held=account.held,
        merit=account.merit,
        corrected=account.corrected,
        star=star_of(account.merit, stars),
        missing=missing_to_next(account.merit, stars),
        capped=await _capped(turn, tx),
        entries=lines(found),
        simple=turn.person.simple,
    )
    return turn.reply(prompt, await _choices(turn, tx, found), card=CARD)


async def older(turn: Turn, tx: Tx, before: int) -> Outbound:
    """A page of entries below the id `before`, in the card's place."""
    found = await rows.newest(tx, turn.person.id, before, PAGE + 1)
    ways = (*_older(found), Choice("pts_newest"))
    return turn.reply(say.OlderPoints(lines(found)), (ways,), card=CARD)


def lines(found: Sequence[tuple[int, Entry]]) -> tuple[say.Line, ...]:
    """A page of entries as they are read."""
    return tuple(
        (day_face(from_millis(one.at)), one.kind, one.amount, one.worth, one.matter, one.reason)
        for _, one in found[:PAGE]
    )


def _older(found: Sequence[tuple[int, Entry]]) -> tuple[Choice, ...]:
    return (Choice("pts_older", str(found[PAGE - 1][0])),) if len(found) > PAGE else ()


async def _choices(turn: Turn, tx: Tx, found: Sequence[tuple[int, Entry]]) -> Choices:
    if not found:
        return ()
    more = (Choice("pts_honours"), *((Choice("pts_red"),) if await standings.is_party(tx, turn.person.id) else ()))
    return tuple(filter(None, (_older(found), (Choice("pts_year"), Choice("pts_rank")), more)))


async def _capped(turn: Turn, tx: Tx) -> tuple[tuple[str, int], ...]:
    """Matters that give nothing more this month, or this year, with the cap that was reached."""
    month = month_of(turn.now)
    found = await rows.earned_by_month(tx, turn.person.id, f"{month[:4]}-01", month)
    return capped(turn.office.settings, found, month)


def capped(settings: Settings, found: Sequence[Earned], month: str) -> tuple[tuple[str, int], ...]:
    """The caps that are reached by what was earned in the year of `month`."""
    this_month, this_year = Counter[str](), Counter[str]()
    for one in found:
        this_year[one.matter] += one.points
        this_month[one.matter] += one.points if one.month == month else 0
    reached = ((each.name, each.month, each.year) for each in settings.matters)
    return tuple(
        (name, in_year if this_year[name] >= in_year else in_month)
        for name, in_month, in_year in reached
        if this_year[name] >= in_year or this_month[name] >= in_month
    )


# ── the picture ───────────────────────────────────────────────────────────────────────────────────────────────
async def order_year(turn: Turn, tx: Tx) -> bool:
    """Have the last twelve months drawn; False where there is nothing in them."""
    months = last_months(turn.moment)
    if not await rows.earned_by_month(tx, turn.person.id, months[0], months[-1]):
        return False
    await due.plan(tx, DRAW, turn.person.id, turn.now)
    return True


async def drawing(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """The picture that they asked for: of their own points."""
    months = last_months(moment)
    found = await rows.earned_by_month(tx, subject, months[0], months[-1])
    if not found:
        return None
    by_month: dict[str, dict[str, int]] = {month: defaultdict(int) for month in months}
    matters = Counter[str]()
    for one in found:
        by_month[one.month][one.dimension] += one.points
        matters[one.matter] += one.points
    stacks = tuple((say.month_label(month), dict(parts)) for month, parts in by_month.items())
    best = max(by_month, key=lambda month: sum(by_month[month].values()))
    name = await standings.name_of(tx, subject)
    picture = say.year_picture(name, (months[0], months[-1]), stacks, tuple(matters.most_common()))
    caption = say.YearShown(matters.total(), tuple(matters.most_common()), say.month_label(best))
    return Making(subject, picture, "photo", say.PICTURE, caption, card=YEAR_CARD)


def last_months(moment: datetime) -> tuple[str, ...]:
    """Twelve of them with that of `moment`, the oldest first: «2025-04» … «2026-03»."""
    period, found = month_at(moment), list[str]()
    for _ in range(MONTHS):
        found.append(period.code)
        period = period.before()
    return tuple(reversed(found))
