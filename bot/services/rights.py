"""Who may do what with a ticket, read anew at every press from the posts as they are now."""

from collections.abc import Sequence

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.people import Person, Role, UnitKind
from bot.domain.policy import DEPARTMENTS, OFFICES, WORKERS, May, Relation, relations
from bot.domain.tickets import Ticket
from bot.fsm.ticket import OF_THE_LEAD, WHO, E, may
from bot.services import scope
from bot.services.turn import Office, Turn
from bot.storage import assignments, desks, people
from bot.storage.assignments import Assignment
from bot.storage.database import Tx
from bot.storage.desks import Reach

LEVEL_OF: dict[Role, UnitKind] = {
    Role.SECRETARY: UnitKind.COMPOUND,
    Role.COMMUNITY_STAFF: UnitKind.COMMUNITY,
    Role.STREET_DISPATCHER: UnitKind.STREET,
    Role.DISTRICT_DISPATCHER: UnitKind.DISTRICT,
}
# The nearest to the ticket first: somebody with several posts acts in the lowest that may.
ROLES: tuple[Role, ...] = (*WORKERS, *DEPARTMENTS, *OFFICES)


async def reach_of(tx: Tx, office: Office, person: Person) -> Reach:
    """Whose tickets `person` may look at as somebody who handles them.

    What is told of no place is the district's; where nobody sits there, theirs who are told of it instead.
    """
    departments = scope.units_held(person, May.HANDLE, Relation.UNIT)
    units, top = scope.reach_of(office.directory, person, May.HANDLE), office.directory.top.id
    if units and top not in units and person.id in await told_of_no_place(tx, office):
        units |= {top}
    return Reach(units, departments, person.id)


async def told_of_no_place(tx: Tx, office: Office) -> list[str]:
    """Everybody on the highest level on which somebody can be reached."""
    for role in reversed(office.settings.alerts.levels):
        if found := await people.holders(tx, role, office.directory.of_kind(LEVEL_OF[role])):
            return found
    return []


async def to_handle(turn: Turn, tx: Tx, ticket_id: str) -> Ticket:
    """The ticket, for somebody who handles it. Raises `NotFound` where it is missing or another's."""
    ticket = await desks.within(tx, ticket_id, await reach_of(tx, turn.office, turn.person))
    if ticket is None:
        raise NotFound(ticket_id)
    return ticket


def standing(office: Office, person: Person, ticket: Ticket, asked: Sequence[Assignment]) -> tuple[Role, ...]:
    """The roles in which `person` stands by this ticket now, the nearest first; `asked` are to do it."""
    return tuple(role for role in ROLES if _stands(office, person, ticket, asked, role))


def _stands(office: Office, person: Person, ticket: Ticket, asked: Sequence[Assignment], role: Role) -> bool:
    if role not in person.roles:
        return False
    return any(_is_in(relation, office, person, ticket, asked, role) for relation in relations(role, May.HANDLE))


def _is_in(
    relation: Relation, office: Office, person: Person, ticket: Ticket, asked: Sequence[Assignment], role: Role
) -> bool:
    if relation is Relation.ASKED:
        return person.id in {one.person_id for one in asked}
    if relation is Relation.UNIT:
        return not person.units_as(role).isdisjoint(one.unit_id for one in asked)
    nowhere = ticket.compound_id == office.directory.top.id  # whoever could load it was told of it
    return nowhere or ticket.compound_id in office.directory.reach_of(person, (role,))


async def role_for(turn: Turn, tx: Tx, ticket: Ticket, event: E) -> Role:
    """In which role they may do `event`. Raises `NotAllowed` where in none."""
    asked = await assignments.open_of(tx, ticket.id)
    role = _nearest(standing(turn.office, turn.person, ticket, asked), turn.person, ticket, asked, event)
    if role is None:
        raise NotAllowed(event)
    return role


def possible(office: Office, person: Person, ticket: Ticket, asked: Sequence[Assignment]) -> tuple[E, ...]:
    """What `person` may do with it as it stands, in the order of the buttons."""
    open_to, roles = office.ticket_flow.allowed(ticket.state), standing(office, person, ticket, asked)
    return tuple(event for event in WHO if event in open_to and _nearest(roles, person, ticket, asked, event))


def _nearest(
    roles: Sequence[Role], person: Person, ticket: Ticket, asked: Sequence[Assignment], event: E
) -> Role | None:
    """The first of the `roles` in which they stand by it that may do `event`."""
    return next(
        (role for role in roles if may(role, event, ticket.desk) and _turn_is(person, asked, role, event)), None
    )


def _turn_is(person: Person, asked: Sequence[Assignment], role: Role, event: E) -> bool:
    """Of several departments each comes once, and one leads."""
    if role not in DEPARTMENTS:
        return True
    theirs = [one for one in asked if one.unit_id in person.units_as(role)]
    if event is E.CHECK_IN:
        return any(one.state == "asked" for one in theirs)
    return event not in OF_THE_LEAD or any(one.leads for one in theirs)


def asked_of(person: Person, asked: Sequence[Assignment], event: E | None = None) -> Assignment | None:
    """What a department of theirs was asked to do, where it leads before where it helps.

    Who is staff of several of them comes for one after the other.
    """
    units = {unit_id for role in DEPARTMENTS for unit_id in person.units_as(role)}
    theirs = [one for one in asked if one.unit_id in units]
    if event is E.CHECK_IN:
        theirs.sort(key=lambda one: one.state != "asked")
    return next(iter(theirs), None)
