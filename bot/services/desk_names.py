"""How a ticket's place, an office and whoever is to do it are called at a desk."""

from bot.domain.people import Role
from bot.domain.policy import DEPARTMENTS
from bot.domain.tickets import Ticket
from bot.services.turn import Office
from bot.storage import assignments, people, ticket_events
from bot.storage.assignments import Assignment
from bot.storage.database import Tx
from bot.texts.words import OFFICES, WORKERS


def place_of(office: Office, ticket: Ticket) -> str:
    """「翠湖苑 · 3号楼2单元」."""
    compound = office.directory[ticket.compound_id].name
    return f"{compound} · {ticket.place}" if ticket.place else compound


def office_of(office: Office, role: Role, unit_id: str) -> str:
    """In which office somebody acts; a department, `unit_id`, by its name."""
    unit = office.directory.get(unit_id) if role in DEPARTMENTS else None
    return unit.name if unit else OFFICES.get(role, "")


async def taken_by(tx: Tx, office: Office, ticket: Ticket) -> str:
    """The office that acted on it last; empty while nobody but its reporter did."""
    step = await ticket_events.last_step(tx, ticket.id)
    if step is None:
        return ""
    person = await people.load(tx, step.person_id) if step.role in DEPARTMENTS else None
    units = sorted(person.units_as(step.role)) if person else ()
    return office_of(office, step.role, await assignments.acted(tx, ticket.id, units, step.at) if units else "")


async def name_of(tx: Tx, office: Office, one: Assignment) -> str:
    """A department by its name; somebody in the compound by what they are there."""
    if unit := office.directory.get(one.unit_id):
        return unit.name
    person = await people.load(tx, one.person_id)
    roles = person.roles if person else ()
    return next((WORKERS[role] for role in WORKERS if role in roles), "")
