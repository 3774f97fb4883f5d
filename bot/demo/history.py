"""Two months of settled tickets behind the demo's week: figures of nothing would show nothing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.channels.telegram.translate import CHANNEL
from bot.config import Settings
from bot.domain.clock import SHANGHAI, Clock, to_millis
from bot.domain.ids import new_id, ticket_number
from bot.domain.people import Role
from bot.domain.tickets import Severity, Ticket, TicketState, WayIn
from bot.fsm.ticket import E
from bot.services.calendar import Timetable, work_calendar
from bot.services.understanding import department_for
from bot.storage import meta, people, ticket_events, tickets
from bot.storage.database import Database, Tx

FILE = Path(__file__).with_name("history.toml")
MARK = "demo_history"
# The grid workers of the two streets reported all of it, on patrol; the first secretary settled it.
REPORTERS = {"yuhe": 1301, "wanfeng": 1302}
EAST = frozenset({"cuihuyuan", "songxue", "zaoxiangli", "yinranchang"})
SECRETARY = 1401


@dataclass(frozen=True, slots=True)
class Settled:
    """A line of history.toml."""

    days_ago: int
    at: time
    compound: str
    category: str
    words: str
    place: str
    answered: float
    resolved: float
    score: str


def load_history(path: Path = FILE) -> tuple[Settled, ...]:
    """All of it. Raises `KeyError` or `TypeError` where the file is not of its shape."""
    entries: list[Mapping[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["settled"]
    return tuple(Settled(**entry) for entry in entries)


async def fill_history(db: Database, history: tuple[Settled, ...], settings: Settings, clock: Clock) -> None:
    """Put it into a database that the demo has filled, once, in one unit of work."""
    today = clock.now().astimezone(SHANGHAI)
    timetable = Timetable(work_calendar(settings.worktime, today.date()))
    await db.write(_fill, history, settings, timetable, today)


async def _fill(
    tx: Tx, history: tuple[Settled, ...], settings: Settings, timetable: Timetable, today: datetime
) -> None:
    if await meta.get(tx, MARK):
        return
    known = {one: (await _person(tx, one)) for one in (*REPORTERS.values(), SECRETARY)}
    for settled in sorted(history, key=lambda one: (-one.days_ago, one.at)):
        reporter = known[REPORTERS["yuhe" if settled.compound in EAST else "wanfeng"]]
        at = datetime.combine(today.date() - timedelta(days=settled.days_ago), settled.at, SHANGHAI).astimezone(UTC)
        await _live(tx, settled, at, settings, timetable, reporter, known[SECRETARY])
    await meta.put(tx, MARK, str(len(history)))


async def _person(tx: Tx, telegram_id: int) -> str:
    return (await people.arrive(tx, people.Address(CHANNEL, str(telegram_id)), 0)).id


async def _live(
    tx: Tx, told: Settled, at: datetime, settings: Settings, timetable: Timetable, reporter: str, secretary: str
) -> None:
    """A ticket's life, as the service writes it down: each step with the deadline that it had."""
    category = settings.category(told.category)
    accept_by = timetable.due(at, category.accept_hours.normal, Severity.NORMAL).at
    accepted, resolved = at + timedelta(minutes=told.answered), at + timedelta(hours=told.resolved)
    resolve_by = timetable.due(accepted, category.close_hours.normal, Severity.NORMAL).at
    ticket = Ticket(
        id=new_id(), number=ticket_number(at, await tickets.next_serial(tx, at)), compound_id=told.compound,
        reporter_id=reporter, way_in=WayIn.PATROL, state=TicketState.SUBMITTED, version=1, category=category.name,
        because=(), department=department_for(settings, category.name, Severity.NORMAL, told.words, at),
        severity=Severity.NORMAL, words=told.words, place=told.place, photos=0, created_at=at, due_at=accept_by,
    )  # fmt: skip
    await tickets.add(tx, ticket, ())
    steps = [
        (E.ACCEPT, TicketState.ACCEPTED, secretary, Role.SECRETARY, accepted, "", accept_by),
        (E.RESOLVE, TicketState.RESOLVED, secretary, Role.SECRETARY, resolved, "", resolve_by),
        *(
            [(E.EVALUATE, TicketState.EVALUATED, reporter, Role.RESIDENT, resolved, told.score, None)]
            * bool(told.score)
        ),
    ]
    was = ticket.state
    await ticket_events.append(tx, ticket.id, "submit", None, was, reporter, Role.RESIDENT, to_millis(at))
    for event, became, who, role, moment, reason, due in steps:
        await ticket_events.append(tx, ticket.id, event, was, became, who, role, to_millis(moment), reason, due)
        was = became
    closed = replace(ticket, state=TicketState.CLOSED, due_at=None)
    await tickets.advance(tx, ticket, closed, to_millis(resolved))
