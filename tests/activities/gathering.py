"""An activity in a hall: published, with volunteers; what the store holds, and a clock that goes on."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.activities import HOUR_MS, Activity
from bot.domain.clock import ManualClock, to_millis
from bot.domain.messages import Outbound, Reply
from bot.domain.people import Post, Role
from bot.services.activities import effects
from bot.services.duties import perform
from bot.storage import activities, due, people
from bot.storage.database import Row, Tx
from tests.conversations.town import CHEN, MORNING
from tests.handlers.hall import Hall
from tests.services.owners import somebody


def clock_of(hall: Hall) -> ManualClock:
    clock = hall.dispatcher.office.clock
    assert isinstance(clock, ManualClock)
    return clock


async def put(hall: Hall, **facts: Any) -> Activity:
    """One of 陈书记's, tomorrow at nine for two hours, with ten places."""

    async def unit(tx: Tx) -> Activity:
        begins = to_millis(MORNING.replace(hour=9, minute=0) + timedelta(days=1))
        plain = Activity(
            "act0000000001", await somebody(tx, CHEN), "打扫卫生", to_millis(MORNING), compound_id="cuihu",
            matter="志愿服务", begins_at=begins, ends_at=begins + 2 * HOUR_MS, places=10, state="open",
        )  # fmt: skip
        made = replace(plain, **facts)
        made = replace(made, series=made.series or made.id)
        await activities.add(tx, made)
        await effects.plan(tx, made, to_millis(MORNING))
        return made

    return await hall.db.write(unit)


async def volunteers(hall: Hall, number: int, first: int = 7000) -> list[int]:
    """So many volunteers of 翠湖苑, by their Telegram ids."""

    async def unit(tx: Tx) -> None:
        for who in range(first, first + number):
            await people.appoint(tx, await somebody(tx, who), Post(Role.VOLUNTEER, "cuihu"), 0)

    await hall.db.write(unit)
    return list(range(first, first + number))


async def rows(hall: Hall, sql: str, *params: Any) -> list[Row]:
    async def look(tx: Tx) -> list[Row]:
        return await tx.fetch(sql, params)

    return await hall.db.read(look)


async def states(hall: Hall) -> dict[str, int]:
    found = await rows(hall, "SELECT state, count(*) AS n FROM signup GROUP BY state")
    return {row["state"]: row["n"] for row in found}


async def until(hall: Hall, moment: datetime) -> list[Outbound]:
    """Everything that falls due until then, one after the other; what people were told."""
    clock, told = clock_of(hall), list[Outbound]()
    while True:
        (found,) = await rows(hall, "SELECT min(due_at) AS at FROM due_work")
        if found["at"] is None or found["at"] > to_millis(moment):
            break
        clock.at = max(clock.at, clock.at + timedelta(milliseconds=found["at"] - to_millis(clock.at)))
        told += await do_what_is_due(hall)
    clock.at = moment
    return told


async def do_what_is_due(hall: Hall) -> list[Outbound]:
    office, moment, told = hall.dispatcher.office, clock_of(hall).now(), list[Outbound]()
    for duty in await hall.db.read(due.ready, to_millis(moment), 100):
        parcels = await hall.db.write(perform, office, duty, moment, "ours")
        told += [parcel.message for parcel in parcels if isinstance(parcel.message, Outbound)]
    return told


def words(replies: list[Reply] | list[Outbound]) -> list[str]:
    return [reply.prompt.text() for reply in replies if not hasattr(reply, "commands")]
