"""A step at a desk that needs more than a tap: whom, why, how long, what was done; asked one after the other.

What is asked for each event stands in `ASKS`; what was answered is kept between two messages (a restart loses nothing).
"""

from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter

from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Choices, Media, Outbound, Reply, Text, Toast, Urgency
from bot.domain.tickets import Ticket
from bot.fsm.ticket import E
from bot.services import arriving, desk_cards, extensions, life, own, rights
from bot.services.deed_questions import ASKS, EMPTY, WRITTEN, Ask, Deed, answered, offered, prompt_of
from bot.services.happening import Beside
from bot.services.layout import button
from bot.services.turn import Turn
from bot.storage import asked, assignments, desks, tickets
from bot.storage import deeds as rows
from bot.storage.database import Tx
from bot.storage.deeds import DeedRow
from bot.texts import deeds as say
from bot.texts.news import SAID

# A closing reply says what was done, and is more than a set phrase.
SHORTEST_REPLY = 6
LONGEST_REPLY = 500
# After two hours what somebody writes is something new; half an hour after 报到 a photo is.
USUAL_MS = 2 * 3_600_000
LAPSES_MS: dict[str, int] = {Beside.ARRIVE: 30 * 60_000}
OF_RESIDENTS = frozenset({E.REOPEN})
BESIDE = {Beside.EXTEND: extensions.ask, Beside.REFUSE: extensions.refuse}


@cache
def _shape() -> TypeAdapter[Deed]:
    return TypeAdapter(Deed)


async def _save(turn: Turn, tx: Tx, deed: Deed) -> None:
    data = _shape().dump_json(deed).decode()
    row = DeedRow(deed.id, turn.person.id, deed.ticket_id, deed.event, deed.version, data, turn.now)
    await rows.save(tx, row)


async def begin(turn: Turn, tx: Tx, ticket: Ticket, event: E | Beside) -> list[Reply]:
    """A button of the ticket's card: done at once, or its first question. Rights are asked for before anything is."""
    deed = Deed(new_id(), ticket.id, event, ticket.version)
    if deed.open is None:
        return await _done(turn, tx, deed, ticket)
    if isinstance(event, E) and event not in OF_RESIDENTS:
        await rights.role_for(turn, tx, ticket, event)
    if event is E.RETURN and await life.returned_before(turn, tx, ticket):
        return [Toast(say.ReturnedBefore(ticket.number), alert=True)]
    await asked.drop(tx, turn.person.id)
    await _save(turn, tx, deed)
    return [await _question(turn, tx, deed, ticket, first=True)]


async def choose(turn: Turn, tx: Tx, value: str) -> list[Reply]:
    """A button of the question. Raises `NotFound` for what is not offered (any more)."""
    deed_id, _, key = value.partition("~")
    deed, ticket = await _begun(turn, tx)
    if deed is None or ticket is None or deed.id != deed_id:
        return [Toast(say.DeedOver())]
    if await _is_overtaken(turn, tx, deed, ticket):
        return await _overtaken(turn, tx, deed, ticket)
    chosen = next((option for option in await offered(turn, tx, deed, ticket) if option.key == key), None)
    if chosen is None:
        raise NotFound(value)
    return await _go_on(turn, tx, chosen.deed, ticket)


async def told(turn: Turn, tx: Tx) -> list[Reply] | None:
    """Words or photos in answer to the question; None where nothing was begun that asks for any, or long ago."""
    deed, ticket = await _begun(turn, tx, lapses=True)
    ask = deed.open if deed else None
    if ticket and ask is Ask.ARRIVAL:
        return await arriving.arrived(turn, tx, ticket)
    if deed is None or ticket is None or ask not in WRITTEN or not isinstance(turn.content, Text | Media):
        return None
    if await _is_overtaken(turn, tx, deed, ticket):
        return await _overtaken(turn, tx, deed, ticket)
    if isinstance(turn.content, Media):
        deed = replace(deed, said=replace(deed.said, files=(*deed.said.files, *turn.content.files)))
    return await _written(turn, tx, deed, ticket, ask)


async def _written(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket, ask: Ask) -> list[Reply]:
    if not turn.words:
        await _save(turn, tx, deed)
        return [await _question(turn, tx, deed, ticket)]
    if ask is Ask.REPLY and len(turn.words) < SHORTEST_REPLY:
        await _save(turn, tx, deed)
        short = say.WhatWasDone(ticket.number, len(deed.said.files), short=True)
        return [turn.reply(short, _foot(deed), card=_card(deed))]
    return await _go_on(turn, tx, answered(deed, ask, reason=turn.words[:LONGEST_REPLY]), ticket)


async def without_file(turn: Turn, tx: Tx, unique_id: str) -> list[Reply]:
    """A picture that nobody can see goes out of the step they are at, whose question is drawn again."""
    deed, ticket = await _begun(turn, tx)
    if deed is None or all(ref.unique_id != unique_id for ref in deed.said.files):
        return []
    kept = tuple(ref for ref in deed.said.files if ref.unique_id != unique_id)
    deed = replace(deed, said=replace(deed.said, files=kept))
    await _save(turn, tx, deed)
    return [(await _question(turn, tx, deed, ticket)).in_place()] if ticket and deed.open in WRITTEN else []


async def is_passing_on(turn: Turn, tx: Tx) -> bool:
    """Whether they are asked now to which departments a ticket goes."""
    deed, ticket = await _begun(turn, tx)
    return deed is not None and ticket is not None and deed.open is Ask.DEPARTMENTS


async def passing_on(turn: Turn, tx: Tx) -> list[Reply]:
    """That question once more, at the bottom; or that it is over."""
    deed, ticket = await _begun(turn, tx)
    if deed is None or ticket is None or deed.open is not Ask.DEPARTMENTS:
        return [Toast(say.DeedOver())]
    if await _is_overtaken(turn, tx, deed, ticket):
        return await _overtaken(turn, tx, deed, ticket)
    return [(await _question(turn, tx, deed, ticket)).anew()]


async def drop(turn: Turn, tx: Tx, deed_id: str) -> list[Reply]:
    """算了: the ticket stays as it was."""
    deed, _ = await _begun(turn, tx)
    if deed is None or deed.id != deed_id:
        return [Toast(say.DeedOver())]
    return await drop_any(turn, tx) or []


async def drop_any(turn: Turn, tx: Tx) -> list[Reply] | None:
    """算了, 取消 in words; None where nothing was begun: to show that one has come is nobody's step to give up."""
    deed, ticket = await _begun(turn, tx)
    if deed is None or deed.event is Beside.ARRIVE:
        return None
    await rows.delete(tx, turn.person.id)
    return [turn.reply(say.DeedDropped(ticket.number if ticket else ""), card=_card(deed))]


async def _begun(turn: Turn, tx: Tx, *, lapses: bool = False) -> tuple[Deed | None, Ticket | None]:
    """What they have begun (and, where it `lapses`, not long ago), with its ticket where it is still theirs."""
    row = await rows.load(tx, turn.person.id)
    if row is None or (lapses and row.at < turn.now - LAPSES_MS.get(row.event, USUAL_MS)):
        return None, None
    deed = _shape().validate_json(row.data)
    return deed, await _ticket(turn, tx, deed)


async def _is_overtaken(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> bool:
    """Whether the ticket is no longer as it was when they began, or no longer theirs to handle."""
    if ticket.version != deed.version or isinstance(deed.event, Beside):
        return ticket.version != deed.version
    asked = await assignments.open_of(tx, ticket.id)
    theirs = rights.possible(turn.office, turn.person, ticket, asked)
    return deed.event not in OF_RESIDENTS and deed.event not in theirs


async def _overtaken(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Reply]:
    """What they began is over; they see how the ticket stands."""
    await rows.delete(tx, turn.person.id)
    if deed.event in OF_RESIDENTS:
        card = await own.card_of(turn, tx, await own.followed(turn, tx, ticket.id))
        shown = replace(card, edits=False, replaces=True)
    else:
        (shown,) = await desk_cards.at_desks(
            tx, turn.office, ticket, [turn.person.id], Urgency.ANSWER, edits=False, replaces=True
        )
    return [turn.reply(say.Overtaken(ticket.number), card=_card(deed)), shown]


async def _ticket(turn: Turn, tx: Tx, deed: Deed) -> Ticket | None:
    if deed.event in OF_RESIDENTS:
        return await tickets.followed(tx, deed.ticket_id, turn.person.id)
    return await desks.within(tx, deed.ticket_id, await rights.reach_of(tx, turn.office, turn.person))


async def _go_on(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Reply]:
    if deed.open:
        await _save(turn, tx, deed)
        return [await _question(turn, tx, deed, ticket)]
    return await _done(turn, tx, deed, ticket)


async def _done(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket) -> list[Reply]:
    """Everything is said. Raises what `life.act` does; an older card than the ticket is refused there."""
    await rows.delete(tx, turn.person.id)
    if isinstance(deed.event, Beside):
        answer, replies = await BESIDE[deed.event](turn, tx, ticket, deed.said)
        return [turn.reply(answer, card=_card(deed)), *replies]
    became, replies = await life.act(turn, tx, replace(ticket, version=deed.version), deed.event, deed.said)
    if deed.event is E.CHECK_IN:
        await _save(turn, tx, Deed(new_id(), ticket.id, Beside.ARRIVE, became.version))
    told = deed.event not in OF_RESIDENTS and (deed.event in SAID or deed.event is E.RESOLVE)
    done = say.Done(ticket.number, deed.event, told)
    return [turn.reply(done, card=_card(deed)) if ASKS.get(deed.event) else Toast(done), *replies]


async def _question(turn: Turn, tx: Tx, deed: Deed, ticket: Ticket, *, first: bool = False) -> Outbound:
    options = await offered(turn, tx, deed, ticket)
    if not options and deed.open not in WRITTEN:
        await rows.delete(tx, turn.person.id)
        return turn.reply(EMPTY[deed.event](ticket.number))
    buttons = tuple((button(deed, "deed", option.key, option.label),) for option in options)
    shown = turn.reply(prompt_of(turn, deed, ticket), (*buttons, *_foot(deed)), card=_card(deed), first=first)
    return replace(shown, edits=shown.edits and not first)


def _foot(deed: Deed) -> Choices:
    """Where departments are chosen, also what each of them answers for."""
    look = ((Choice("resp_of"),),) if deed.open is Ask.DEPARTMENTS else ()
    return (*look, (button(deed, "undeed"),))


def _card(deed: Deed) -> str:
    return f"deed:{deed.id}"
