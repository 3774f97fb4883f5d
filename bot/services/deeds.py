"""A step at a desk that needs more than a tap: whom, why, how long, what was done; asked one after the other.

What is asked for each event stands in `ASKS`; what was answered is kept between two messages (a restart loses nothing).
"""

from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter

from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Choices, Media, Outbound, Reply, Text, Toast
from bot.domain.tickets import Ticket
from bot.fsm.ticket import E
from bot.services import life, rights
from bot.services.deed_questions import ASKS, EMPTY, WRITTEN, Ask, Deed, answered, offered, prompt_of
from bot.services.turn import Turn
from bot.storage import deeds as rows
from bot.storage import desks, tickets
from bot.storage.database import Tx
from bot.storage.deeds import DeedRow
from bot.texts import deeds as say
from bot.texts.buttons import BUTTONS
from bot.texts.errors import CardIsOld

# A closing reply says what was done, and is more than a set phrase.
SHORTEST_REPLY = 6
LONGEST_REPLY = 500
OF_RESIDENTS = frozenset({E.REOPEN})


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
    options = await offered(turn, tx, deed, ticket)
    if not index.isdecimal() or int(index) >= len(options):
        raise NotFound(value)
    return await _go_on(turn, tx, options[int(index)].deed, ticket)


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
    return await _go_on(turn, tx, answered(deed, ask, reason=turn.words[:LONGEST_REPLY]), ticket)


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


async def _question(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket, *, first: bool = False) -> Outbound:
    options = await offered(turn, tx, deed, ticket)
    if not options and deed.open not in WRITTEN:
        await rows.delete(tx, turn.person.id)
        return turn.reply(EMPTY[deed.event](ticket.number))
    buttons = tuple(
        (Choice("deed", f"{deed.id}~{at}", deed.version, option.label),) for at, option in enumerate(options)
    )
    shown = turn.reply(prompt_of(turn, deed, ticket), (*buttons, *_foot(deed)), card=_card(deed), first=first)
    return replace(shown, edits=shown.edits and not first)


def _foot(deed: Deed) -> Choices:
    return ((Choice("undeed", deed.id, deed.version),),)


def _card(deed: Deed) -> str:
    return f"deed:{deed.id}"
