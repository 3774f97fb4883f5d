"""One's own tickets: whose they are is part of each query (docs/rights.md), and what they show."""

from dataclasses import dataclass, replace

from bot.domain.clock import from_millis
from bot.domain.errors import NotFound
from bot.domain.likeness import coarse
from bot.domain.messages import Choice, Choices, Outbound
from bot.domain.tickets import ENDED, Ticket, TicketState
from bot.fsm.ticket import E
from bot.services import alerts, urging
from bot.services.albums import DONE, Album, side_by_side
from bot.services.desk_names import name_of, place_of
from bot.services.holding import PLATFORM
from bot.services.turn import Turn
from bot.storage import alerts as alert_rows
from bot.storage import assignments, followers, looks, ticket_events, tickets
from bot.storage.database import Tx
from bot.texts.deadlines import by_when
from bot.texts.own import Line, MyTickets, OwnCard, own_label
from bot.texts.states import SEEN
from bot.texts.words import OFFICES, clock_face

PAGE = 5
LOOKS_SHOWN = 3
NOTES_SHOWN = 5
# The living message of the list.
LIST = "my"
JOINED = "joined"
# What was said at the end is worth reading again.
FINISHED = frozenset({TicketState.RESOLVED, TicketState.EVALUATED, TicketState.CLOSED})


@dataclass(frozen=True, slots=True)
class Own:
    """A ticket that somebody follows. `joined`: it is a neighbour's, of whom they may see nothing."""

    ticket: Ticket
    joined: bool
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Possible:
    """What beside the state decides on the buttons: there are files, they may urge, they `said` what they think."""

    files: bool
    slow: bool
    said: bool


async def followed(turn: Turn, tx: Tx, ticket_id: str) -> Own:
    """The ticket, for whoever reported, confirmed or joined it. Raises `NotFound` where it is none of theirs.

    Who joined sees what they added themselves; the others also what its reporter did.
    """
    ticket = await tickets.followed(tx, ticket_id, turn.person.id)
    if ticket is None:
        raise NotFound(ticket_id)
    joined = await _has_joined(turn, tx, ticket)
    return Own(ticket, joined, (turn.person.id,) if joined else (turn.person.id, ticket.reporter_id))


async def own(turn: Turn, tx: Tx, ticket_id: str) -> Own:
    """The same for who may take it back: raises `NotFound` also for who merely joined."""
    mine = await followed(turn, tx, ticket_id)
    if mine.joined:
        raise NotFound(ticket_id)
    return mine


async def to_repeat(turn: Turn, tx: Tx, ticket_id: str) -> Ticket:
    """The ticket as they may say it again: of a neighbour's, what they said themselves and the building."""
    mine = await followed(turn, tx, ticket_id)
    if not mine.joined:
        return mine.ticket
    words = "\n".join(note.words for note in await followers.notes_by(tx, ticket_id, mine.authors))
    place = coarse(mine.ticket.place)
    return replace(mine.ticket, words=words, place=place, because=(), answers=(), anonymous=False)


async def _has_joined(turn: Turn, tx: Tx, ticket: Ticket) -> bool:
    if ticket.reporter_id == turn.person.id:
        return False
    return await followers.way_of(tx, ticket.id, turn.person.id) == JOINED


async def page_of(turn: Turn, tx: Tx, wanted: int) -> Outbound | None:
    """A page of their tickets, each on its own button; the last one where there is none that far. None without any."""
    total = await followers.count_followed_by(tx, turn.person.id)
    if not total:
        return None
    pages = -(-total // PAGE)
    page = max(1, min(wanted, pages))
    found = await tickets.followed_by(tx, turn.person.id, PAGE, (page - 1) * PAGE)
    shown = [await _line(turn, tx, ticket) for ticket in found]
    buttons = tuple((_button(ticket, joined),) for ticket, (*_, joined) in zip(found, shown, strict=True))
    ways = [Choice("newer", str(page - 1))] * (page > 1) + [Choice("older", str(page + 1))] * (page < pages)
    prompt = MyTickets(tuple(shown), page, pages, total)
    return turn.reply(prompt, (*buttons, *((tuple(ways),) if ways else ())), card=LIST)


async def _line(turn: Turn, tx: Tx, ticket: Ticket) -> Line:
    """Of a neighbour's ticket their own words, or its category."""
    if not await _has_joined(turn, tx, ticket):
        return ticket.number, ticket.state, ticket.words, False
    notes = await followers.notes_by(tx, ticket.id, (turn.person.id,)) if ticket.notes else []
    return ticket.number, ticket.state, notes[0].words if notes else ticket.category, True


def _button(ticket: Ticket, joined: bool) -> Choice:  # noqa: FBT001 - as it comes with its line
    place = coarse(ticket.place) or ("" if joined else ticket.place)
    return Choice("mine", ticket.id, ticket.version, own_label(ticket.number, ticket.category, place))


def card_name(ticket: Ticket) -> str:
    """The name of the ticket's living message with those who follow it."""
    return f"own:{ticket.id}"


async def card_of(turn: Turn, tx: Tx, own: Own) -> Outbound:
    """The ticket's card, with what can be done now."""
    ticket = own.ticket
    files = sum(len(album) for _, album in await albums_of(tx, own))
    prompt = await _facts(turn, tx, own, files)
    possible = Possible(files > 0, await urging.may_urge(turn, tx, ticket), bool(prompt.score))
    return turn.reply(prompt, _choices(turn, own, possible), card=card_name(ticket))


async def albums_of(tx: Tx, own: Own) -> list[Album]:
    """What they sent themselves, beside how it looks now."""
    before = await tickets.media_by(tx, own.ticket.id, own.authors)
    return side_by_side(own.ticket.number, before, await tickets.media_at(tx, own.ticket.id, DONE))


async def _facts(turn: Turn, tx: Tx, own: Own, files: int) -> OwnCard:
    ticket, joined = own.ticket, own.joined
    over = ticket.state in ENDED
    notes = await followers.notes_by(tx, ticket.id, own.authors) if ticket.notes else []
    seen = await looks.of_ticket(tx, ticket.id, LOOKS_SHOWN) if ticket.has_contact and not joined else []
    return OwnCard(
        number=ticket.number,
        state=ticket.state,
        place=_place(turn, own),
        category=ticket.category,
        words="" if joined else ticket.words,
        files=files,
        at=clock_face(ticket.created_at),
        office="" if over else await office_of(turn, tx, ticket),
        by="" if over else _by(turn, ticket),
        then=SEEN[ticket.state].next,
        answers=() if joined else ticket.answers,
        notes=tuple((note.words, clock_face(from_millis(note.at))) for note in notes[-NOTES_SHOWN:]),
        neighbours=await followers.neighbours_of(tx, ticket.id) - joined,
        looks=tuple((OFFICES[look.role], clock_face(from_millis(look.at))) for look in seen),
        done=await ticket_events.reason_of(tx, ticket.id, E.RESOLVE) if ticket.state in FINISHED else "",
        score=await ticket_events.score_of(tx, ticket.id, turn.person.id) if ticket.state in FINISHED else "",
        withdrawn_because=await ticket_events.reason_of(tx, ticket.id, E.WITHDRAW) if over else "",
        anonymous=ticket.anonymous and not joined,
        joined=joined,
        simple=turn.person.simple,
    )


def _place(turn: Turn, own: Own) -> str:
    """Who joined knows the building, and no door."""
    if not own.joined:
        return place_of(turn.office, own.ticket)
    compound = turn.office.directory[own.ticket.compound_id].name
    return " · ".join(filter(None, (compound, coarse(own.ticket.place))))


async def office_of(turn: Turn, tx: Tx, ticket: Ticket) -> str:
    """Whoever has it: the departments by name, the platform; in the compound who handled it last.

    Before that, whoever was told; empty where nobody could be.
    """
    asked = [await name_of(tx, turn.office, one) for one in await assignments.open_of(tx, ticket.id)]
    if names := tuple(filter(None, asked)):
        return "、".join(names)
    if ticket.desk in PLATFORM:
        return OFFICES[PLATFORM[ticket.desk]]
    step = await ticket_events.last_step(tx, ticket.id)
    role = step.role if step else None
    if role is None:
        alert = await alert_rows.load(tx, ticket.id)
        rung = await alerts.rung_from(tx, turn.office, ticket.compound_id, alert.level if alert else 0)
        role = rung.role if rung else None
    return OFFICES.get(role, "") if role else ""


def _by(turn: Turn, ticket: Ticket) -> str:
    """Until when the next step should be taken (docs/tickets.md)."""
    return by_when(turn.moment, ticket.due_at) if ticket.due_at else ""


def _choices(turn: Turn, own: Own, possible: Possible) -> Choices:
    """What is possible now, and nothing else."""
    ticket = own.ticket
    over, allowed = ticket.state in ENDED, turn.office.ticket_flow.allowed(ticket.state)
    asked = E.EVALUATE in allowed and not possible.said
    can_withdraw = not own.joined and E.WITHDRAW in allowed and E.REOPEN not in allowed
    rows = (
        (("satisfied", asked), ("mostly", asked)),
        (("unsatisfied", E.REOPEN in allowed),),
        (("urge", possible.slow),),
        (("more", not over), ("myphotos", possible.files)),
        (("withdraw", can_withdraw), ("leave", own.joined and not over), ("again", over)),
    )
    offered = (tuple(Choice(what, ticket.id, ticket.version) for what, possible in row if possible) for row in rows)
    return tuple(filter(None, offered))
