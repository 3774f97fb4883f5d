"""From an update to what was sent of it: one id on the rows, the plans and the log lines."""

import asyncio

import structlog

from bot.domain.trace import current, followed
from bot.storage import due
from tests.conversations.stage import Stage
from tests.conversations.town import Town


async def test_what_an_update_leads_to_bears_its_number(town: Town) -> None:
    stage = Stage(town)
    with structlog.testing.capture_logs() as lines:
        await stage.story("王阿姨 says 3号楼楼道灯坏了", "王阿姨 hears 📝 3号楼楼道灯坏了")
    update = (await town.rows("SELECT seq FROM inbox ORDER BY seq DESC"))[0]
    rows = await town.rows("SELECT id, trace FROM outbox")
    assert {row["trace"] for row in rows} == {f"u{update['seq']}"}
    plans = await town.rows("SELECT trace FROM due_work")
    assert f"u{update['seq']}" in {plan["trace"] for plan in plans}
    settled = [line for line in lines if line["event"] == "settled"]
    assert [(line["row"], line["trace"]) for line in settled] == [(row["id"], row["trace"]) for row in rows]


async def test_what_is_done_side_by_side_has_traces_of_its_own() -> None:
    async def work(name: str) -> str | None:
        with followed(name):
            await asyncio.sleep(0)
            return await asyncio.create_task(_asked())

    assert await asyncio.gather(work("u1"), work("u2")) == ["u1", "u2"]
    assert current() is None


async def _asked() -> str | None:
    return current()


async def test_a_plan_goes_back_to_what_planned_it(town: Town) -> None:
    assert town.program
    db = town.program.db
    with followed("u77"):
        await db.write(due.plan, "remind", "x", 1)
    await db.write(due.plan, "remind", "y", 2)
    planned, own = (plan for plan in await db.read(due.ready, 5, 9) if plan.kind == "remind")
    assert planned.goes_back_to == "u77"
    assert own.goes_back_to == f"d{own.id}"
    for plan in (planned, own):
        await db.write(due.take, plan)
