"""Filling an empty database with the invented district, as if its people had used the bot for a week."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.channels.telegram.translate import CHANNEL
from bot.config import Settings
from bot.config.settings import OTHER
from bot.demo import wishes
from bot.demo.activities import arrange
from bot.demo.district import Acceptance, DemoDistrict, DemoPerson, DemoRound, DemoTicket
from bot.demo.shop import stock_shops
from bot.demo.volunteers import settle
from bot.domain.clock import SHANGHAI, Clock, to_millis
from bot.domain.errors import DatabaseNotEmpty
from bot.domain.ids import new_id, ticket_number
from bot.domain.patrols import LATEST_HOUR, Round, last_evening
from bot.domain.people import Role
from bot.domain.tickets import Ticket, TicketState, WayIn
from bot.fsm.ticket import E
from bot.services import nights
from bot.services.understanding import department_for
from bot.storage import homes, meta, patrols, people, published, quiet, responsibilities, ticket_events, tickets, units
from bot.storage.database import Database, Tx
from bot.storage.homes import Home

MARK = "demo"
# They joined before the first of them reported anything.
SETTLED = timedelta(days=30)


async def fill(db: Database, district: DemoDistrict, settings: Settings, clock: Clock) -> None:
    """Put the district, its people and their tickets into `db`; what an earlier run put there is left as it is.

    One unit of work. Raises `DatabaseNotEmpty` where the database holds units or people from elsewhere. The tickets
    bring no alerts with them: a demo does not begin with an alarm about last week.
    """
    await db.write(_fill, district, settings, clock.now())


async def _fill(tx: Tx, district: DemoDistrict, settings: Settings, moment: datetime) -> None:
    if await meta.get(tx, MARK) == district.id:
        return
    if await meta.is_inhabited(tx):
        raise DatabaseNotEmpty("this database holds other data than the demo's; name another file with --database")
    for unit in district.units:
        await units.add(tx, unit)
    for entry in district.published:
        await published.put(tx, entry)
    await responsibilities.put(tx, district.responsibilities)
    joined = to_millis(moment - SETTLED)
    known = {person.id: await _settle(tx, person, settings, joined) for person in district.people if not person.new}
    for told, at in _by_time(district, moment):
        await _report(tx, told, at, settings, known)
    for gone in district.rounds:
        await _patrol(tx, gone, moment, known)
    for wished in district.wishes:
        await wishes.put(tx, wished, settings, moment, known)
    for planned in district.activities:
        await arrange(tx, planned, moment, known)
    await patrols.miss(tx, last_evening(moment))
    await stock_shops(tx, district, settings, known, joined)
    await settle(tx, district.volunteers, settings, moment, known)
    await meta.put(tx, MARK, district.id)


async def _settle(tx: Tx, person: DemoPerson, settings: Settings, joined: int) -> str:
    """They wrote, agreed to the privacy notice and hold their posts; the id under which they are kept."""
    kept = await people.enrol(tx, people.Address(CHANNEL, str(person.id)), joined)
    await people.consent(tx, kept.id, settings.privacy.version, joined)
    if person.home_id:
        await homes.add(tx, kept.id, Home(person.home_id, person.building), joined)
        await people.settle_in(tx, kept.id, person.home_id)
    for post in person.posts:
        await people.appoint(tx, kept.id, post, joined)
    # A demo is looked at from any time zone: a desk that sleeps would look like one that was never told.
    await quiet.choose(tx, kept.id, nights.ALWAYS)
    return kept.id


def _by_time(district: DemoDistrict, moment: datetime) -> list[tuple[DemoTicket, datetime]]:
    """The tickets with their moments, the oldest first: numbers are given in that order."""
    today = moment.astimezone(SHANGHAI).date()
    dated = (
        (told, datetime.combine(today - timedelta(days=told.days_ago), told.at, SHANGHAI).astimezone(UTC))
        for told in district.tickets
    )
    return sorted(dated, key=lambda pair: pair[1])


async def _report(tx: Tx, told: DemoTicket, at: datetime, settings: Settings, known: Mapping[int, str]) -> None:
    ticket = await _ticket(tx, told, at, settings, known[told.reporter])
    await tickets.add(tx, ticket, ())
    await ticket_events.append(
        tx, ticket.id, "submit", None, ticket.state, ticket.reporter_id, Role.RESIDENT, to_millis(at)
    )
    if told.accepted:
        await _accept(tx, ticket, told.accepted, known)


async def _ticket(tx: Tx, told: DemoTicket, at: datetime, settings: Settings, reporter_id: str) -> Ticket:
    # An operator's own config.toml may lack a category of ours.
    known = {category.name for category in settings.categories}
    category = told.category if told.category in known else OTHER
    return Ticket(
        id=new_id(),
        number=ticket_number(at, await tickets.next_serial(tx, at)),
        compound_id=told.compound_id,
        reporter_id=reporter_id,
        way_in=told.way_in,
        state=TicketState.SUBMITTED,
        version=1,
        category=category,
        because=told.because,
        department=department_for(settings, category, told.severity, f"{told.place} {told.words}", at),
        severity=told.severity,
        words=told.words,
        place=told.place,
        photos=0,
        created_at=at,
    )


async def _accept(tx: Tx, ticket: Ticket, accepted: Acceptance, known: Mapping[int, str]) -> None:
    now = to_millis(ticket.created_at + timedelta(minutes=accepted.minutes))
    became = TicketState.ACCEPTED
    await tickets.advance(tx, ticket, replace(ticket, state=became), now)
    await ticket_events.append(tx, ticket.id, E.ACCEPT, ticket.state, became, known[accepted.by], Role.SECRETARY, now)


async def _patrol(tx: Tx, gone: DemoRound, moment: datetime, known: Mapping[int, str]) -> None:
    """What nobody did stays open here; it is missed with the last evening."""
    day = moment.astimezone(SHANGHAI).date() - timedelta(days=gone.days_ago)
    due = datetime.combine(day, time(LATEST_HOUR), SHANGHAI)
    made = Round(new_id(), gone.name, gone.unit_id, gone.role, WayIn.PATROL, day.isoformat(), due)
    await patrols.make(tx, made)
    if gone.at:
        await patrols.finish(tx, made.id, known[gone.by], to_millis(datetime.combine(day, gone.at, SHANGHAI)))
        await patrols.keep_note(tx, made.id, gone.note, ())
