"""催一下: from when on, how often, who hears of it; and that nobody learns who urged."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.clock import ManualClock, to_millis
from bot.domain.messages import Command, Outbound, Reply
from bot.domain.people import Role
from bot.domain.tickets import Ticket, TicketState
from bot.storage import ticket_events
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts.own import Progress
from bot.texts.ticket import DeskCard, Urged
from tests.conversations.town import CHEN, LI, MORNING, SUN, WANG, ZHAO, ZHOU
from tests.handlers import conftest as handlers
from tests.handlers.hall import Hall, words
from tests.services.owners import buttons, follow, messages, press, put, somebody

settings, classifier, template, hall = handlers.settings, handlers.classifier, handlers.template, handlers.hall
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def reported(hall: Hall, **facts: Any) -> Ticket:
    """At 09:05; due at 17:05 unless said otherwise."""
    ticket = await put(hall, 0, **{"due_at": MORNING + 8 * HOUR, **facts})

    async def submit(tx: Tx) -> None:
        await ticket_events.append(
            tx, ticket.id, "submit", None, ticket.state, ticket.reporter_id, Role.RESIDENT, to_millis(MORNING)
        )

    await hall.db.write(submit)
    return ticket


def turn_clock(hall: Hall, after: timedelta) -> None:
    clock = hall.dispatcher.office.clock
    assert isinstance(clock, ManualClock)
    clock.at = MORNING + after


async def offered(hall: Hall, who: int, ticket: Ticket) -> bool:
    (card,) = messages(await press(hall, who, "mine", ticket.id))
    return "urge" in {button.what for button in buttons(card)}


async def urge(hall: Hall, ticket: Ticket, who: int = WANG) -> list[Reply]:
    return await press(hall, who, "urge", ticket.id, ticket.version)


def lines(replies: list[Reply]) -> list[Outbound]:
    return [one for one in messages(replies) if isinstance(one.prompt, Urged)]


@pytest.mark.parametrize(
    ("after", "due", "wanted"),
    [
        (4 * HOUR - timedelta(seconds=1), 8 * HOUR, False),
        (4 * HOUR, 8 * HOUR, True),
        (DAY - timedelta(seconds=1), 30 * DAY, False),
        (DAY, 30 * DAY, True),
    ],
)
async def test_from_half_of_the_time_on_or_a_day(hall: Hall, after: timedelta, due: timedelta, *, wanted: bool) -> None:
    ticket = await reported(hall, due_at=MORNING + due)
    turn_clock(hall, after)
    assert await offered(hall, WANG, ticket) is wanted
    assert bool(lines(await urge(hall, ticket))) is wanted


@pytest.mark.parametrize(
    "state", [TicketState.NEEDS_INFO, TicketState.SUSPENDED, TicketState.RESOLVED, TicketState.CLOSED]
)
async def test_nobody_is_urged_where_it_is_nobodys_turn(hall: Hall, state: TicketState) -> None:
    ticket = await reported(hall, state=state)
    turn_clock(hall, 3 * DAY)
    assert not await offered(hall, WANG, ticket)
    assert errors.NotNow().text() in words(await urge(hall, ticket))


async def test_once_a_day_for_each_who_follows_it(hall: Hall) -> None:
    ticket = await reported(hall, due_at=MORNING + 30 * DAY)
    await follow(hall, ticket, LI, "joined")
    turn_clock(hall, DAY)
    assert {one.prompt.text() for one in lines(await urge(hall, ticket))} == {Urged(ticket.number, 1).text()}
    assert not await offered(hall, WANG, ticket)
    assert not lines(await urge(hall, ticket))
    # A neighbour urges for themselves: said in the same line, which replaces the former one.
    again = lines(await urge(hall, ticket, LI))
    assert {one.prompt for one in again} == {Urged(ticket.number, 2)}
    assert all(one.replaces and one.card == f"urged:{ticket.id}" for one in again)
    turn_clock(hall, 2 * DAY - timedelta(seconds=1))
    assert not lines(await urge(hall, ticket))
    turn_clock(hall, 2 * DAY)
    assert lines(await urge(hall, ticket))


async def test_it_is_an_event_that_changes_nothing_else(hall: Hall) -> None:
    ticket = await reported(hall)
    turn_clock(hall, 5 * HOUR)
    replies = await urge(hall, ticket)

    async def look(tx: Tx) -> tuple[Any, Any]:
        event = await tx.fetch_one("SELECT event, was, became, role FROM ticket_event ORDER BY id DESC LIMIT 1")
        return event, await tx.fetch_one("SELECT state, version, due_at FROM ticket")

    event, kept = await hall.db.read(look)
    assert event == {"event": "urge", "was": "submitted", "became": "submitted", "role": "resident"}
    assert kept == {"state": "submitted", "version": 1, "due_at": to_millis(MORNING + 8 * HOUR)}
    (said,) = [one.prompt for one in messages(replies) if isinstance(one.prompt, Progress)]
    assert said.steps == (("报上了", "3月10日 09:05"),)


async def test_both_secretaries_hear_it_with_the_card_and_not_who_it_was(hall: Hall) -> None:
    ticket = await reported(hall, anonymous=True)
    turn_clock(hall, 5 * HOUR)
    replies = await urge(hall, ticket)

    async def both(tx: Tx) -> set[str]:
        return {await somebody(tx, who) for who in (CHEN, ZHAO)}

    desk = await hall.db.write(both)
    for kind in (Urged, DeskCard):
        assert {one.to for one in messages(replies) if isinstance(one.prompt, kind)} == desk
    told = " ".join(repr(one) for one in messages(replies) if one.to in desk)
    assert ticket.reporter_id not in told
    assert "🔔 居民催过 1 次" in "".join(one.prompt.text() for one in messages(replies) if one.to in desk)


@pytest.mark.parametrize("who", [LI, ZHOU, SUN])
async def test_another_ones_ticket_and_none_at_all_are_answered_alike(hall: Hall, who: int) -> None:
    ticket = await reported(hall)
    turn_clock(hall, 5 * HOUR)
    assert words(await urge(hall, ticket, who)) == words(await press(hall, who, "urge", "none"))


async def test_a_secretary_who_reported_it_does_not_urge_themselves(hall: Hall) -> None:
    ticket = await reported(hall)
    await follow(hall, ticket, CHEN, "joined")
    turn_clock(hall, 5 * HOUR)

    async def other(tx: Tx) -> str:
        return await somebody(tx, ZHAO)

    assert {one.to for one in lines(await urge(hall, ticket, CHEN))} == {await hall.db.write(other)}
    assert messages(await hall.arrive(CHEN, Command("desk")))
