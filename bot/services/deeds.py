"""A step at a desk that needs more than a tap: whom, why, how long, what was done; asked one after the other.

What is asked for each event stands in `ASKS`; what was answered is kept between two messages (a restart loses nothing).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Choices, Media, Outbound, Prompt, Reply, Text, Toast
from bot.domain.tickets import Ticket
from bot.fsm.ticket import WORKERS, E
from bot.services import life, rights
from bot.services.happening import NOTHING, Said
from bot.services.turn import Turn
from bot.storage import deeds as rows
from bot.storage import desks, people, tickets
from bot.storage.database import Tx
from bot.storage.deeds import DeedRow
from bot.texts import deeds as say
from bot.texts.buttons import BUTTONS
from bot.texts.errors import CardIsOld
from bot.texts.words import WORKERS as WORKER_NAMES
from bot.texts.words import ticket_label

# A closing reply says what was done, and is more than a set phrase.
SHORTEST_REPLY = 6
LONGEST_REPLY = 500
MOST_OFFERED = 8
DAYS = (1, 3, 7, 15)
OF_RESIDENTS = frozenset({E.REOPEN})


class Ask(StrEnum):
    """What may be asked."""

    WHOM = "whom"
    DEPARTMENTS = "departments"
    TICKET = "ticket"
    WHY = "why"
    DAYS = "days"
    REPLY = "reply"


# Answered in words.
WRITTEN = (Ask.WHY, Ask.REPLY)

ASKS: dict[E, tuple[Ask, ...]] = {
    E.ASSIGN: (Ask.WHOM,),
    E.TRANSFER: (Ask.DEPARTMENTS,),
    E.MERGE: (Ask.TICKET,),
    E.WHISTLE: (Ask.WHY,),
    E.REJECT: (Ask.WHY,),
    E.SEND_BACK: (Ask.WHY,),
    E.ESCALATE: (Ask.WHY,),
    E.RECALL: (Ask.WHY,),
    E.RETURN: (Ask.WHY,),
    E.ASK_INFO: (Ask.WHY,),
    E.SUSPEND: (Ask.WHY, Ask.DAYS),
    E.RESOLVE: (Ask.REPLY,),
    E.REOPEN: (Ask.WHY,),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """A step that was begun: with which ticket, as it was then, what was said so far; `asked`: what was answered."""

    id: str
    ticket_id: str
    event: E
    version: int
    said: Said = NOTHING
    asked: tuple[Ask, ...] = ()

    @property
    def open(self) -> Ask | None:
        """What is still to be asked."""
        return next((ask for ask in ASKS.get(self.event, ()) if ask not in self.asked), None)


@cache
def _shape() -> TypeAdapter[Deed]:
    return TypeAdapter(Deed)


async def load(tx: Tx, person_id: str) -> Deed | None:
    """What they have begun; None where nothing."""
    row = await rows.load(tx, person_id)
    return _shape().validate_json(row.data) if row else None


async def _save(turn: Turn, tx: Tx, deed: Deed) -> None:
    data = _shape().dump_json(deed).decode()
    row = DeedRow(deed.id, turn.person.id, deed.ticket_id, deed.event, deed.version, data)
    await rows.save(tx, row, turn.now)


async def begin(turn: Turn, tx: Tx, ticket: Ticket, event: E) -> list[Reply]:
    """A button of the ticket's card: done at once, or its first question. Rights are asked for before anything is."""
    deed = Deed(new_id(), ticket.id, event, ticket.version)
    if deed.open is None:
        return await _done(turn, tx, deed, ticket)
    if event not in OF_RESIDENTS:
        await rights.role_for(turn, tx, ticket, event)
    await _save(turn, tx, deed)
    return [await _question(turn, tx, deed, ticket, first=True)]


async def choose(turn: Turn, tx: Tx, value: str) -> list[Reply]:
    """A button of the question: its number among the choices. Raises `NotFound` for one that was never offered."""
    deed_id, _, index = value.partition("~")
    deed, ticket = await _begun(turn, tx)
    if deed is None or ticket is None or deed.id != deed_id:
        return [Toast(CardIsOld())]
    offered = await _offered(turn, tx, deed, ticket)
    if not index.isdecimal() or int(index) >= len(offered):
        raise NotFound(value)
    return await _go_on(turn, tx, offered[int(index)].deed, ticket)


async def told(turn: Turn, tx: Tx) -> list[Reply] | None:
    """Words or photos in answer to the question; None where nothing was begun that asks for any."""
    deed, ticket = await _begun(turn, tx)
    ask = deed.open if deed else None
    if deed is None or ticket is None or ask is None or ask not in WRITTEN:
        return None
    match turn.content:
        case Media(files):
            deed = replace(deed, said=replace(deed.said, files=(*deed.said.files, *files)))
        case Text():
            pass
        case _:
            return None
    if not turn.words:
        await _save(turn, tx, deed)
        return [await _question(turn, tx, deed, ticket)]
    if ask is Ask.REPLY and len(turn.words) < SHORTEST_REPLY:
        return [
            turn.reply(say.WhatWasDone(ticket.number, len(deed.said.files), short=True), _foot(deed), card=_card(deed))
        ]
    return await _go_on(turn, tx, _answered(deed, ask, reason=turn.words[:LONGEST_REPLY]), ticket)


async def drop(turn: Turn, tx: Tx, deed_id: str) -> list[Reply]:
    """算了: the ticket stays as it was."""
    deed, ticket = await _begun(turn, tx)
    if deed is None or deed.id != deed_id:
        return [Toast(CardIsOld())]
    await rows.delete(tx, turn.person.id)
    return [turn.reply(say.DeedDropped(ticket.number if ticket else ""), card=_card(deed))]


async def _begun(turn: Turn, tx: Tx) -> tuple[Deed | None, Ticket | None]:
    deed = await load(tx, turn.person.id)
    if deed is None:
        return None, None
    return deed, await _ticket(turn, tx, deed)


async def _ticket(turn: Turn, tx: Tx, deed: Deed) -> Ticket | None:
    if deed.event in OF_RESIDENTS:
        return await tickets.followed(tx, deed.ticket_id, turn.person.id)
    return await desks.within(tx, deed.ticket_id, rights.reach_of(turn.office, turn.person))


async def _go_on(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Reply]:
    if deed.open:
        await _save(turn, tx, deed)
        return [await _question(turn, tx, deed, ticket)]
    return await _done(turn, tx, deed, ticket)


async def _done(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Reply]:
    """Everything is said. Raises what `life.act` does; an older card than the ticket is refused there."""
    await rows.delete(tx, turn.person.id)
    _, replies = await life.act(turn, tx, replace(ticket, version=deed.version), deed.event, deed.said)
    done = say.Done(ticket.number, BUTTONS[f"do_{deed.event}"].lstrip("✅ "))
    return [turn.reply(done, card=_card(deed)) if ASKS.get(deed.event) else Toast(done), *replies]


# ── the questions ─────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Option:
    """A choice: what its button says, and the deed once it is chosen."""

    label: str
    deed: Deed


async def _question(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket, *, first: bool = False) -> Outbound:
    options = await _offered(turn, tx, deed, ticket)
    if not options and deed.open not in WRITTEN:
        await rows.delete(tx, turn.person.id)
        return turn.reply(EMPTY[deed.event](ticket.number))
    buttons = tuple(
        (Choice("deed", f"{deed.id}~{at}", deed.version, option.label),) for at, option in enumerate(options)
    )
    shown = turn.reply(_prompt(turn, deed, ticket), (*buttons, *_foot(deed)), card=_card(deed), first=first)
    return replace(shown, edits=shown.edits and not first)


EMPTY: dict[E, Callable[[str], Prompt]] = {E.ASSIGN: say.NobodyHere, E.MERGE: say.NothingToMerge}


def _prompt(turn: Turn, deed: Deed, ticket: Ticket) -> Prompt:
    match deed.open:
        case Ask.WHOM:
            return say.Whom(ticket.number)
        case Ask.DEPARTMENTS:
            return say.WhichDepartments(ticket.number, tuple(turn.office.directory[u].name for u in deed.said.units))
        case Ask.TICKET:
            return say.WhichTicket(ticket.number)
        case Ask.DAYS:
            return say.HowLong(ticket.number)
        case Ask.REPLY:
            return say.WhatWasDone(ticket.number, len(deed.said.files))
        case _:
            return say.Why(deed.event, ticket.number)


def _foot(deed: Deed) -> Choices:
    return ((Choice("undeed", deed.id, deed.version),),)


def _card(deed: Deed) -> str:
    return f"deed:{deed.id}"


async def _offered(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    return await OFFERS[deed.open](turn, tx, deed, ticket) if deed.open else []


def _answered(deed: Deed, ask: Ask, **said: Any) -> Deed:
    return replace(deed, said=replace(deed.said, **said), asked=(*deed.asked, ask))


async def _whom(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """Property staff, building leads, grid workers and volunteers of the place."""
    inside = [unit.id for unit in turn.office.directory.buildings(ticket.compound_id)]
    options = []
    for role in WORKERS:
        held = await people.holders(tx, role, [ticket.compound_id, *inside])
        for at, person_id in enumerate(held, 1):
            label = f"{WORKER_NAMES[role]} {at}" if len(held) > 1 else WORKER_NAMES[role]
            options.append(Option(label, _answered(deed, Ask.WHOM, person_id=person_id)))
    return options[:MOST_OFFERED]


async def _departments(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """The usual one first, then those that may be right, then all; and an end once one is chosen."""
    settings, chosen = turn.office.settings, deed.said.units
    category = settings.category(ticket.category)
    every = (department.code for department in settings.departments)
    codes = dict.fromkeys((ticket.department, category.department, *category.also, *every))
    units = [unit for code in codes if code not in chosen and (unit := turn.office.directory.get(code))]
    enough = [Option(BUTTONS["enough_departments"], _answered(deed, Ask.DEPARTMENTS))] if chosen else []
    further = [Option(u.name, replace(deed, said=replace(deed.said, units=(*chosen, u.id)))) for u in units]
    return [*enough, *further]


async def _ticket_into(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """Other open tickets of the same category and compound, the newest first."""
    return [
        Option(ticket_label(other.number, other.place or other.category), _answered(deed, Ask.TICKET, into=other.id))
        for other in await desks.alike(tx, ticket, MOST_OFFERED)
    ]


async def _why(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    return [Option(reason, _answered(deed, Ask.WHY, reason=reason)) for reason in say.REASONS_FOR.get(deed.event, ())]


async def _days(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    return [Option(say.days(number), _answered(deed, Ask.DAYS, days=number)) for number in DAYS]


async def _reply(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """A reply is written: set phrases tell a resident nothing."""
    return []


OFFERS: dict[Ask, Callable[[Turn, Tx, Deed, Ticket], Awaitable[list[Option]]]] = {
    Ask.WHOM: _whom,
    Ask.DEPARTMENTS: _departments,
    Ask.TICKET: _ticket_into,
    Ask.WHY: _why,
    Ask.DAYS: _days,
    Ask.REPLY: _reply,
}
