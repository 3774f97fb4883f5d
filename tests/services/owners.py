"""Tickets of one's own in a hall: reported, joined, confirmed; and what their people are shown and may press."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.clock import to_millis
from bot.domain.messages import Choice, MediaRef, Outbound, Pressed, Reply
from bot.domain.tickets import Severity, Ticket, TicketState, WayIn
from bot.services import life
from bot.services.duties import NOBODY
from bot.services.happening import NOTHING
from bot.services.turn import Turn
from bot.storage import followers, people, tickets
from bot.storage.database import Tx
from bot.texts.own import OwnCard
from tests.conversations.town import MORNING, WANG
from tests.handlers.hall import Hall

PHONE = "138 0000 0000"


async def somebody(tx: Tx, telegram_id: int) -> str:
    return (await people.arrive(tx, people.Address("telegram", str(telegram_id)), 0)).id


async def put(hall: Hall, number: int, by: int = WANG, contact: str | None = None, **facts: Any) -> Ticket:
    """The ticket of this number, reported so many minutes after the morning."""

    async def unit(tx: Tx) -> Ticket:
        at = MORNING + timedelta(minutes=number)
        plain = Ticket(
            id=f"t{number:05}", number=f"0310-{number:03}", compound_id="cuihu", reporter_id=await somebody(tx, by),
            way_in=WayIn.CHAT, state=TicketState.SUBMITTED, version=1, category="电梯", because=(), department="wuye",
            severity=Severity.NORMAL, words=f"第{number}件", place="3号楼2单元501", photos=0, created_at=at,
            has_contact=contact is not None,
        )  # fmt: skip
        ticket = replace(plain, **facts)
        moment = Turn(None, NOBODY, hall.dispatcher.office, ticket.created_at)
        if "due_at" not in facts:
            ticket = replace(ticket, due_at=life.deadline(moment, ticket, NOTHING))
        await tickets.add(tx, ticket, [MediaRef("photo", f"f{number}", f"u{number}")], contact)
        return ticket

    return await hall.db.write(unit)


async def follow(hall: Hall, ticket: Ticket, who: int, way: str, note: str = "") -> None:
    async def unit(tx: Tx) -> None:
        person, now = await somebody(tx, who), to_millis(MORNING)
        await followers.add(tx, ticket.id, person, way, now)
        if note:
            await followers.add_note(tx, ticket.id, person, note, now)
        await tickets.add_media(tx, ticket.id, person, [MediaRef("photo", f"f{who}", f"u{who}")], now)

    await hall.db.write(unit)


async def press(hall: Hall, who: int, what: str, which: str, version: int = 1) -> list[Reply]:
    return await hall.arrive(who, Pressed(what, which, version, "query"))


def messages(replies: list[Reply]) -> list[Outbound]:
    return [reply for reply in replies if isinstance(reply, Outbound)]


def buttons(message: Outbound) -> list[Choice]:
    return [choice for row in message.choices for choice in row]


def whats(message: Outbound) -> list[str]:
    return [choice.what for choice in buttons(message)]


async def card(hall: Hall, who: int, ticket: Ticket) -> tuple[OwnCard, Outbound]:
    (shown,) = messages(await press(hall, who, "mine", ticket.id))
    assert isinstance(shown.prompt, OwnCard)
    return shown.prompt, shown
