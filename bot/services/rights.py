"""Who may do what with a ticket: read anew at every press, from the posts as they are now (bot/fsm/ticket.py says what)."""

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.people import Person, Role, UnitKind
from bot.domain.tickets import Ticket
from bot.fsm.ticket import DEPARTMENTS, OFFICES, WHO, WORKERS, E, may
from bot.services.turn import Turn
from bot.storage import assignments, desks
from bot.storage.database import Tx
from bot.storage.desks import Reach

# The nearest to the ticket first: somebody with several posts acts in the lowest that may.
ROLES: tuple[Role, ...] = (*WORKERS, *DEPARTMENTS, *OFFICES)


def reach_of(turn: Turn, person: Person) -> Reach:
    """Whose tickets `person` may look at as somebody who handles them."""
    departments = frozenset(post.unit_id for post in person.posts if post.role in DEPARTMENTS)
    return Reach(turn.office.directory.reach_of(person, OFFICES), departments, person.id)


async def to_handle(turn: Turn, tx: Tx, ticket_id: str) -> Ticket:
    """The ticket, for somebody who handles it. Raises `NotFound` where it is missing or another's."""
    ticket = await desks.within(tx, ticket_id, reach_of(turn, turn.person))
    if ticket is None:
        raise NotFound(ticket_id)
    return ticket


async def standing(turn: Turn, tx: Tx, ticket: Ticket) -> tuple[Role, ...]:
    """The roles in which this person stands by this ticket now, the nearest first."""
    asked = await assignments.open_of(tx, ticket.id)
    units, people = {one.unit_id for one in asked}, {one.person_id for one in asked}
    roles = []
    for role in ROLES:
        if role in DEPARTMENTS:
            stands = bool(turn.person.units_as(role) & units)
        elif role in WORKERS:
            stands = role in turn.person.roles and turn.person.id in people
        else:
            stands = ticket.compound_id in turn.office.directory.reach_of(turn.person, (role,))
        roles += [role] * stands
    return tuple(roles)


async def role_for(turn: Turn, tx: Tx, ticket: Ticket, event: E) -> Role:
    """In which role they may do `event`. Raises `NotAllowed` where in none."""
    allowed = (role for role in await standing(turn, tx, ticket) if may(role, event, ticket.desk))
    role = next(allowed, None)
    if role is None:
        raise NotAllowed(event)
    return role


async def possible(turn: Turn, tx: Tx, ticket: Ticket) -> tuple[E, ...]:
    """What they may do with it as it stands, in the order of the buttons."""
    roles = await standing(turn, tx, ticket)
    open_to = turn.office.ticket_flow.allowed(ticket.state)
    return tuple(event for event in WHO if event in open_to and any(may(role, event, ticket.desk) for role in roles))


def unit_of(turn: Turn, role: Role, ticket: Ticket) -> str:
    """The unit in which somebody acts: their department, or the level of the ticket's place."""
    units = turn.person.units_as(role)
    above = (unit.id for unit in turn.office.directory.upwards(ticket.compound_id) if unit.id in units)
    return next(above, next(iter(sorted(units)), ""))


LEVELS: dict[Role, UnitKind] = {
    Role.SECRETARY: UnitKind.COMPOUND,
    Role.COMMUNITY_STAFF: UnitKind.COMMUNITY,
    Role.STREET_DISPATCHER: UnitKind.STREET,
    Role.DISTRICT_DISPATCHER: UnitKind.DISTRICT,
}
