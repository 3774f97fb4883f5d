"""Who must look at a ticket now: told at once, again until somebody answers, then the level above (docs/tickets.md)."""

from dataclasses import dataclass

import structlog

from bot.config.sections import Repeats
from bot.domain.clock import to_millis
from bot.domain.messages import Reply
from bot.domain.people import Role, UnitKind
from bot.domain.tickets import Ticket, TicketState
from bot.services import desk_cards, nights, rights
from bot.services.desk_cards import Remark
from bot.services.turn import Office
from bot.storage import alerts, due, people
from bot.storage.database import Tx
from bot.texts.words import OFFICES

log = structlog.get_logger(__name__)

REPEAT = "repeat_alert"
AGAIN = "sound_alert_again"
AGAIN_MS = 300_000


@dataclass(frozen=True, slots=True)
class Rung:
    """A level of the ladder with the people who stand on it."""

    level: int
    role: Role
    people: tuple[str, ...]


async def rung_from(tx: Tx, office: Office, compound_id: str, level: int) -> Rung | None:
    """The first rung at or above `level` on which somebody can be reached; None where nobody can."""
    for at, role in enumerate(office.settings.alerts.levels[level:], start=level):
        unit = office.directory.above(compound_id, rights.LEVEL_OF[role])
        found = await people.holders(tx, role, [unit.id]) if unit else []
        if found:
            return Rung(at, role, tuple(found))
    return await _anybody(tx, office, compound_id)


async def _anybody(tx: Tx, office: Office, unit_id: str) -> Rung | None:
    """Danger told without a place is the district's: where nobody sits there, everybody on the level below looks."""
    if office.directory[unit_id].kind is not UnitKind.DISTRICT:
        return None
    for at, role in reversed([*enumerate(office.settings.alerts.levels)]):
        found = await people.holders(tx, role, office.directory.of_kind(rights.LEVEL_OF[role]))
        if found:
            return Rung(at, role, tuple(found))
    return None


async def sound(tx: Tx, office: Office, ticket: Ticket, *, just_came: bool = False) -> tuple[list[Reply], Role | None]:
    """Tell the first people who can be reached; the messages, and in which role they were told.

    `just_came`: it was stored in this very unit.
    """
    rung = await _reach(tx, office, ticket, 0, to_millis(ticket.created_at))
    return (await _cards(tx, office, ticket, rung, just_came=just_came), rung.role) if rung else ([], None)


async def sound_again(tx: Tx, office: Office, ticket: Ticket, now: int) -> list[Reply]:
    """Somebody could not be reached: whoever can now is told; those who were told see no change."""
    if ticket.state is not TicketState.SUBMITTED:
        return []
    alert = await alerts.load(tx, ticket.id)
    rung = await _reach(tx, office, ticket, alert.level if alert else 0, now)
    return await _cards(tx, office, ticket, rung, edits=True) if rung else []


async def _reach(tx: Tx, office: Office, ticket: Ticket, level: int, now: int) -> Rung | None:
    """The rung to tell, its reminders planned; where nobody can be reached, that we try again."""
    rung = await rung_from(tx, office, ticket.compound_id, level)
    repeats = office.settings.alerts.of(ticket.severity)
    if rung is None:
        log.error("nobody_to_alert", ticket=ticket.id)
        await due.plan(tx, AGAIN, ticket.id, now + AGAIN_MS)
    elif repeats:
        await alerts.open_one(tx, ticket.id, rung.level, now)
        await _plan_repeat(tx, ticket, repeats, now)
    return rung


async def repeat(tx: Tx, office: Office, ticket: Ticket, now: int) -> list[Reply]:
    """Nobody answered in time: tell the same people again, or the level above when they were told often enough."""
    alert = await alerts.load(tx, ticket.id)
    repeats = office.settings.alerts.of(ticket.severity)
    if alert is None or alert.state != "open" or repeats is None or ticket.state is not TicketState.SUBMITTED:
        return []
    again = alert.times <= repeats.repeats
    rung = await rung_from(tx, office, ticket.compound_id, alert.level if again else alert.level + 1)
    if rung is None or (not again and rung.level <= alert.level):
        log.error("alert_unanswered", ticket=ticket.id, level=alert.level)
        await alerts.close(tx, ticket.id, "exhausted", None)
        return []
    same = rung.level == alert.level
    times = alert.times + 1 if same else 1
    await alerts.told(tx, alert, rung.level, times, now)
    await _plan_repeat(tx, ticket, repeats, now)
    below = "" if same else OFFICES[office.settings.alerts.levels[alert.level]]
    return await _cards(tx, office, ticket, rung, Remark(times, below))


async def _plan_repeat(tx: Tx, ticket: Ticket, repeats: Repeats, now: int) -> None:
    await due.plan(tx, REPEAT, ticket.id, now + int(repeats.repeat_minutes * 60_000))


async def acknowledge(tx: Tx, ticket_id: str, person_id: str | None) -> bool:
    """Somebody said 收到 (None: it needs nobody any more): no more reminders. False where nothing was open."""
    await due.cancel(tx, REPEAT, ticket_id)
    return await alerts.close(tx, ticket_id, "acknowledged", person_id)


async def _cards(
    tx: Tx,
    office: Office,
    ticket: Ticket,
    rung: Rung,
    remark: Remark = Remark(),  # noqa: B008 - nothing in it ever changes
    *,
    edits: bool = False,
    just_came: bool = False,
) -> list[Reply]:
    """The ticket's card for everybody on a rung."""
    loud = desk_cards.is_pressing(ticket)
    called = await nights.awake(tx, office, rung.people, loud=loud)
    return [
        *await desk_cards.at_desks(
            tx,
            office,
            ticket,
            called,
            desk_cards.URGENCY[ticket.severity],
            remark,
            edits=edits,
            replaces=not edits,
            silent=not loud,
            just_came=just_came,
        )
    ]
