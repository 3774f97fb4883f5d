"""The ranking: the same points are the same place, whoever left is gone, and nobody waits for a long list."""

import pytest

from bot.config import Settings
from bot.domain.clock import to_millis
from bot.domain.messages import Outbound
from bot.domain.people import Post, Role
from bot.domain.points import Dimension, Earning
from bot.services.points import ledger
from bot.storage import people, standings
from bot.storage.database import Tx
from bot.texts.ranking import Ranking
from tests.conversations.town import HE, MORNING
from tests.engines.engine import SQLITE_ALONE
from tests.handlers.hall import Hall
from tests.services.owners import press, somebody

NOW = to_millis(MORNING)


async def settle(tx: Tx, settings: Settings, points: dict[int, int]) -> None:
    """Volunteers of 翠湖苑 who want to be seen, with so many deeds of two points each."""
    for at, times in points.items():
        person = await somebody(tx, at)
        await people.appoint(tx, person, Post(Role.VOLUNTEER, "cuihu"), NOW)
        await standings.rank(tx, person, "cuihu", NOW, ranked=True)
        if times:
            earning = Earning(person, "志愿服务", Dimension.BASE, "task", str(at), "扫雪", times=times)
            await ledger.award(tx, settings, earning, NOW)


async def ranking(hall: Hall, who: int = HE, span: str = "month") -> Ranking:
    (said,) = await press(hall, who, "pts_span", span)
    assert isinstance(said, Outbound)
    assert isinstance(said.prompt, Ranking)
    return said.prompt


async def test_the_same_points_are_the_same_place(hall: Hall, settings: Settings) -> None:
    await hall.db.write(settle, settings, {HE: 3, 7001: 5, 7002: 5, 7003: 0})
    shown = await ranking(hall)
    assert [(place, points) for place, _, points in shown.lines] == [(1, 10), (1, 10), (3, 6)]
    assert (shown.place, shown.points) == (3, 6)


async def test_of_a_long_list_the_first_ten_and_ones_own_place(hall: Hall, settings: Settings) -> None:
    await hall.db.write(settle, settings, {7000 + at: 1 + at for at in range(25)} | {HE: 1})
    shown = await ranking(hall)
    assert [place for place, *_ in shown.lines] == list(range(1, 11))
    assert shown.place == 25


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE volunteer SET state = 'left'",
        "UPDATE volunteer SET compound_id = 'beicheng'",
        "UPDATE volunteer SET ranked = 0",
    ],
    ids=["left", "moved", "no longer wants to"],
)
async def test_whoever_is_gone_stands_there_no_longer(hall: Hall, settings: Settings, sql: str) -> None:
    """Whether or not anybody thought of the ranking."""
    await hall.db.write(settle, settings, {HE: 3, 7001: 5})

    async def change(tx: Tx) -> None:
        await tx.execute(f"{sql} WHERE person_id = ?", (await somebody(tx, 7001),))

    await hall.db.write(change)
    shown = await ranking(hall)
    assert ([place for place, *_ in shown.lines], shown.place) == ([1], 1)


async def test_whoever_moved_takes_their_points_along(hall: Hall, settings: Settings) -> None:
    await hall.db.write(settle, settings, {HE: 3})

    async def move(tx: Tx) -> None:
        person = await somebody(tx, HE)
        await tx.execute("UPDATE volunteer SET compound_id = 'beicheng' WHERE person_id = ?", (person,))
        await standings.rank(tx, person, "beicheng", NOW, ranked=True)

    await hall.db.write(move)
    shown = await ranking(hall)
    assert (shown.compound, len(shown.lines)) == ("北辰家园", 1)


@SQLITE_ALONE
async def test_it_is_read_by_its_index(hall: Hall) -> None:
    async def plan(tx: Tx) -> str:
        rows = await tx.fetch(
            "EXPLAIN QUERY PLAN SELECT s.points " + standings._RANKED + " ORDER BY s.points DESC LIMIT 10",
            ("cuihu", "2026"),
        )
        return " / ".join(row["detail"] for row in rows)

    found = await hall.db.read(plan)
    assert "ix_points_sum_ranking" in found
    assert "TEMP B-TREE" not in found
