"""红色账户 and the year's sheets: members of the party by matters, and who is a star household (scorecard S14, S15)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog

from bot.domain.charts import Cell, Sheet
from bot.domain.clock import SHANGHAI
from bot.domain.errors import ForgedPayload, Refused
from bot.domain.messages import Choice, Choices, Outbound
from bot.domain.people import Person
from bot.domain.points import Dimension, star_of
from bot.domain.policy import May
from bot.services.making import Making
from bot.services.orders import SEPARATOR
from bot.services.scope import Scope, scope_of, units_held
from bot.services.stats import title_of
from bot.services.turn import Office, Turn
from bot.storage import due, exported, ledger, people, standings
from bot.storage.database import Tx
from bot.storage.ledger import Earned
from bot.storage.standings import Listed
from bot.texts import red as say
from bot.texts.points import name_words

log = structlog.get_logger(__name__)

CARD = "red"
HOUSEHOLD_CARD = "households"
# Kinds of due work for the press; their subject is the person and the year.
APPRAISE, HOUSEHOLDS = "points_appraise", "points_households"
MOST = 5000
YEARS = 2


async def show(turn: Turn, tx: Tx, wanted: str = "") -> Outbound:
    """`/red`: one's own year; to those who appraise, the sheets beside it."""
    years = _years(turn)
    year = wanted or years[0]
    if year not in years:
        raise ForgedPayload("no year")
    sheets = _sheets("pts_appraise", years) if _appraises(turn) else ()
    if not await standings.is_party(tx, turn.person.id):
        if not sheets:
            return turn.reply(say.NotReported(), card=CARD)
        units = scope_of(turn.office.directory, turn.person, action=May.APPRAISE).units
        return turn.reply(say.Appraisal(len(await standings.party(tx, units, year, MOST))), sheets, card=CARD)
    others = tuple(Choice("pts_red_year", each, label=f"{each} 年") for each in years if each != year)
    return turn.reply(await _account(turn, tx, year), (others, *sheets), card=CARD)


def _years(turn: Turn) -> tuple[str, ...]:
    """This one and the one before."""
    year = turn.moment.astimezone(SHANGHAI).year
    return tuple(str(year - at) for at in range(YEARS))


def _appraises(turn: Turn) -> bool:
    return bool(units_held(turn.person, May.APPRAISE))


def _sheets(what: str, years: Iterable[str]) -> Choices:
    return (tuple(Choice(what, year, label=f"📎 {year} 年") for year in years),)


async def _account(turn: Turn, tx: Tx, year: str) -> say.RedAccount:
    settings = turn.office.settings
    sums = _by_matter(await ledger.earned_by_month(tx, turn.person.id, f"{year}-01", f"{year}-12"))
    merit = (await ledger.account_of(tx, turn.person.id)).merit
    lines = tuple((each.name, *_parts(sums, each.name)) for each in settings.matters)
    return say.RedAccount(year, lines, star_of(merit, settings.points.stars))


def _by_matter(found: Iterable[Earned]) -> Mapping[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for one in found:
        sums[one.matter, one.dimension] += one.points
    return sums


def _parts(sums: Mapping[tuple[str, str], int], matter: str) -> tuple[int, int, int]:
    base, extra, bonus = (sums.get((matter, dimension), 0) for dimension in Dimension)
    return base, extra, bonus


async def households(turn: Turn, tx: Tx) -> Outbound:
    """`/stars`: the list of each year."""
    points = turn.office.settings.points
    prompt = say.Households(star_of(points.household_points, points.stars), points.household_points)
    return turn.reply(prompt, _sheets("pts_houses", _years(turn)), card=HOUSEHOLD_CARD)


# ── sheets ────────────────────────────────────────────────────────────────────────────────────────────────────
async def order(turn: Turn, tx: Tx, kind: str, year: str) -> None:
    """Have a sheet made. Raises `ForgedPayload` for another year."""
    if year not in _years(turn):
        raise ForgedPayload("no year")
    await due.plan(tx, kind, f"{turn.person.id}{SEPARATOR}{year}", turn.now)


@dataclass(frozen=True, slots=True)
class _Order:
    """Of which year, for whom, of where they may see it now."""

    year: str
    person: Person
    scope: Scope
    action: May

    async def allowed(self, tx: Tx, office: Office) -> bool:
        """Whether all of it is still theirs to see."""
        now = await _order(tx, office, f"{self.person.id}{SEPARATOR}{self.year}", self.action)
        return now is not None and now.scope.units >= self.scope.units


async def _order(tx: Tx, office: Office, subject: str, action: May) -> _Order | None:
    person_id, _, year = subject.partition(SEPARATOR)
    person = await people.load(tx, person_id)
    try:
        return _Order(year, person, scope_of(office.directory, person, action=action), action) if person else None
    except Refused:
        return None


async def appraising(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """One row for each member of the party: every matter in every dimension, the sums, the star."""
    order = await _order(tx, office, subject, May.APPRAISE)
    if order is None:
        return None
    members = await standings.party(tx, order.scope.units, order.year, MOST)
    rows = [await _appraised(tx, office, one, order.year) for one in members]
    columns = say.appraisal_columns(tuple(each.name for each in office.settings.matters))
    return _making(office, order, say.APPRAISAL, Sheet(say.APPRAISAL, columns, tuple(rows)))


async def _appraised(tx: Tx, office: Office, one: Listed, year: str) -> tuple[Cell, ...]:
    sums = _by_matter(await ledger.earned_by_month(tx, one.person_id, f"{year}-01", f"{year}-12"))
    parts = [_parts(sums, each.name) for each in office.settings.matters]
    totals = [sum(part[at] for part in parts) for at in range(len(Dimension))]
    each = (points for part in parts for points in part)
    star = star_of(one.merit, office.settings.points.stars)
    return (*_who(office, one), *each, *totals, one.points, say.star_cell(star))


async def listing(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """The star households: volunteers of the community from so many stars on, the most points first."""
    order = await _order(tx, office, subject, May.LIST_HOUSEHOLDS)
    if order is None:
        return None
    stars, needed = office.settings.points.stars, office.settings.points.household_points
    found = await standings.starred(tx, order.scope.units, order.year, needed, MOST)
    rows = tuple(
        (*_who(office, one), say.star_cell(star_of(one.merit, stars)), one.merit, one.points)
        for one in sorted(found, key=lambda one: -one.merit)
    )
    return _making(office, order, say.HOUSEHOLDS, Sheet(say.HOUSEHOLDS, say.HOUSEHOLD_COLUMNS, rows))


def _who(office: Office, one: Listed) -> tuple[str, str]:
    return office.directory.name_of(one.compound_id), name_words(one.name, one.person_id)


def _making(office: Office, order: _Order, what: str, sheet: Sheet) -> Making:
    place, count = title_of(office, order.scope), len(sheet.rows)
    return Making(
        order.person.id, sheet, "document", say.sheet_name(what, place, order.year),
        say.YearSheetMade(what, place, order.year, count),
        allowed=order.allowed, noted=partial(_write_down, order, what, count),
    )  # fmt: skip


async def _write_down(order: _Order, what: str, count: int, tx: Tx, now: int) -> None:
    await exported.add(tx, order.person.id, order.scope.posts, f"{what} {order.year}", count, now)
    log.info("exported", person=order.person.id, units=order.scope.posts, what=what, year=order.year, rows=count)
