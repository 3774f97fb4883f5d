"""Who must look at a ticket now: called at their desk; the card redrawn wherever it was shown."""

from bot.domain.messages import Reply, Urgency
from bot.domain.people import Role
from bot.domain.tickets import Desk, Ticket
from bot.fsm.ticket import RESIDENTS, E
from bot.services import alerts, desk_cards, holding, lines, nights
from bot.services.desk_cards import Remark
from bot.services.desk_names import office_of
from bot.services.happening import Happening
from bot.services.turn import Turn
from bot.storage import assignments, cards, people
from bot.storage.database import Tx
from bot.texts.ticket import Order


async def quiet(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """Somebody took it, or it needs nobody any more: no more reminders."""
    by = None if happened.role in RESIDENTS else turn.person.id
    await alerts.acknowledge(tx, happened.ticket.id, by)
    return []


async def call(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """The desk that has it now is shown it, at the bottom of its chat; a department hears it ring."""
    ticket = happened.ticket
    others = [person_id for person_id in await at_desk(turn, tx, ticket) if person_id != turn.person.id]
    loud = desk_cards.is_pressing(ticket) or happened.event is E.REOPEN
    called = await nights.awake(tx, turn.office, others, loud=loud)
    urgency = desk_cards.URGENCY[ticket.severity]
    silent = not loud and ticket.desk is not Desk.DEPARTMENT
    return [
        *await desk_cards.at_desks(tx, turn.office, ticket, called, urgency, edits=False, replaces=True, silent=silent)
    ]


async def at_desk(turn: Turn, tx: Tx, ticket: Ticket) -> list[str]:
    """Everybody who sits at the desk that has the ticket, and can be reached; of a platform, whoever took it."""
    if ticket.desk is Desk.DEPARTMENT:
        units = [one.unit_id for one in await assignments.open_of(tx, ticket.id) if one.unit_id]
        return await people.holders(tx, Role.DEPARTMENT_STAFF, units) if units else []
    if ticket.desk is Desk.COMPOUND:
        rung = await alerts.rung_from(tx, turn.office, ticket.compound_id, 0)
        doing = [one.person_id for one in await assignments.open_of(tx, ticket.id) if one.person_id]
        return [*dict.fromkeys((*(rung.people if rung else ()), *doing))]
    there = await holding.at_platform(tx, turn.office, ticket)
    return [ticket.holder_id] if ticket.holder_id in there else there


async def order(turn: Turn, tx: Tx, ticket: Ticket, person_id: str) -> list[Reply]:
    """Somebody in the compound is asked to do it: a line, then the card."""
    called = await nights.awake(tx, turn.office, [person_id], loud=desk_cards.is_pressing(ticket))
    return await lines.with_card(turn, tx, ticket, called, Order(ticket.number))


async def redraw(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """Wherever its card was shown, and to whoever acts, so that nobody acts on what is past."""
    ticket = happened.ticket
    shown = dict.fromkeys(await cards.shown_to(tx, desk_cards.card_of(ticket)))
    if happened.role not in RESIDENTS:
        shown |= {turn.person.id: None}
    remark = Remark(taken_by=office_of(turn.office, happened.role, happened.unit_id))
    return [*await desk_cards.at_desks(tx, turn.office, ticket, shown, Urgency.NOTICE, remark, edits=True)]
