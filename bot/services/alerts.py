"""Who must look at a ticket now: told at once, again until somebody answers, then the level above (DOMAIN §4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import structlog

from bot.config.sections import Repeats
from bot.domain.clock import to_millis
from bot.domain.messages import Choice, Choices, Outbound, Reply, Urgency
from bot.domain.people import Person, Role, UnitKind
from bot.domain.policy import DEPARTMENTS, May
from bot.domain.tickets import ENDED, Severity, Ticket, TicketState
from bot.fsm.ticket import E
from bot.services import extending, nights, rights
from bot.services.activities import standing
from bot.services.grids import grid_at
from bot.services.scope import reach_of
from bot.services.turn import Office
from bot.storage import alerts, assignments, desks, due, extensions, followers, people, published, tickets, urges
from bot.storage.assignments import Assignment
from bot.storage.database import Tx
from bot.texts.deadlines import by_when
from bot.texts.ticket import DeskCard, HandedOn
from bot.texts.words import OFFICES, WORKERS, clock_face

log = structlog.get_logger(__name__)

REPEAT = "repeat_alert"
AGAIN = "sound_alert_again"
AGAIN_MS = 300_000
NOTES_SHOWN = 3
# Main buttons of a card; the rest unfolds.
SHOWN = 3
# Here the next step is the resident's.
NOT_THEIRS = frozenset({TicketState.RESOLVED, TicketState.NEEDS_INFO})
# The living message of a ticket on a desk.
CARD = "ticket:"

URGENCY: dict[Severity, Urgency] = {
    Severity.DANGER: Urgency.DANGER,
    Severity.URGENT: Urgency.URGENT,
    Severity.NORMAL: Urgency.NOTICE,
}


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


async def sound(tx: Tx, office: Office, ticket: Ticket) -> tuple[list[Reply], Role | None]:
    """Tell the first people who can be reached; the messages, and in which role they were told."""
    rung = await _reach(tx, office, ticket, 0, to_millis(ticket.created_at))
    return (await desk_cards(tx, office, ticket, rung), rung.role) if rung else ([], None)


async def sound_again(tx: Tx, office: Office, ticket: Ticket, now: int) -> list[Reply]:
    """Somebody could not be reached: whoever can now is told; those who were told see no change."""
    if ticket.state is not TicketState.SUBMITTED:
        return []
    alert = await alerts.load(tx, ticket.id)
    rung = await _reach(tx, office, ticket, alert.level if alert else 0, now)
    return await desk_cards(tx, office, ticket, rung, edits=True) if rung else []


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
    return await desk_cards(tx, office, ticket, rung, said=times, from_below=below)


async def _plan_repeat(tx: Tx, ticket: Ticket, repeats: Repeats, now: int) -> None:
    await due.plan(tx, REPEAT, ticket.id, now + int(repeats.repeat_minutes * 60_000))


async def acknowledge(tx: Tx, ticket_id: str, person_id: str | None) -> bool:
    """Somebody said 收到 (None: it needs nobody any more): no more reminders. False where nothing was open."""
    await due.cancel(tx, REPEAT, ticket_id)
    return await alerts.close(tx, ticket_id, "acknowledged", person_id)


async def desk_cards(
    tx: Tx, office: Office, ticket: Ticket, rung: Rung, *, said: int = 1, from_below: str = "", edits: bool = False
) -> list[Reply]:
    """The ticket's card for everybody on a rung."""
    prompt = await desk_card(tx, office, ticket, said=said, from_below=from_below)
    replaces = not edits
    urgency = URGENCY[ticket.severity]
    called = await nights.awake(tx, office, rung.people, loud=is_pressing(ticket))
    silent = not is_pressing(ticket)
    shown = await at_desks(tx, office, ticket, called, prompt, urgency, edits=edits, replaces=replaces, silent=silent)
    return [*shown]


def is_pressing(ticket: Ticket) -> bool:
    """Whether a telephone may ring for it; all else comes without a sound."""
    return ticket.severity is not Severity.NORMAL


async def at_desks(
    tx: Tx,
    office: Office,
    ticket: Ticket,
    people_ids: Iterable[str],
    prompt: DeskCard,
    urgency: Urgency,
    *,
    edits: bool,
    replaces: bool = False,
    chat: str | None = None,
    unfolded: bool = False,
    silent: bool = False,
) -> list[Outbound]:
    """The one way in which a desk is shown a ticket: its living card, with what this person can do as it stands.

    Where it is redrawn for somebody who handles it no more, it says that and nothing else.
    """
    asked = await assignments.open_of(tx, ticket.id)
    may_extend = await extensions.open_of(tx, ticket.id) is None
    readers = await people.load_all(tx, list(people_ids))
    gone = {person.id for person in readers if edits and not await _reads(tx, office, person, ticket)}
    return [
        Outbound(
            to=person.id,
            prompt=HandedOn(ticket.number) if person.id in gone else prompt,
            choices=()
            if person.id in gone
            else desk_choices(office, person, ticket, asked, unfolded=unfolded, may_extend=may_extend),
            urgency=urgency,
            card=card_of(ticket),
            edits=edits,
            replaces=replaces,
            chat=chat,
            silent=silent,
        )
        for person in readers
    ]


async def _reads(tx: Tx, office: Office, person: Person, ticket: Ticket) -> bool:
    """Whether they handle it; while nobody knows where danger is, whoever was called."""
    if ticket.compound_id == office.directory.top.id:
        return True
    return await desks.within(tx, ticket.id, await rights.reach_of(tx, office, person)) is not None


def office_of(office: Office, role: Role, unit_id: str) -> str:
    """In which office somebody acts; a department, `unit_id`, by its name."""
    unit = office.directory.get(unit_id) if role in DEPARTMENTS else None
    return unit.name if unit else OFFICES.get(role, "")


async def taken_by(tx: Tx, office: Office, ticket: Ticket) -> str:
    """The office that acted on it last; empty while nobody but its reporter did."""
    step = await tickets.last_step(tx, ticket.id)
    if step is None:
        return ""
    person = await people.load(tx, step.person_id) if step.role in DEPARTMENTS else None
    units = sorted(person.units_as(step.role)) if person else ()
    return office_of(office, step.role, await assignments.acted(tx, ticket.id, units, step.at) if units else "")


async def _last_said(tx: Tx, ticket: Ticket) -> str:
    """Why it came to where it is, or what they think of it; what else a resident said is among the notes."""
    if ticket.state is TicketState.EVALUATED:
        return await tickets.reason_of(tx, ticket.id, E.EVALUATE)
    return "" if ticket.state in ENDED else await tickets.last_reason(tx, ticket.id)


async def name_of(tx: Tx, office: Office, one: Assignment) -> str:
    """A department by its name; somebody in the compound by what they are there."""
    if unit := office.directory.get(one.unit_id):
        return unit.name
    person = await people.load(tx, one.person_id)
    roles = person.roles if person else ()
    return next((WORKERS[role] for role in WORKERS if role in roles), "")


def card_of(ticket: Ticket) -> str:
    """The name of the ticket's living message on a desk."""
    return f"{CARD}{ticket.id}"


async def desk_card(
    tx: Tx, office: Office, ticket: Ticket, *, said: int = 1, from_below: str = "", taken_by: str = ""
) -> DeskCard:
    """The facts that a desk sees; the reporter is not among them."""
    notes = await followers.last_notes(tx, ticket.id, NOTES_SHOWN) if ticket.notes else []
    more = await extensions.open_of(tx, ticket.id)
    asked = await assignments.open_of(tx, ticket.id)
    return DeskCard(
        number=ticket.number,
        state=ticket.state,
        severity=ticket.severity,
        place=place_of(office, ticket),
        grid=grid_at(office.directory, ticket.compound_id, ticket.place),
        category=ticket.category,
        because=ticket.because,
        department=office.settings.department_name(ticket.department),
        words=ticket.words,
        files=ticket.photos,
        at=clock_face(ticket.created_at),
        said=said,
        from_below=from_below,
        taken_by=taken_by,
        answers=ticket.answers,
        notes=tuple(note.words for note in notes),
        followers=ticket.followers,
        repeated=ticket.repeated,
        way_in=ticket.way_in,
        anonymous=ticket.anonymous,
        withdrawn_because=await tickets.reason_of(tx, ticket.id, E.WITHDRAW) if ticket.state in ENDED else "",
        last=await _last_said(tx, ticket),
        asked=tuple([await name_of(tx, office, one) for one in asked]),
        by=by_when(office.clock.now(), ticket.due_at) if ticket.due_at and ticket.state not in NOT_THEIRS else "",
        urged=await urges.count_here(tx, ticket.id),
        longer=more.days if more else 0,
        numbers=await _duty_rooms(tx, office, [one.unit_id for one in asked if one.unit_id]),
    )


async def _duty_rooms(tx: Tx, office: Office, departments: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Where a department can be reached by telephone: whose number it is, and the number."""
    rooms = await published.duty_rooms(tx, departments) if departments else []
    return tuple((f"{office.directory[one.unit_id].name}{one.name}", one.phone) for one in rooms)


def desk_choices(
    office: Office, person: Person, ticket: Ticket, asked: Sequence[Assignment], *, unfolded: bool, may_extend: bool
) -> Choices:
    """What `person` can do with the ticket as it stands; what is seldom wanted is behind 更多."""
    events = rights.possible(office, person, ticket, asked)
    shown = events if unfolded or len(events) <= SHOWN + 1 else events[:SHOWN]
    acts = [Choice(f"do_{event}", ticket.id, ticket.version) for event in shown]
    waits = ticket.state is TicketState.SUBMITTED and ticket.severity is not Severity.NORMAL
    if waits and events:
        acts.insert(1, Choice("ack", ticket.id, ticket.version))
    if may_extend and extending.asker(office, person, ticket, asked):
        acts.append(Choice("do_extend", ticket.id, ticket.version))
    if unfolded and ticket.state not in ENDED and standing.may_recruit(office, person, ticket.compound_id):
        acts.append(Choice("recruit", ticket.id, ticket.version))
    if len(shown) < len(events):
        acts.append(Choice("moredo", ticket.id, ticket.version))
    looks = [Choice("photos", ticket.id, ticket.version)] if ticket.photos else []
    if ticket.has_contact and not ticket.anonymous and ticket.state not in ENDED and events:
        looks.append(Choice("call", ticket.id, ticket.version))
    if ticket.state is TicketState.REJECTED and ticket.compound_id in reach_of(office.directory, person, May.LIMIT):
        acts.append(Choice("bar", ticket.id, ticket.version))
    rows = (acts[at : at + 2] for at in range(0, len(acts), 2))
    return tuple(tuple(row) for row in (*rows, looks) if row)


def place_of(office: Office, ticket: Ticket) -> str:
    """「翠湖苑 · 3号楼2单元」."""
    compound = office.directory[ticket.compound_id].name
    return f"{compound} · {ticket.place}" if ticket.place else compound
