"""Similar open tickets of a compound: whose, which, how many, at what price."""

from datetime import datetime, timedelta

import pytest

from bot.domain.clock import to_millis
from bot.domain.ids import new_id
from bot.domain.tickets import ENDED, Severity, Ticket, TicketState, WayIn
from bot.services.similar import MOST_SHOWN, known, similar_tickets
from bot.services.turn import Office
from bot.storage import followers, similar, tickets
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase
from bot.texts.similar import Similar
from tests.conversations.town import MORNING
from tests.engines.engine import SQLITE_ALONE

ME, NEIGHBOUR = "me", "neighbour"
NOW = to_millis(MORNING)


@pytest.fixture(autouse=True)
async def two_people(db: SqliteDatabase) -> None:
    async def add(tx: Tx) -> None:
        for person_id in (ME, NEIGHBOUR):
            await tx.execute("INSERT INTO person (id, created_at) VALUES (?, ?)", (person_id, NOW))

    await db.write(add)


def a_ticket(
    words: str,
    place: str = "",
    *,
    by: str = NEIGHBOUR,
    category: str = "物业服务",
    compound: str = "cuihu",
    state: TicketState = TicketState.SUBMITTED,
    at: datetime = MORNING - timedelta(hours=1),
) -> Ticket:
    number, because, severity = new_id(6), (), Severity.NORMAL
    return Ticket(
        new_id(), number, compound, by, WayIn.CHAT, state, 1, category, because, "wuye", severity, words, place, 0, at
    )


async def found(
    db: SqliteDatabase, office: Office, words: str, place: str = "", category: str = "物业服务"
) -> list[str]:
    async def look(tx: Tx) -> list[str]:
        alike = await similar_tickets(
            tx,
            office,
            person_id=ME,
            compound_id="cuihu",
            category=category,
            place=place,
            words=words,
            now_ms=NOW,
        )
        return [ticket.id for ticket in alike]

    return await db.read(look)


async def keep(db: SqliteDatabase, *wanted: Ticket) -> list[str]:
    async def unit(tx: Tx) -> None:
        for ticket in wanted:
            await tickets.add(tx, ticket, ())

    await db.write(unit)
    return [ticket.id for ticket in wanted]


async def test_the_likeliest_first_and_three_at_most(db: SqliteDatabase, office: Office) -> None:
    nowhere, here, older, oldest = await keep(
        db,
        a_ticket("楼道灯不亮"),
        a_ticket("声控灯坏了", "3号楼"),
        a_ticket("楼道灯坏了", "", at=MORNING - timedelta(days=2)),
        a_ticket("楼道灯坏了", "", at=MORNING - timedelta(days=3)),
    )
    assert await found(db, office, "楼道灯坏了", "3号楼2单元") == [here, nowhere, older]
    assert oldest not in await found(db, office, "楼道灯坏了", "3号楼2单元")
    assert MOST_SHOWN == 3


@pytest.mark.parametrize(
    "other",
    [
        a_ticket("楼道灯坏了", by=ME),
        a_ticket("楼道灯坏了", compound="beicheng"),
        a_ticket("楼道灯坏了", category="供电"),
        a_ticket("楼道灯坏了", at=MORNING - timedelta(days=31)),
        a_ticket("楼道灯坏了", "5号楼"),
        a_ticket("物业费太贵"),
        *(a_ticket("楼道灯坏了", state=state) for state in sorted(ENDED)),
    ],
    ids=lambda ticket: f"{ticket.reporter_id} {ticket.compound_id} {ticket.category} {ticket.place} {ticket.state}",
)
async def test_what_is_nobody_elses_open_matter_here(db: SqliteDatabase, office: Office, other: Ticket) -> None:
    await keep(db, other)
    assert await found(db, office, "楼道灯坏了", "3号楼") == []


@pytest.mark.parametrize("state", [state for state in TicketState if state not in sorted(ENDED)])
async def test_every_state_in_which_it_is_open(db: SqliteDatabase, office: Office, state: TicketState) -> None:
    (wanted,) = await keep(db, a_ticket("楼道灯坏了", state=state))
    assert await found(db, office, "声控灯不亮") == [wanted]


async def test_who_joined_is_not_asked_again(db: SqliteDatabase, office: Office) -> None:
    (joined,) = await keep(db, a_ticket("楼道灯坏了"))
    assert await found(db, office, "楼道灯坏了") == [joined]
    await db.write(followers.add, joined, ME, "joined", NOW)
    assert await found(db, office, "楼道灯坏了") == []


async def test_nothing_that_a_neighbour_wrote_is_shown(db: SqliteDatabase, office: Office) -> None:
    ticket = a_ticket("楼道灯坏了，打我电话13812345678，王建国", "3号楼2单元501")
    said = Similar((), (known(ticket),)).text()
    assert f"▪️ {ticket.number} 物业服务 · 3号楼\n   3月10日报的" in said
    assert not any(secret in said for secret in ("138", "王建国", "501", "2单元", "灯"))


async def _fill(tx: Tx, category: str) -> None:
    for at in range(2000):
        moment = MORNING - timedelta(minutes=at)
        await tickets.add(tx, a_ticket("楼道灯坏了", f"{at % 20}号楼", category=category, at=moment), ())


async def _steps(tx: Tx, sql: str) -> list[str]:
    return [row["detail"] for row in await tx.fetch(f"EXPLAIN QUERY PLAN {sql}", ("x",) * sql.count("?"))]


@SQLITE_ALONE
@pytest.mark.parametrize(
    ("sql", "index", "arms"),
    [
        (
            similar.ANYWHERE,
            "ix_ticket_compound_id_state_created_at (compound_id=? AND state=? AND created_at>?)",
            similar.ANYWHERE.count("state = ?"),
        ),
        (
            similar.IN_BUILDING,
            "ix_ticket_compound_id_category_building_created_at_state"
            " (compound_id=? AND category=? AND building=? AND created_at>?)",
            2,
        ),
    ],
    ids=["anywhere", "in a building"],
)
async def test_the_index_alone_is_walked(db: SqliteDatabase, sql: str, index: str, arms: int) -> None:
    """Merged along the index: neither the table nor all that is open is read or sorted."""
    steps = await db.read(_steps, sql)
    assert steps.count(f"SEARCH ticket USING INDEX {index}") == arms >= 2
    assert "SCAN ticket" not in steps
    assert "MERGE (UNION ALL)" in steps


@pytest.mark.parametrize(
    ("category", "building", "compared"),
    [("物业服务", None, similar.MOST_COMPARED), ("物业服务", "7", similar.MOST_COMPARED), ("供电", None, 0)],
)
async def test_however_much_is_open_little_is_read(
    db: SqliteDatabase, category: str, building: str | None, compared: int
) -> None:
    """2,000 open tickets in one compound, 100 in each building: at most 40 are compared, the newest."""
    await db.write(_fill, "物业服务")
    rows = await db.read(similar.candidates, "cuihu", category, building, ME, 0)
    assert len(rows) == compared
    assert [row["created_at"] for row in rows] == sorted((row["created_at"] for row in rows), reverse=True)
    assert building is None or {row["place"] for row in rows} == {f"{building}号楼"}


async def test_what_was_stored_before_buildings_were_is_found(db: SqliteDatabase, office: Office) -> None:
    (old,) = await keep(db, a_ticket("楼道灯坏了", "3号楼"))
    await db.write(lambda tx: tx.execute("UPDATE ticket SET building = ''"))
    assert await found(db, office, "声控灯不亮", "3号楼2单元") == [old]


async def test_what_is_cut_off_everywhere_is_looked_for_in_every_building(db: SqliteDatabase, office: Office) -> None:
    (other,) = await keep(db, a_ticket("停水了", "5号楼", category="供排水"))
    assert await found(db, office, "停水了", "3号楼", category="供排水") == [other]
