"""Supervision (督办): a ladder beside the states. Overdue is said to whoever has it, then above (DOMAIN §4)."""

from datetime import timedelta

from bot.domain.clock import to_millis
from bot.domain.messages import Outbound, Reply, Urgency
from bot.domain.people import Role
from bot.domain.tickets import ENDED, Desk, Ticket
from bot.services import alerts, calls, rights
from bot.services.turn import Turn
from bot.storage import due, people, rungs
from bot.storage.database import Tx
from bot.texts.supervision import Overdue, Supervised

DEADLINE = "ticket_deadline"
AGAIN_HOURS = 8.0
# Who is told when whoever has it does nothing, rung by rung.
ABOVE: dict[Desk, tuple[Role, ...]] = {
    Desk.COMPOUND: (Role.COMMUNITY_STAFF, Role.STREET_DISPATCHER),
    Desk.STREET: (Role.DISTRICT_DISPATCHER,),
    Desk.DISTRICT: (),
    Desk.DEPARTMENT: (Role.STREET_DISPATCHER, Role.DISTRICT_DISPATCHER),
}


async def missed(turn: Turn, tx: Tx, ticket: Ticket) -> list[Reply]:
    """Its deadline has passed: each rung is told once, and never twice after a restart."""
    if ticket.state in ENDED or ticket.due_at is None or ticket.due_at > turn.moment:
        return []
    rung = await rungs.climb(tx, ticket.id, ticket.version)
    told = await _first(turn, tx, ticket) if rung == 0 else await _above(turn, tx, ticket, rung - 1)
    if rung < len(ABOVE[ticket.desk]):
        again = turn.office.timetable.due(turn.moment, AGAIN_HOURS, ticket.severity).at
        await due.plan(tx, DEADLINE, ticket.id, to_millis(max(again, turn.moment + timedelta(minutes=5))))
    return told


async def _first(turn: Turn, tx: Tx, ticket: Ticket) -> list[Reply]:
    """Whoever has it: the card at the bottom of the chat, with what it is."""
    desk = await calls.at_desk(turn, tx, ticket)
    lines = [Outbound(to=one, prompt=Overdue(ticket.number), urgency=Urgency.URGENT) for one in desk]
    prompt = await alerts.desk_card(tx, turn.office, ticket)
    cards = await alerts.at_desks(tx, turn.office, ticket, desk, prompt, Urgency.URGENT, edits=False, replaces=True)
    return [*lines, *cards]


async def _above(turn: Turn, tx: Tx, ticket: Ticket, at: int) -> list[Reply]:
    """The level above, who may look at it and urge."""
    role = ABOVE[ticket.desk][at]
    unit = turn.office.directory.above(ticket.compound_id, rights.LEVEL_OF[role])
    held = await people.holders(tx, role, [unit.id]) if unit else []
    lines = [Outbound(to=one, prompt=Supervised(ticket.number), urgency=Urgency.URGENT) for one in held]
    prompt = await alerts.desk_card(tx, turn.office, ticket)
    cards = await alerts.at_desks(tx, turn.office, ticket, held, prompt, Urgency.URGENT, edits=False, replaces=True)
    return [*lines, *cards]
