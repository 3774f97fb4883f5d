"""Two who act on the same ticket: one of them does, the other one's step leaves no trace."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.errors import OutdatedCard
from bot.domain.messages import ChatKind, Inbound, Pressed, Reply, Text
from bot.fsm.ticket import E
from bot.services import life
from bot.services.turn import Turn
from bot.storage import people
from bot.storage import tickets as rows
from bot.storage.database import Tx
from bot.texts import errors as say
from tests.conversations.town import CHEN, MORNING, WANG, ZHAO
from tests.handlers.hall import Hall, draft_of_anybody, words


async def reported(hall: Hall) -> str:
    """The id of a ticket in 翠湖苑."""
    await hall.arrive(WANG, Text("楼道灯坏了"))
    await hall.arrive(WANG, Pressed("submit", *await hall.db.read(draft_of_anybody)))
    return str((await hall.db.read(_everything))[0]["id"])


async def _everything(tx: Tx) -> list[dict[str, object]]:
    sql = (
        "SELECT t.id, t.state, t.version, e.event FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id ORDER BY e.id"
    )
    return [dict(row) for row in await tx.fetch(sql)]


async def test_who_read_it_before_it_changed_is_refused_and_nothing_of_theirs_remains(hall: Hall) -> None:
    """As it happens on an engine where two units run side by side: the version read no longer holds."""
    ticket_id = await reported(hall)

    async def late(tx: Tx) -> list[Reply]:
        person = await people.arrive(tx, people.Address("telegram", str(CHEN)), 0)
        inbound = Inbound("telegram", 1, str(CHEN), str(CHEN), ChatKind.PRIVATE, MORNING, Pressed("do_accept"))
        turn = Turn(inbound, person, hall.dispatcher.office, MORNING)
        ticket = await rows.load(tx, ticket_id)
        assert ticket
        _, replies = await life.act(turn, tx, replace(ticket, version=ticket.version - 1), E.ACCEPT)
        return replies

    with pytest.raises(OutdatedCard):
        await hall.db.write(late)
    assert [(row["state"], row["version"], row["event"]) for row in await hall.db.read(_everything)] == [
        ("submitted", 1, "submit")
    ]


async def test_two_secretaries_at_once_and_a_resident_who_withdraws(hall: Hall) -> None:
    ticket_id = await reported(hall)
    answers = await asyncio.gather(
        *(hall.arrive(who, Pressed("do_accept", ticket_id, 1, "query")) for who in (CHEN, ZHAO, CHEN, ZHAO)),
        hall.arrive(WANG, Pressed("solved", ticket_id, 1, "query")),
    )
    events = [row["event"] for row in await hall.db.read(_everything)]
    assert events[0] == "submit"
    assert events.count("accept") == 1
    accepted = [said for said in map(words, answers) if any(line.startswith("已受理 ") for line in said)]
    assert len(accepted) == 1
    assert all(said for said in map(words, answers))
    assert sum(say.StepDone().text() in said for said in map(words, answers)) == 3
