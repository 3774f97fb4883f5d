"""三天三单: what counts as the same matter, when the street is told, and when the district."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.clock import to_millis
from bot.domain.messages import Outbound, Reply
from bot.domain.people import Post, Role
from bot.domain.tickets import Ticket, TicketState
from bot.services import repetition
from bot.services.duties import NOBODY
from bot.services.turn import Turn
from bot.storage import due, people
from bot.storage.database import Tx
from bot.texts.repetition import Repeated
from tests.conversations.town import FENG, LI, MORNING, NEW, SUN
from tests.handlers.hall import Hall
from tests.services.owners import follow, press, put, somebody

LIFT = {"category": "电梯", "words": "电梯坏了", "place": "3号楼"}


async def look(hall: Hall, ticket: Ticket) -> int:
    turn = Turn(None, NOBODY, hall.dispatcher.office, ticket.created_at)
    return await hall.db.write(lambda tx: repetition.look(turn, tx, ticket))


async def lifts(hall: Hall, count: int, **facts: Any) -> list[Ticket]:
    return [await put(hall, number, **{**LIFT, **facts}) for number in range(1, count + 1)]


async def run_due(hall: Hall, kind: str, hours: float) -> list[Outbound]:
    """What the clock does of this kind so many hours after the morning, and to whom."""
    now = to_millis(MORNING + timedelta(hours=hours))
    act = {repetition.TELL: repetition.tell, repetition.CLIMB: repetition.climb}[kind]

    async def unit(tx: Tx) -> list[Reply]:
        found = [one for one in await due.ready(tx, now, 50) if one.kind == kind]
        told = []
        for one in found:
            assert await due.take(tx, one)
            told += await act(tx, hall.dispatcher.office, one.subject, now)
        return told

    return [reply for reply in await hall.db.write(unit) if isinstance(reply, Outbound)]


async def whom(hall: Hall, *people_: int) -> list[str]:
    return [await hall.db.write(somebody, one) for one in people_]


async def test_two_are_not_enough_and_three_are(hall: Hall) -> None:
    first, second, third = await lifts(hall, 3)
    await hall.db.write(lambda tx: tx.execute("UPDATE ticket SET created_at = 0 WHERE id = ?", (first.id,)))
    assert await look(hall, second) == 0
    await hall.db.write(
        lambda tx: tx.execute("UPDATE ticket SET created_at = ? WHERE id = ?", (to_millis(MORNING), first.id))
    )
    assert await look(hall, third) == 3


@pytest.mark.parametrize(
    "other",
    [
        {"place": "5号楼"},
        {"words": "电梯里有人抽烟", "category": "环境卫生"},
        {"state": TicketState.WITHDRAWN},
        {"compound_id": "beicheng"},
    ],
    ids=["another house", "another matter", "taken back", "another compound"],
)
async def test_what_is_something_else_does_not_count(hall: Hall, other: dict[str, Any]) -> None:
    await put(hall, 9, **{**LIFT, **other})
    *_, last = await lifts(hall, 2)
    assert await look(hall, last) == 0


async def test_who_joined_counts_and_what_has_ended_too(hall: Hall) -> None:
    await put(hall, 9, **LIFT, state=TicketState.CLOSED)
    (ticket,) = await lifts(hall, 1)
    await follow(hall, ticket, LI, "joined")
    await follow(hall, ticket, NEW, "confirmed")
    assert await look(hall, ticket) == 3


async def test_it_is_told_once_and_then_brought_up_to_date(hall: Hall) -> None:
    tickets = await lifts(hall, 4)
    await look(hall, tickets[2])
    (told,) = await run_due(hall, repetition.TELL, 1)
    assert [told.to] == await whom(hall, SUN)
    assert isinstance(told.prompt, Repeated)
    assert not told.edits
    assert await run_due(hall, repetition.TELL, 2) == []
    assert await look(hall, tickets[3]) == 4
    assert [one for one in await run_due(hall, repetition.TELL, 2) if not one.edits] == []
    rows = await hall.db.read(lambda tx: tx.fetch("SELECT reports FROM repetition"))
    assert [row["reports"] for row in rows] == [4]


async def test_without_an_answer_the_district_is_told_once(hall: Hall) -> None:
    await appoint(hall, FENG, Post(Role.DISTRICT_DISPATCHER, "district"))
    await look(hall, (await lifts(hall, 3))[-1])
    await run_due(hall, repetition.TELL, 1)
    assert await run_due(hall, repetition.CLIMB, 3) == []
    (told,) = await run_due(hall, repetition.CLIMB, 30)
    assert [told.to] == await whom(hall, FENG)
    assert "⏫ 街道指挥平台没有回应" in told.prompt.text()
    assert await run_due(hall, repetition.CLIMB, 60) == []


async def test_an_answer_ends_it_and_only_those_above_can_give_it(hall: Hall) -> None:
    await look(hall, (await lifts(hall, 3))[-1])
    (told,) = await run_due(hall, repetition.TELL, 1)
    known = told.choices[-1][0].which
    foreign = await press(hall, LI, "seen_repetition", known)
    assert [reply.prompt.text() for reply in foreign] == [
        reply.prompt.text() for reply in await press(hall, LI, "seen_repetition", "none")
    ]
    await press(hall, SUN, "seen_repetition", known)
    assert await run_due(hall, repetition.CLIMB, 90) == []


async def appoint(hall: Hall, who: int, post: Post) -> None:
    person = await hall.db.write(somebody, who)
    await hall.db.write(people.appoint, person, post, 0)
