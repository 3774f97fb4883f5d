"""What a dispatcher may have in hand, and whose turn it is."""

import dataclasses

import pytest

from bot.domain.errors import HandsFull
from bot.domain.people import Post, Role
from bot.domain.tickets import Desk, Ticket, TicketState
from bot.fsm.ticket import E
from bot.services import holding
from bot.services.duties import NOBODY
from bot.services.happening import NOTHING, Said
from bot.services.turn import Turn
from bot.storage import people
from bot.storage.database import Tx
from tests.conversations.town import FENG, SUN
from tests.handlers.hall import Hall
from tests.services.owners import put, somebody


@pytest.fixture
async def pair(hall: Hall) -> tuple[str, str]:
    """Two dispatchers of one street, by their time in office."""
    other = await hall.db.write(somebody, FENG)
    await hall.db.write(people.appoint, other, Post(Role.STREET_DISPATCHER, "street"), 10**13)
    return await hall.db.write(somebody, SUN), other


async def blown(hall: Hall, number: int, holder: str = "") -> Ticket:
    """A ticket that came to the street; in somebody's hand where `holder` is named."""
    ticket = await put(hall, number)
    became = dataclasses.replace(ticket, state=TicketState.WHISTLED, desk=Desk.STREET, holder_id=holder)

    async def unit(tx: Tx) -> None:
        await tx.execute(
            "UPDATE ticket SET state = 'whistled', desk = 'street', holder_id = ? WHERE id = ?",
            (holder or None, ticket.id),
        )

    await hall.db.write(unit)
    return became


def turn_of(hall: Hall, person_id: str, ticket: Ticket, *, cap: int = 2, in_turn: bool = True) -> Turn:
    office = hall.dispatcher.office
    desks = office.settings.desks.model_copy(update={"cap": cap, "in_turn": in_turn})
    shared = dataclasses.replace(office, settings=office.settings.model_copy(update={"desks": desks}))
    return Turn(None, dataclasses.replace(NOBODY, id=person_id), shared, ticket.created_at)


async def held(hall: Hall, turn: Turn, ticket: Ticket, event: E, said: Said = NOTHING) -> str:
    return (await hall.db.read(lambda tx: holding.held(turn, tx, ticket, event, said))).holder_id


async def test_one_takes_as_many_as_one_may_and_no_more(hall: Hall, pair: tuple[str, str]) -> None:
    sun, _ = pair
    tickets = [await blown(hall, 1, sun), await blown(hall, 2)]
    assert await held(hall, turn_of(hall, sun, tickets[1]), tickets[1], E.SCREEN) == sun
    third = await blown(hall, 3, sun)
    with pytest.raises(HandsFull):
        await held(hall, turn_of(hall, sun, tickets[1]), tickets[1], E.SCREEN)
    assert await held(hall, turn_of(hall, sun, third), third, E.SCREEN) == sun


async def test_nobody_is_given_more_than_that_either(hall: Hall, pair: tuple[str, str]) -> None:
    sun, feng = pair
    ticket = await blown(hall, 1)
    assert await held(hall, turn_of(hall, sun, ticket), ticket, E.HAND, Said(person_id=feng)) == feng
    for number in (2, 3):
        await blown(hall, number, feng)
    with pytest.raises(HandsFull):
        await held(hall, turn_of(hall, sun, ticket), ticket, E.HAND, Said(person_id=feng))


async def test_in_turn_it_is_whoever_has_the_fewest(hall: Hall, pair: tuple[str, str]) -> None:
    sun, feng = pair
    ticket = await blown(hall, 1)
    turn = turn_of(hall, "", ticket)
    assert await held(hall, turn, ticket, E.WHISTLE) == sun
    await blown(hall, 2, sun)
    assert await held(hall, turn, ticket, E.WHISTLE) == feng
    for number in (3, 4):
        await blown(hall, number, feng)
    assert await held(hall, turn, ticket, E.WHISTLE) == sun
    await blown(hall, 5, sun)
    assert await held(hall, turn, ticket, E.WHISTLE) == ""


async def test_not_in_turn_it_is_nobodys_until_one_takes_it(hall: Hall, pair: tuple[str, str]) -> None:
    ticket = await blown(hall, 1, pair[0])
    turn = turn_of(hall, "", ticket, in_turn=False)
    assert await held(hall, turn, ticket, E.WHISTLE) == ""
    assert await held(hall, turn, ticket, E.SEND_BACK) == ""
    assert await held(hall, turn, ticket, E.TRANSFER) == pair[0]
