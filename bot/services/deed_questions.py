"""What a step at a desk asks, in which order, and what is offered as an answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from zlib import crc32

from bot.domain.messages import Prompt
from bot.domain.policy import WORKERS
from bot.domain.tickets import Ticket
from bot.fsm.ticket import E
from bot.services import holding
from bot.services.happening import NOTHING, Beside, Said
from bot.services.turn import Turn
from bot.storage import desks, people
from bot.storage.database import Tx
from bot.texts import deeds as say
from bot.texts.words import WORKERS as WORKER_NAMES
from bot.texts.words import ticket_label

MOST_OFFERED = 8
DAYS = (1, 3, 7, 15)
MORE_DAYS = (1, 3, 7)


class Ask(StrEnum):
    """What may be asked."""

    WHOM = "whom"
    COLLEAGUE = "colleague"
    DEPARTMENTS = "departments"
    TICKET = "ticket"
    CATEGORY = "category"
    WHY = "why"
    DAYS = "days"
    REPLY = "reply"
    ARRIVAL = "arrival"


# Answered in words.
WRITTEN = (Ask.WHY, Ask.REPLY)

ASKS: dict[E | Beside, tuple[Ask, ...]] = {
    E.ASSIGN: (Ask.WHOM,),
    E.HAND: (Ask.COLLEAGUE,),
    E.TRANSFER: (Ask.DEPARTMENTS,),
    E.MERGE: (Ask.TICKET,),
    E.RECLASSIFY: (Ask.CATEGORY,),
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
    Beside.EXTEND: (Ask.DAYS, Ask.WHY),
    Beside.REFUSE: (Ask.WHY,),
    Beside.ARRIVE: (Ask.ARRIVAL,),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """A step that was begun: with which ticket, as it was then, what was said so far; `asked`: what was answered."""

    id: str
    ticket_id: str
    event: E | Beside
    version: int
    said: Said = NOTHING
    asked: tuple[Ask, ...] = ()

    @property
    def open(self) -> Ask | None:
        """What is still to be asked."""
        return next((ask for ask in ASKS.get(self.event, ()) if ask not in self.asked), None)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: what its button says, and the deed once it is chosen."""

    label: str
    deed: Deed

    @property
    def key(self) -> str:
        """What its button bears: the answer itself, so that a list which has changed meanwhile misleads nobody."""
        said = self.deed.said
        answer = (said.reason, said.person_id, *said.units, str(said.days), said.into, said.category, *self.deed.asked)
        return f"{crc32('|'.join(answer).encode()):08x}"


async def offered(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """The answers that stand on buttons, in their order."""
    return await OFFERS[deed.open](turn, tx, deed, ticket) if deed.open else []


def answered(deed: Deed, ask: Ask, **said: Any) -> Deed:
    """`deed` once `ask` was answered with what was `said`."""
    return replace(deed, said=replace(deed.said, **said), asked=(*deed.asked, ask))


async def _whom(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """Property staff, building leads, grid workers and volunteers of the place."""
    inside = [unit.id for unit in turn.office.directory.buildings(ticket.compound_id)]
    options = []
    for role in WORKERS:
        held = await people.holders(tx, role, [ticket.compound_id, *inside])
        for at, person_id in enumerate(held, 1):
            label = f"{WORKER_NAMES[role]} {at}" if len(held) > 1 else WORKER_NAMES[role]
            options.append(Option(label, answered(deed, Ask.WHOM, person_id=person_id)))
    return options[:MOST_OFFERED]


async def _colleague(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """Whoever else sits on the platform, with what they have in hand."""
    options = []
    for at, person_id in enumerate(await holding.at_platform(tx, turn.office, ticket), 1):
        if person_id != turn.person.id:
            label = say.colleague(at, await desks.in_hand(tx, person_id, holding.IN_HAND))
            options.append(Option(label, answered(deed, Ask.COLLEAGUE, person_id=person_id)))
    return options[:MOST_OFFERED]


async def _departments(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """The usual one first, then those that may be right, then all; and an end once one is chosen."""
    settings, chosen = turn.office.settings, deed.said.units
    category = settings.category(ticket.category)
    every = (department.code for department in settings.departments)
    codes = dict.fromkeys((ticket.department, category.department, *category.also, *every))
    units = [unit for code in codes if code not in chosen and (unit := turn.office.directory.get(code))]
    enough = [Option(say.ENOUGH_DEPARTMENTS, answered(deed, Ask.DEPARTMENTS))] if chosen else []
    further = [Option(u.name, replace(deed, said=replace(deed.said, units=(*chosen, u.id)))) for u in units]
    return [*enough, *further]


async def _ticket_into(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """Other open tickets of the same category and compound, the newest first."""
    return [
        Option(ticket_label(other.number, other.place or other.category), answered(deed, Ask.TICKET, into=other.id))
        for other in await desks.alike(tx, ticket, MOST_OFFERED)
    ]


async def _category(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """Every category but the one it has."""
    names = (category.name for category in turn.office.settings.categories if category.name != ticket.category)
    return [Option(name, answered(deed, Ask.CATEGORY, category=name)) for name in names]


async def _why(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    return [Option(reason, answered(deed, Ask.WHY, reason=reason)) for reason in say.REASONS_FOR.get(deed.event, ())]


async def _days(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    return [Option(say.days(number), answered(deed, Ask.DAYS, days=number)) for number in _spans(deed)]


def _spans(deed: Deed) -> tuple[int, ...]:
    return MORE_DAYS if deed.event is Beside.EXTEND else DAYS


async def _reply(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Option]:
    """A reply is written, an arrival is shown: set phrases tell nothing."""
    return []


OFFERS: dict[Ask, Callable[[Turn, Tx, Deed, Ticket], Awaitable[list[Option]]]] = {
    Ask.WHOM: _whom,
    Ask.COLLEAGUE: _colleague,
    Ask.DEPARTMENTS: _departments,
    Ask.TICKET: _ticket_into,
    Ask.CATEGORY: _category,
    Ask.WHY: _why,
    Ask.DAYS: _days,
    Ask.REPLY: _reply,
    Ask.ARRIVAL: _reply,
}


EMPTY: dict[E | Beside, Callable[[str], Prompt]] = {
    E.ASSIGN: say.NobodyHere,
    E.HAND: say.NoColleague,
    E.MERGE: say.NothingToMerge,
}


def prompt_of(turn: Turn, deed: Deed, ticket: Ticket) -> Prompt:
    """The question that is open."""
    return PROMPTS[deed.open or Ask.WHY](turn, deed, ticket)


def _which_departments(turn: Turn, deed: Deed, ticket: Ticket) -> Prompt:
    return say.WhichDepartments(ticket.number, tuple(turn.office.directory[unit].name for unit in deed.said.units))


PROMPTS: dict[Ask, Callable[[Turn, Deed, Ticket], Prompt]] = {
    Ask.WHOM: lambda turn, deed, ticket: say.Whom(ticket.number),
    Ask.COLLEAGUE: lambda turn, deed, ticket: say.WhichColleague(ticket.number),
    Ask.DEPARTMENTS: _which_departments,
    Ask.TICKET: lambda turn, deed, ticket: say.WhichTicket(ticket.number),
    Ask.CATEGORY: lambda turn, deed, ticket: say.WhichMatter(ticket.number, ticket.category),
    Ask.WHY: lambda turn, deed, ticket: say.Why(deed.event, ticket.number, len(deed.said.files)),
    Ask.DAYS: lambda turn, deed, ticket: say.HowLong(ticket.number, deed.event),
    Ask.REPLY: lambda turn, deed, ticket: say.WhatWasDone(ticket.number, len(deed.said.files)),
}
