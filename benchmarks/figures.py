"""What figures cost: counted, drawn, listed, with 100,000 tickets in the store; and whether a writer has to wait.

    python -m benchmarks.figures [TICKETS]

Two years of tickets in 530 compounds, five events each. Beside each figure the longest that a small write took while
the work was under way.
"""

import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.domain.charts import Sheet
from bot.domain.clock import to_millis
from bot.domain.figures import figures_of
from bot.domain.periods import month_at
from bot.files.press import Press, make
from bot.storage import figures, migrate
from bot.storage.database import Tx
from bot.storage.figures import Span
from bot.storage.sqlite import SqliteDatabase
from bot.texts import stats as say
from bot.texts.listing import COLUMNS, SHEET
from tests.engines.keys import VAULT

COMPOUNDS = 530
MONTHS = 24
HOUR = 3_600_000
NOW = datetime(2026, 3, 31, 8, tzinfo=UTC)
CATEGORIES = ("供排水", "物业服务", "停车秩序", "环境卫生", "电梯", "噪音扰民", "供热", "其他")
LISTED = 10_000
TICKET = (
    "INSERT INTO ticket (id, number, compound_id, reporter_id, way_in, state, version, category, department, urgency,"
    " words, place, data, due_at, created_at, changed_at)"
    " VALUES (?, ?, ?, 'p', 'chat', ?, 4, ?, 'wuye', 'normal', '楼道灯坏了', '3号楼2单元', '{}', ?, ?, ?)"
)
EVENT = (
    "INSERT INTO ticket_event (ticket_id, event, was, became, person_id, role, reason, at, due_at)"
    " VALUES (?, ?, ?, ?, 'p', 'secretary', ?, ?, ?)"
)
STEPS = (
    ("submit", None, "submitted", ""),
    ("accept", "submitted", "accepted", ""),
    ("assign", "accepted", "handling", ""),
    ("resolve", "handling", "resolved", "好了"),
    ("evaluate", "resolved", "evaluated", "satisfied"),
)


async def fill(tx: Tx, tickets: int) -> None:
    dice = random.Random(1)
    await tx.execute("INSERT INTO unit (id, kind, name, code) VALUES ('d', 'district', '区', 'd')")
    names = [(f"c{n}", "compound", "d", f"{n}号院", f"c{n}") for n in range(COMPOUNDS)]
    await tx.execute_many("INSERT INTO unit (id, kind, parent_id, name, code) VALUES (?, ?, ?, ?, ?)", names)
    await tx.execute("INSERT INTO person (id, created_at) VALUES ('p', 0)")
    rows, events = [], []
    for n in range(tickets):
        at = to_millis(NOW) - int(dice.random() * MONTHS * 30 * 24 * HOUR)
        steps = STEPS[: dice.randint(1, 5)]
        rows.append(
            (f"t{n}", f"{n}", f"c{dice.randrange(COMPOUNDS)}", steps[-1][2], dice.choice(CATEGORIES), at, at, at)
        )
        for step, (event, was, became, reason) in enumerate(steps):
            events.append((f"t{n}", event, was, became, reason, at + step * HOUR, at + (step + 1) * 2 * HOUR))
    await tx.execute_many(TICKET, rows)
    await tx.execute_many(EVENT, events)


async def note(tx: Tx) -> None:
    await tx.execute("INSERT INTO meta (key, value) VALUES ('x', '1') ON CONFLICT (key) DO UPDATE SET value = '2'")


async def beside_writes(db: SqliteDatabase, work: Awaitable[Any]) -> tuple[Any, float, float]:
    """What came of it, how long it took, and the longest that a write beside it did (milliseconds)."""
    longest, task, began = 0.0, asyncio.ensure_future(work), time.perf_counter()
    while not task.done():
        asked = time.perf_counter()
        await db.write(note)
        longest = max(longest, time.perf_counter() - asked)
        await asyncio.sleep(0.002)
    return task.result(), (time.perf_counter() - began) * 1000, longest * 1000


async def counted(db: SqliteDatabase, span: Span) -> Any:
    return figures_of(await db.read(figures.courses, span), to_millis(NOW))


async def measure(db: SqliteDatabase) -> None:
    month, press, every = month_at(NOW), Press(), [f"c{n}" for n in range(COMPOUNDS)]
    one = Span(["c7"], to_millis(month.begins_at), to_millis(month.ends_at))
    street = Span(every[:48], one.begin, one.end)
    district = Span(every, one.begin, one.end)
    longer = Span(every, to_millis(NOW - timedelta(days=75)), one.end)

    async def tell(what: str, work: Callable[[], Awaitable[Any]]) -> Any:
        result, took, waited = await beside_writes(db, work())
        print(f"{what:<52}{took:>9.1f} ms   a write beside it at most {waited:>6.1f} ms")
        return result

    await tell("nothing (the loop alone, 0.3 s)", lambda: asyncio.sleep(0.3))
    await tell("a month of a compound", lambda: counted(db, one))
    await tell("a month of a street (48 compounds)", lambda: counted(db, street))
    found = await tell("a month of the district (530 compounds)", lambda: counted(db, district))
    chart = say.chart("杏林区", month, found, found)
    drawn = await tell("the first picture (a new process)", lambda: press.make(chart))
    await tell(f"the next picture ({len(drawn) // 1000} kB)", lambda: press.make(chart))
    rows = await tell("a list read from the store", lambda: db.read(figures.listed, longer, every))
    lines = tuple((row.number, "2026-03-10 09:05", row.place, *["环境卫生"] * 10) for row in rows[:LISTED])
    columns = COLUMNS[:13]
    made = await tell(f"a sheet of {len(lines):,} lines", lambda: press.make(Sheet(SHEET, columns, lines)))
    print(f"{'':<52}{len(made) // 1000:>9} kB")
    press.close()
    await tell("beside them: the first picture on a thread of ours", lambda: asyncio.to_thread(make, chart))
    await tell("beside them: the next picture on a thread of ours", lambda: asyncio.to_thread(make, chart))


async def main(tickets: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.db"
        migrate.upgrade(path)
        db = await SqliteDatabase.open(path, VAULT)
        await db.write(fill, tickets)
        await measure(db)
        await db.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
