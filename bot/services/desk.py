"""What needs somebody now, at their desks and by what they were asked to do: danger first, then by deadline."""

from bot.domain.messages import Choice, Choices, Outbound, Reply, Urgency
from bot.domain.people import Role
from bot.domain.tickets import Desk, Ticket, TicketState
from bot.services import extensions, nights, rights
from bot.services.turn import Turn
from bot.storage import desks
from bot.storage.database import Tx
from bot.storage.desks import Counts, Need, Reach
from bot.texts import desk as say
from bot.texts.deadlines import by_when

S = TicketState
# What each role that sits at a desk looks at first; what they only wait for is not there.
NEEDS: dict[Role, tuple[Desk, tuple[TicketState, ...]]] = {
    Role.SECRETARY: (Desk.COMPOUND, (S.SUBMITTED, S.REOPENED, S.ACCEPTED)),
    Role.COMMUNITY_STAFF: (Desk.COMPOUND, (S.SUBMITTED, S.REOPENED)),
    Role.STREET_DISPATCHER: (Desk.STREET, (S.WHISTLED, S.RETURNED, S.SCREENING, S.REOPENED)),
    Role.DISTRICT_DISPATCHER: (Desk.DISTRICT, (S.WHISTLED, S.RETURNED, S.SCREENING, S.REOPENED)),
}
TO_DO = (S.TRANSFERRED, S.CHECKED_IN, S.HANDLING, S.REOPENED)
PAGE = 8
# No list has so many pages, and every engine counts so far: a forged number ends here.
FURTHEST = 1_000_000
# So many stand in the morning's list.
FIRST = 5
# The living list: the morning's, or a page of all.
LIST = "desk"


async def waiting_for(turn: Turn, tx: Tx, limit: int, offset: int = 0) -> tuple[Counts, list[Ticket]]:
    """How many tickets need this person, and some of them."""
    reach = await rights.reach_of(tx, turn.office, turn.person)
    return await desks.waiting(tx, reach, TO_DO, _needs(turn, reach), turn.now, limit, offset)


def _needs(turn: Turn, reach: Reach) -> list[Need]:
    """What their posts look at, and danger told of no place where they are the ones who are called for it."""
    units_of = turn.office.directory.reach_of
    nowhere = reach.units & {turn.office.directory.top.id}
    found = [Need(units_of(turn.person, (role,)), at, states) for role, (at, states) in NEEDS.items()]
    return [need for need in (*found, Need(nowhere, *NEEDS[Role.SECRETARY])) if need.units]


async def page_of(turn: Turn, tx: Tx, wanted: int) -> Outbound:
    """A page of all that waits, each on its own button; the last one where there is none that far."""
    page = max(1, min(wanted, FURTHEST))
    counts, found = await waiting_for(turn, tx, PAGE, (page - 1) * PAGE)
    if not counts.total:
        return turn.reply(say.AllDone(), card=LIST)
    pages = -(-counts.total // PAGE)
    if page > pages:  # less waits than when the button was shown
        return await page_of(turn, tx, pages)
    ways = [Choice("desk_back", str(page - 1))] * (page > 1) + [Choice("desk_on", str(page + 1))] * (page < pages)
    prompt = say.DeskList(*_counted(counts), tuple(_line(turn, ticket) for ticket in found), page, pages)
    return turn.reply(prompt, (*_buttons(found), *((tuple(ways),) if ways else ())), card=LIST)


async def morning(turn: Turn, tx: Tx) -> list[Reply]:
    """The clock: what waits, in one card, once a working day and after each night in which something came."""
    if later := await nights.next_morning(turn, tx):
        await nights.put_off(tx, turn.person.id, later)
        return []
    counts, found = await waiting_for(turn, tx, FIRST)
    asked = await extensions.to_decide(turn, tx)
    if not counts.total and not asked:
        return []
    await nights.plan_next(turn, tx)
    if not counts.total:
        return [*asked]
    rest = ((Choice("desk_on", "1", label=say.all_of(counts.total)),),) if counts.total > len(found) else ()
    prompt = say.Morning(*_counted(counts), tuple(_line(turn, ticket) for ticket in found))
    choices = (*_buttons(found), *rest)
    card = Outbound(turn.person.id, prompt, choices, urgency=Urgency.NOTICE, card=LIST, replaces=True)
    return [card, *asked]


def _counted(counts: Counts) -> tuple[int, int, int, int]:
    return counts.total, counts.danger, counts.urgent, counts.overdue


def _line(turn: Turn, ticket: Ticket) -> say.Line:
    late = ticket.due_at is not None and ticket.due_at <= turn.moment
    by = by_when(turn.moment, ticket.due_at) if ticket.due_at else ""
    compound = turn.office.directory[ticket.compound_id].name
    return ticket.number, ticket.severity, ticket.state, compound, ticket.words, by, late


def _buttons(found: list[Ticket]) -> Choices:
    return tuple(
        (Choice("look", ticket.id, ticket.version, say.label(ticket.number, ticket.severity, ticket.category)),)
        for ticket in found
    )
