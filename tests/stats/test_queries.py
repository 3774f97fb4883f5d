"""The rows that figures are made from: counted as the ticket's life writes them, and read along indexes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.clock import to_millis
from bot.domain.figures import Figures, Score, Share, figures_of
from bot.domain.messages import ChatKind, Inbound, Text
from bot.domain.tickets import Ticket
from bot.fsm.ticket import E
from bot.services import life
from bot.services.happening import Said
from bot.services.turn import Turn
from bot.storage import figures, people, tickets
from bot.storage.database import Tx
from bot.storage.figures import Span
from bot.storage.sqlite import SqliteDatabase
from tests.conversations.town import CHEN, LI, MORNING, WANG
from tests.engines.engine import SQLITE_ALONE
from tests.handlers.hall import Hall
from tests.services.owners import follow, put

SPAN = Span(["cuihu"], to_millis(MORNING), to_millis(MORNING + timedelta(days=30)))


@pytest.fixture
def clock(hall: Hall) -> Any:
    return hall.dispatcher.office.clock


async def act(hall: Hall, who: int, ticket: Ticket, event: E, hours: float, **said: Any) -> None:
    """`who` does it, so many hours after the morning."""

    async def unit(tx: Tx) -> None:
        moment = MORNING + timedelta(hours=hours)
        person = await people.arrive(tx, people.Address("telegram", str(who)), 0)
        inbound = Inbound("telegram", 1, str(who), str(who), ChatKind.PRIVATE, moment, Text("x"))
        now = await tickets.load(tx, ticket.id)
        assert now
        await life.act(Turn(inbound, person, hall.dispatcher.office, moment), tx, now, event, Said(**said))

    await hall.db.write(unit)


async def counted(hall: Hall, hours: float) -> Figures:
    courses = await hall.db.read(figures.courses, SPAN)
    return figures_of(courses, to_millis(MORNING + timedelta(hours=hours)))


async def test_a_life_from_report_to_evaluation(hall: Hall) -> None:
    ticket = await put(hall, 0)
    assert (await counted(hall, 1)).response == Share(0, 0)
    await act(hall, CHEN, ticket, E.ACCEPT, 1.5)
    assert (await counted(hall, 2)).response == Share(1, 1)
    await act(hall, CHEN, ticket, E.RESOLVE, 26, reason="换了灯")
    found = await counted(hall, 27)
    assert (found.resolution, found.on_time, found.silent) == (Share(1, 1), Share(1, 1), 1)
    assert (found.hours_to_answer, found.hours_to_resolve) == (1.5, 26)
    await act(hall, WANG, ticket, E.EVALUATE, 28, reason=Score.SATISFIED)
    found = await counted(hall, 29)
    assert (found.satisfaction, found.silent) == (Share(1, 1), 0)


async def test_each_follower_has_one_last_word(hall: Hall) -> None:
    ticket = await put(hall, 0)
    await follow(hall, ticket, LI, "joined")
    await act(hall, CHEN, ticket, E.ACCEPT, 1)
    await act(hall, CHEN, ticket, E.RESOLVE, 2, reason="好了")
    await act(hall, LI, ticket, E.EVALUATE, 3, reason=Score.MOSTLY)
    await act(hall, WANG, ticket, E.REOPEN, 4, reason="还是不亮")
    found = await counted(hall, 5)
    assert (found.satisfaction, found.resolution) == (Share(1, 2), Share(0, 1))
    await act(hall, CHEN, ticket, E.RESOLVE, 6, reason="这回真好了")
    await act(hall, WANG, ticket, E.EVALUATE, 7, reason=Score.SATISFIED)
    found = await counted(hall, 8)
    assert (found.satisfaction, found.resolution, found.hours_to_resolve) == (Share(2, 2), Share(1, 1), 6)


async def test_an_answer_that_came_too_late_stays_late(hall: Hall) -> None:
    ticket = await put(hall, 0)
    await act(hall, CHEN, ticket, E.WHISTLE, 24 * 6, reason="要街道帮忙")
    assert (await counted(hall, 24 * 6 + 1)).response == Share(0, 1)


async def test_what_nobody_answered_is_asked_for_once_it_is_due(hall: Hall) -> None:
    await put(hall, 0)
    assert (await counted(hall, 24 * 6)).response == Share(0, 1)


async def test_withdrawn_before_anybody_looked_it_counts_for_nobody(hall: Hall) -> None:
    ticket = await put(hall, 0)
    await act(hall, WANG, ticket, E.WITHDRAW, 1, reason="solved")
    found = await counted(hall, 24 * 6)
    assert (found.response, found.resolution, found.reported) == (Share(0, 0), Share(0, 0), 1)


async def test_only_the_units_and_the_days_that_are_asked_for(hall: Hall) -> None:
    await put(hall, 0)
    await put(hall, 1, compound_id="beicheng")
    await put(hall, 2, created_at=MORNING + timedelta(days=30))
    await put(hall, 3, created_at=MORNING - timedelta(milliseconds=1))
    assert (await counted(hall, 1)).reported == 1
    assert await hall.db.read(figures.courses, replace(SPAN, units=[])) == []


class Asked:
    """A transaction that keeps what it is asked."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.plans: list[str] = []

    async def fetch(self, sql: str, params: Any = ()) -> Any:
        plan = await self.tx.fetch(f"EXPLAIN QUERY PLAN {sql}", params)
        self.plans += [row["detail"] for row in plan]
        return await self.tx.fetch(sql, params)


@pytest.mark.parametrize("units", [["cuihu"], ["cuihu", "beicheng", "community", "street"]])
@SQLITE_ALONE
async def test_no_query_reads_all_tickets_or_all_events(db: SqliteDatabase, units: list[str]) -> None:
    async def look(tx: Tx) -> list[str]:
        asked: Any = Asked(tx)
        await figures.courses(asked, replace(SPAN, units=units))
        await figures.listed(asked, replace(SPAN, units=units), units)
        return list(asked.plans)

    plans = await db.read(look)
    assert [plan for plan in plans if plan.startswith("SCAN")] == []
    tickets_by = {plan for plan in plans if plan.startswith("SEARCH t ")}
    assert tickets_by
    assert all("ix_ticket_compound_id_" in plan and "created_at>?" in plan for plan in tickets_by)
