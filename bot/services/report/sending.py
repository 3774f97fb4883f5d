"""From the draft to a ticket: opened as a new one, joined to a neighbour's, added to one of their own."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.errors import NotFound
from bot.domain.ids import new_id, ticket_number
from bot.domain.messages import Outbound, Reply, Urgency
from bot.domain.people import Role, UnitKind
from bot.domain.tickets import ENDED, Severity, Ticket, TicketState, WayIn
from bot.fsm.ticket import E
from bot.services import alerts, confirming, desk_cards, life, repetition, watch
from bot.services.desk_names import place_of
from bot.services.happening import NOTHING
from bot.services.privacy.agreeing import agree_to_contact
from bot.services.report import danger
from bot.services.report.draft import Draft
from bot.services.report.draft_card import card_of
from bot.services.report.needs import compound_of
from bot.services.report.told import mentioned, named, pinned
from bot.services.turn import Turn
from bot.services.understanding import department_for
from bot.storage import cards, corrections, due, followers, patrols, ticket_events
from bot.storage import tickets as rows
from bot.storage.database import Tx
from bot.texts import sent as say
from bot.texts.deadlines import by_when
from bot.texts.ticket import DeskSupplement, HandedOn
from bot.texts.words import OFFICES


async def open_ticket(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """Store the draft as a ticket, number it, tell whoever must look, and tell the reporter who that is."""
    ticket = await _store(turn, tx, draft)
    ticket = replace(ticket, repeated=await repetition.look(turn, tx, ticket))
    told, role = await alerts.sound(tx, turn.office, ticket, just_came=True)
    office = OFFICES[role] if role else ""
    await due.cancel(tx, danger.ALARM, turn.person.id)
    alarmed = danger.alarmed(turn, draft, ticket, office) if draft.danger else []
    await _found_on_round(turn, tx, draft, ticket)
    # What is found on a patrol no resident told of.
    told_of = ticket.entered_by and not (draft.round_id and ticket.way_in is WayIn.PATROL)
    link = await confirming.offer_link(turn, tx, ticket) if told_of else []
    return [*alarmed, _submitted(turn, draft, ticket, office), *link, *told]


def _submitted(turn: Turn, draft: Draft, ticket: Ticket, office: str) -> Outbound:
    prompt = say.Submitted(
        number=ticket.number,
        office=office,
        place=place_of(turn.office, ticket),
        category=ticket.category,
        words=ticket.words,
        by=by_when(turn.moment, ticket.due_at) if ticket.due_at else "",
        anonymous=ticket.anonymous,
    )
    return turn.reply(prompt, card=card_of(draft))


async def _store(turn: Turn, tx: Tx, draft: Draft) -> Ticket:
    category = turn.office.settings.category(draft.category)
    severity = Severity.DANGER if draft.danger else draft.severity
    ticket = Ticket(
        id=new_id(),
        number=ticket_number(turn.moment, await rows.next_serial(tx, turn.moment)),
        compound_id=compound_of(turn, draft) or _where_else(turn, draft),
        reporter_id=turn.person.id,
        way_in=draft.way_in,
        state=TicketState.SUBMITTED,
        version=1,
        category=category.name,
        because=draft.because,
        department=department_for(turn.office.settings, category.name, severity, draft.spoken, turn.moment),
        severity=severity,
        words=draft.words,
        place=draft.where,
        photos=len(draft.files),
        created_at=turn.moment,
        answers=draft.answered,
        anonymous=draft.anonymous,
        has_contact=bool(draft.contact),
        entered_by=draft.entered_by or None,
        album=draft.album,
    )
    ticket = replace(ticket, due_at=life.deadline(turn, ticket, NOTHING))
    await watch.watch(turn, tx, ticket)
    await rows.add(tx, ticket, draft.files, draft.contact or None)
    if draft.contact and not draft.entered_by:
        await agree_to_contact(turn, tx)
    role = confirming.role_of(turn) if draft.entered_by else Role.RESIDENT
    await ticket_events.append(tx, ticket.id, "submit", None, ticket.state, turn.person.id, role, turn.now)
    if draft.guessed and draft.guessed != ticket.category:
        await corrections.add(tx, ticket.id, draft.guessed, ticket.category, role, turn.now)
    return ticket


def _where_else(turn: Turn, draft: Draft) -> str:
    """Danger told before anybody knew where: the compound nearest to their pin, else the district must look."""
    directory = turn.office.directory
    near = directory.around(*draft.pin) if draft.pin else []
    return near[0].id if near else directory.top.id


async def _found_on_round(turn: Turn, tx: Tx, draft: Draft, ticket: Ticket) -> None:
    """The patrol or visit on which it was found is done with it."""
    if draft.round_id:
        await patrols.found(tx, draft.round_id, ticket.id, turn.person.id, turn.now)


async def join_ticket(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """我也遇到: their words and photos are added, they hear of all that follows. Raises `NotFound` where it ended."""
    ticket = await rows.load(tx, draft.ticket_id)
    if ticket is None or ticket.state in ENDED or ticket.compound_id != compound_of(turn, draft):
        raise NotFound(draft.ticket_id)
    await followers.add(tx, ticket.id, turn.person.id, "joined", turn.now)
    ticket, notes = await _add(turn, tx, draft, ticket, "join")
    ticket = replace(ticket, repeated=await repetition.look(turn, tx, ticket))
    prompt = say.Joined(ticket.number, ticket.state, ticket.followers)
    desks = await _tell_desk(turn, tx, ticket, draft, ticket.followers)
    return [turn.reply(prompt, card=card_of(draft)), *notes, *desks]


async def is_over(tx: Tx, ticket_id: str) -> bool:
    """Whether it is there, and has ended."""
    ticket = await rows.load(tx, ticket_id)
    return ticket is not None and ticket.state in ENDED


async def still_open(turn: Turn, tx: Tx, draft: Draft) -> Ticket | None:
    """The ticket of `draft`, which they follow, while something can be added to it; else None."""
    ticket = await rows.followed(tx, draft.ticket_id, turn.person.id)
    return ticket if ticket and ticket.state not in ENDED else None


async def add_to_ticket(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What they sent belongs to a ticket of theirs; whoever has it sees it at once."""
    ticket = await still_open(turn, tx, draft)
    if ticket is None:
        raise NotFound(draft.ticket_id)
    found = await _located(turn, tx, ticket)
    ticket, notes = await _add(turn, tx, draft, found or ticket, "supplement")
    draft = replace(draft, contact="") if notes else draft
    if not draft.says_something:
        return [turn.reply(say.NumberNotKept(ticket.anonymous), card=card_of(draft))]
    told, role = await alerts.sound(tx, turn.office, ticket) if found else ([], None)
    answers = [_attached(turn, draft, ticket, OFFICES[role] if role else ""), *notes]
    if ticket.state is TicketState.NEEDS_INFO:
        _, heard = await life.act(turn, tx, ticket, E.ANSWER)
        return [*answers, *heard]
    just_told = [reply.to for reply in told if isinstance(reply, Outbound)]
    return [*answers, *told, *await _tell_desk(turn, tx, ticket, draft, 0, just_told)]


def _attached(turn: Turn, draft: Draft, ticket: Ticket, office: str) -> Outbound:
    """The answer. An album comes as one message for each file, and is answered once."""
    late = bool(draft.album) and draft.album == ticket.album
    prompt = say.Attached(
        ticket.number, draft.kinds, office, bool(draft.words), bool(draft.pin), bool(draft.contact), late
    )
    if late:
        return turn.reply(prompt, card=f"more:{ticket.id}:{draft.album}").in_place()
    return turn.reply(prompt, card=card_of(draft))


async def _located(turn: Turn, tx: Tx, ticket: Ticket) -> Ticket | None:
    """The ticket where it is, if nobody knew that before and this message says it."""
    unit = turn.office.directory.get(ticket.compound_id)
    if unit is None or unit.kind is UnitKind.COMPOUND:
        return None
    compound = named(turn) or mentioned(turn) or next(iter(pinned(turn)), None)
    if compound is None or not await rows.relocate(tx, ticket, compound.id, turn.now):
        return None
    return replace(ticket, compound_id=compound.id, version=ticket.version + 1)


async def _add(turn: Turn, tx: Tx, draft: Draft, ticket: Ticket, event: str) -> tuple[Ticket, list[Reply]]:
    """The ticket with what they added; and what is said of a number that cannot go with it."""
    await _found_on_round(turn, tx, draft, ticket)
    notes: list[Reply] = []
    if draft.contact and await rows.keep_contact(tx, ticket.id, turn.person.id, draft.contact):
        await agree_to_contact(turn, tx)
    elif draft.contact:
        notes.append(turn.reply(say.NumberNotKept(ticket.anonymous)))
    if note := _note_of(draft):
        await followers.add_note(tx, ticket.id, turn.person.id, note, turn.now)
    await rows.add_media(tx, ticket.id, turn.person.id, draft.files, turn.now)
    await ticket_events.append(
        tx, ticket.id, event, ticket.state, ticket.state, turn.person.id, Role.RESIDENT, turn.now
    )
    return await rows.load(tx, ticket.id) or ticket, notes


def _note_of(draft: Draft) -> str:
    """The words, and where they pinned it."""
    return "\n".join(filter(None, (draft.words, draft.place if draft.pin else "")))


async def _tell_desk(
    turn: Turn, tx: Tx, ticket: Ticket, draft: Draft, everybody: int, just_told: Iterable[str] = ()
) -> list[Reply]:
    """The card is redrawn quietly; what was added to an urgent one is said aloud, also to who was `just_told` of it.

    Who handles it no more hears nothing of what was added.
    """
    shown = dict.fromkeys((*await cards.shown_to(tx, desk_cards.card_of(ticket)), *just_told))
    urgency = desk_cards.URGENCY[ticket.severity]
    redrawn = await desk_cards.at_desks(tx, turn.office, ticket, shown, Urgency.NOTICE, edits=True)
    if ticket.severity is Severity.NORMAL or not (draft.files or _note_of(draft) or everybody):
        return [*redrawn]
    said = DeskSupplement(ticket.number, _note_of(draft), len(draft.files), everybody)
    readers = [reply.to for reply in redrawn if not isinstance(reply.prompt, HandedOn)]
    return [*redrawn, *(Outbound(to=desk, prompt=said, urgency=urgency) for desk in readers)]
