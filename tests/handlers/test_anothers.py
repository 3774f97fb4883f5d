"""What one person has begun (a report, a step, a notice) is to everybody else as if it did not exist."""

import math

import pytest

from bot.domain.ids import ALPHABET, new_id
from bot.domain.messages import Command, Text
from bot.storage import people
from bot.storage.database import Row, Tx
from tests.conversations.town import CHEN, LI, QIAN, WANG, ZHAO
from tests.handlers.hall import Hall, draft_of_anybody
from tests.handlers.test_grid import OF_A_DRAFT, OF_NOTICES
from tests.services.owners import press, put

# What stands behind the id of a thing on its buttons.
BEHIND = {"till": "~3", "for_unit": "~29553120~0", "publish": "~29553120~0"}


async def begun(tx: Tx) -> list[list[Row]]:
    return [
        await tx.fetch(f"SELECT * FROM {table} WHERE person_id <> ?", (await _li(tx),)) for table in ("draft", "deed")
    ]


async def _li(tx: Tx) -> str:
    return (await people.arrive(tx, people.Address("telegram", str(LI)), 0)).id


async def only_id(hall: Hall, table: str) -> str:
    async def unit(tx: Tx) -> str:
        row = await tx.fetch_one(f"SELECT id FROM {table}")
        assert row
        return str(row["id"])

    return await hall.db.read(unit)


@pytest.mark.parametrize("what", sorted(OF_A_DRAFT - {"report_new"}))
async def test_a_report_that_another_writes(hall: Hall, what: str) -> None:
    await hall.arrive(WANG, Text("楼道灯坏了"))
    draft_id, version = await hall.db.read(draft_of_anybody)
    before = await hall.db.write(begun)
    theirs = await press(hall, LI, what, draft_id, version)
    assert theirs == await press(hall, LI, what, "0" * len(draft_id), version)
    assert theirs, "never in silence"
    assert await hall.db.write(begun) == before


@pytest.mark.parametrize("what", ["deed", "undeed"])
async def test_a_step_that_another_has_begun(hall: Hall, what: str) -> None:
    ticket = await put(hall, 1)
    await press(hall, CHEN, "do_whistle", ticket.id)
    deed_id, before = await only_id(hall, "deed"), await hall.db.write(begun)
    theirs = await press(hall, ZHAO, what, deed_id)
    assert theirs == await press(hall, ZHAO, what, "0" * len(deed_id))
    assert theirs, "never in silence"
    assert await hall.db.write(begun) == before


async def test_a_ticket_that_another_follows_cannot_be_left(hall: Hall) -> None:
    ticket = await put(hall, 1)
    theirs = await press(hall, LI, "leave", ticket.id)
    assert theirs == await press(hall, LI, "leave", "0" * len(ticket.id))
    assert theirs, "never in silence"


@pytest.mark.parametrize("what", sorted(OF_NOTICES))
async def test_a_notice_that_another_writes(hall: Hall, what: str) -> None:
    await hall.arrive(CHEN, Command("notice", "明天上午停水"))
    notice_id, behind = await only_id(hall, "broadcast"), BEHIND.get(what, "")
    theirs = await press(hall, QIAN, what, notice_id + behind)
    assert theirs == await press(hall, QIAN, what, "0" * len(notice_id) + behind)
    assert theirs, "never in silence"
    assert await only_id(hall, "broadcast") == notice_id


def test_an_id_is_not_guessed() -> None:
    """At least 64 random bits; a button is sealed for its chat besides (`tests/channels/test_payload.py`)."""
    assert len(new_id()) * math.log2(len(ALPHABET)) >= 64
    assert len({new_id() for _ in range(1000)}) == 1000
