"""A ticket's living card at the desks: what it says, and what each reader can do with it as it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.messages import Choice, Choices, Outbound, Urgency
from bot.domain.people import Person
from bot.domain.policy import May
from bot.domain.tickets import ENDED, Severity, Ticket, TicketState
from bot.fsm.ticket import E
from bot.services import extending, rights
from bot.services.activities import standing
from bot.services.desk_names import name_of, place_of
from bot.services.grids import grid_at
from bot.services.layout import in_rows
from bot.services.scope import reach_of
from bot.services.turn import Office
from bot.storage import assignments, desks, extensions, followers, people, published, ticket_events, urges
from bot.storage.assignments import Assignment
from bot.storage.database import Tx
from bot.texts.deadlines import by_when
from bot.texts.ticket import DeskCard, HandedOn
from bot.texts.words import clock_face

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
class Remark:
    """What a card says of itself: how often it was said, from which office it came up, which one acted last."""

    said: int = 1
    from_below: str = ""
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """What has happened with a ticket besides its own row; as it stands here, nothing yet.

    `asked`: who is to do it, `whom` by name, `numbers` of their duty rooms. `longer`: for how many days more somebody
    asked (None: nobody).
    """

    asked: Sequence[Assignment] = ()
    whom: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    longer: int | None = None
    notes: tuple[str, ...] = ()
    withdrawn_because: str = ""
    last: str = ""
    urged: int = 0


JUST_CAME = Course()


async def at_desks(
    tx: Tx,
    office: Office,
    ticket: Ticket,
    people_ids: Iterable[str],
    urgency: Urgency,
    remark: Remark = Remark(),
    *,
    edits: bool,
    replaces: bool = False,
    chat: str | None = None,
    unfolded: bool = False,
    silent: bool = False,
    just_came: bool = False,
) -> list[Outbound]:
    """The one way in which a desk is shown a ticket: its living card, with what this person can do as it stands.

    Where it is redrawn for somebody who handles it no more, it says that and nothing else. `just_came`: it was stored
    in this very unit, so nothing more is read of it.
    """
    readers = await people.load_all(tx, list(people_ids))
    if not readers:
        return []
    course = JUST_CAME if just_came else await _course(tx, office, ticket)
    prompt = _card(office, ticket, course, remark)
    gone = {person.id for person in readers if edits and not await _reads(tx, office, person, ticket)}
    return [
        Outbound(
            to=person.id,
            prompt=HandedOn(ticket.number) if person.id in gone else prompt,
            choices=() if person.id in gone else _choices(office, person, ticket, course, unfolded=unfolded),
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


async def _course(tx: Tx, office: Office, ticket: Ticket) -> Course:
    notes = await followers.last_notes(tx, ticket.id, NOTES_SHOWN) if ticket.notes else []
    more = await extensions.open_of(tx, ticket.id)
    asked = await assignments.open_of(tx, ticket.id)
    departments = [one.unit_id for one in asked if one.unit_id]
    rooms = await published.duty_rooms(tx, departments) if departments else []
    return Course(
        asked=asked,
        whom=tuple([await name_of(tx, office, one) for one in asked]),
        numbers=tuple((f"{office.directory[one.unit_id].name}{one.name}", one.phone) for one in rooms),
        longer=more.days if more else None,
        notes=tuple(note.words for note in notes),
        withdrawn_because=await ticket_events.reason_of(tx, ticket.id, E.WITHDRAW) if ticket.state in ENDED else "",
        last=await _last_said(tx, ticket),
        urged=await urges.count_here(tx, ticket.id),
    )


async def _last_said(tx: Tx, ticket: Ticket) -> str:
    """Why it came to where it is, or what they think of it; what else a resident said is among the notes."""
    if ticket.state is TicketState.EVALUATED:
        return await ticket_events.reason_of(tx, ticket.id, E.EVALUATE)
    return "" if ticket.state in ENDED else await ticket_events.last_reason(tx, ticket.id)


def _card(office: Office, ticket: Ticket, course: Course, remark: Remark) -> DeskCard:
    """The facts that a desk sees; the reporter is not among them."""
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
        said=remark.said,
        from_below=remark.from_below,
        taken_by=remark.taken_by,
        answers=ticket.answers,
        notes=course.notes,
        followers=ticket.followers,
        repeated=ticket.repeated,
        way_in=ticket.way_in,
        anonymous=ticket.anonymous,
        withdrawn_because=course.withdrawn_because,
        last=course.last,
        asked=course.whom,
        by=by_when(office.clock.now(), ticket.due_at) if ticket.due_at and ticket.state not in NOT_THEIRS else "",
        urged=course.urged,
        longer=course.longer or 0,
        numbers=course.numbers,
    )


def _choices(office: Office, person: Person, ticket: Ticket, course: Course, *, unfolded: bool) -> Choices:
    """What `person` can do with the ticket as it stands; what is seldom wanted is behind 更多."""
    events = rights.possible(office, person, ticket, course.asked)
    shown = events if unfolded or len(events) <= SHOWN + 1 else events[:SHOWN]
    acts = [Choice(f"do_{event}", ticket.id, ticket.version) for event in shown]
    waits = ticket.state is TicketState.SUBMITTED and is_pressing(ticket)
    if waits and events:
        acts.insert(1, Choice("ack", ticket.id, ticket.version))
    if course.longer is None and extending.asker(office, person, ticket, course.asked):
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
    return (*in_rows(acts), *([tuple(looks)] if looks else []))


def card_of(ticket: Ticket) -> str:
    """The name of the ticket's living message on a desk."""
    return f"{CARD}{ticket.id}"


def is_pressing(ticket: Ticket) -> bool:
    """Whether a telephone may ring for it; all else comes without a sound."""
    return ticket.severity is not Severity.NORMAL
