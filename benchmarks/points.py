"""What points cost with millions of entries: a balance, `/points`, the ranking, an award; and the audit of a night.

    python -m benchmarks.points [ENTRIES]

A district of 530 compounds and 50,000 volunteers, three years of entries in the order of time. Each question is about
another person, drawn by chance.
"""

import asyncio
import itertools
import random
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import Progress, track

from bot.config import Settings, load_settings
from bot.config.loading import packaged_path
from bot.domain.points import Dimension, Earning
from bot.services.points import audit, ledger
from bot.services.points.account import NEWEST, PAGE
from bot.services.points.ranking import COUNTED
from bot.storage import ledger as rows
from bot.storage import ledger_audit, migrate, standings
from bot.storage.database import Tx
from bot.storage.sealed import VOLUNTEER_NAME
from bot.storage.sqlite import SqliteDatabase
from bot.storage.vault import Vault
from tests.engines.keys import VAULT

COMPOUNDS, VOLUNTEERS, MONTHS = 530, 50_000, 36
CHUNK = 200_000
ASKED = 2_000
MATTERS = ("微心愿", "志愿服务", "巡查走访", "邻里互助")
NOW = 1_774_000_000_000
TRANSFER = (
    "INSERT INTO transfer (key, person_id, kind, debit, credit, amount, worth, matter, dimension, month,"
    " source, source_id, reason, at)"
    " VALUES (?, ?, 'award', 'issued', 'balance', ?, ?, ?, 'extra', ?, 'task', ?, '帮邻居取药', ?)"
)


def people() -> Iterator[tuple[str, str]]:
    """Each with a compound; few compounds are big, the biggest by far."""
    dice = random.Random(1)
    weights = [dice.paretovariate(1.2) for _ in range(COMPOUNDS)]
    homes = dice.choices(range(COMPOUNDS), weights, k=VOLUNTEERS)
    return ((f"p{dice.getrandbits(60):013x}{at:05}", f"c{home}") for at, home in enumerate(homes))


def fill(path: Path, entries: int, vault: Vault = VAULT) -> list[tuple[str, str]]:
    """The district with its sums as the ledger would have kept them; names are sealed by `vault`."""
    known = list(people())
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -800000", "temp_store = FILE"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN")
        db.execute("INSERT INTO unit (id, kind, name, code) VALUES ('d', 'district', '区', 'd')")
        db.executemany(
            "INSERT INTO unit (id, kind, parent_id, name, code) VALUES (?, 'compound', 'd', ?, ?)",
            [(f"c{at}", f"小区{at}", f"c{at}") for at in range(COMPOUNDS)],
        )
        db.executemany("INSERT INTO person (id, created_at) VALUES (?, 0)", [(one,) for one, _ in known])
        post = "INSERT INTO post (person_id, role, unit_id, since) VALUES (?, 'volunteer', ?, 0)"
        db.executemany(post, known)
        db.executemany(
            "INSERT INTO volunteer (person_id, compound_id, state, name, ranked, at) VALUES (?, ?, 'active', ?, ?, 0)",
            [
                (one, home, vault.seal(VOLUNTEER_NAME, one, f"志愿{at}"), int(at % 3 > 0))
                for at, (one, home) in enumerate(known)
            ],
        )
        _entries(db, known, entries)
        _sums(db)
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")
    return known


def _entries(db: sqlite3.Connection, known: list[tuple[str, str]], entries: int) -> None:
    """With the indexes by person made at the end: in the order of time each entry would fall into another page."""
    dice = random.Random(2)
    made = db.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'transfer' AND type = 'index' AND sql > ''")
    indexes = made.fetchall()
    for name, _ in indexes:
        db.execute(f"DROP INDEX {name}")
    for begin in track(range(0, entries, CHUNK), f"{entries:,} entries"):
        db.executemany(TRANSFER, (_entry(at, entries, known, dice) for at in range(begin, min(begin + CHUNK, entries))))
    for _, sql in track(indexes, "indexes"):
        db.execute(sql)


def _entry(at: int, entries: int, known: list[tuple[str, str]], dice: random.Random) -> tuple[object, ...]:
    """The entry of this number: in the order of time, of anybody."""
    person, points = known[int(dice.random() * VOLUNTEERS)][0], int(dice.random() * 10) + 1
    number = at * MONTHS // entries + 3
    month = f"{2023 + number // 12}-{number % 12 + 1:02}"
    return f"task:{at:012}:{person}:extra", person, points, points, MATTERS[at % 4], month, f"{at:012}", at


def _sums(db: sqlite3.Connection) -> None:
    """As the ledger would have kept them."""
    db.execute(
        "INSERT INTO points_month SELECT person_id, month, matter, dimension, sum(amount) FROM transfer"
        " GROUP BY 1, 2, 3, 4"
    )
    for period in ("month", "substr(month, 1, 4)", "''"):
        db.execute(
            f"INSERT INTO points_sum SELECT m.person_id, {period}, sum(m.points),"
            " (SELECT v.compound_id FROM volunteer v WHERE v.person_id = m.person_id AND v.ranked = 1)"
            " FROM points_month m GROUP BY 1, 2"
        )
    db.execute(
        "INSERT INTO account (person_id, balance, lifetime)"
        " SELECT person_id, sum(points), sum(points) FROM points_month GROUP BY 1"
    )


# ── what is asked ─────────────────────────────────────────────────────────────────────────────────────────────
async def page(tx: Tx, person: str, month: str) -> None:
    """All that `/points` reads."""
    await rows.account_of(tx, person)
    await rows.newest(tx, person, NEWEST, PAGE + 1)
    await rows.earned_by_month(tx, person, f"{month[:4]}-01", month)
    await standings.is_party(tx, person)


async def older(tx: Tx, person: str, before: int) -> None:
    """A page from the middle of the ledger."""
    await rows.newest(tx, person, before, PAGE + 1)


async def ranked(tx: Tx, person: str, compound: str, period: str) -> None:
    """All that the ranking reads."""
    points = await rows.sum_of(tx, person, period)
    await standings.compound_of(tx, person)
    await standings.is_ranked(tx, person)
    await standings.first(tx, compound, period, 10)
    await standings.before(tx, compound, period, points, COUNTED)


async def measured(what: str, ask: Callable[[int], Awaitable[object]]) -> None:
    """A line of the table: the median, the 99th and the worst of so many."""
    took = []
    for at in range(ASKED):
        began = time.perf_counter()
        await ask(at)
        took.append(1000 * (time.perf_counter() - began))
    p99 = statistics.quantiles(took, n=100)[98]
    print(f"| {what} | {statistics.median(took):.2f} ms | {p99:.2f} ms | {max(took):.1f} ms |")


async def measure(path: Path, known: list[tuple[str, str]], settings: Settings) -> None:
    """Each question through the port, on a reader; awards on the writer, with their commit."""
    db, dice = await SqliteDatabase.open(path, VAULT), random.Random(3)
    drawn = [dice.choice(known) for _ in range(ASKED)]
    size = defaultdict[str, int](int)
    for _, home in known:
        size[home] += 1
    biggest = max(size, key=size.__getitem__)
    last = (await db.read(_one, "SELECT max(id) AS n FROM transfer")) or 0
    print(f"{last:,} entries, biggest compound {size[biggest]} volunteers")
    print("| what | p50 | p99 | worst |\n|---|---|---|---|")
    await measured("balance", lambda at: db.read(rows.account_of, drawn[at][0]))
    await measured("/points", lambda at: db.read(page, drawn[at][0], "2026-03"))
    await measured("an older page", lambda at: db.read(older, drawn[at][0], dice.randrange(last)))
    for name, period in (("month", "2026-03"), ("year", "2026"), ("all the time", "")):
        await measured(f"ranking, {name}", lambda at, p=period: db.read(ranked, *drawn[at], p))  # type: ignore[misc]
    await measured("ranking of the biggest, year", lambda at: db.read(ranked, drawn[at][0], biggest, "2026"))
    numbers = itertools.count()

    async def award(at: int) -> None:
        earning = Earning(drawn[at][0], "议事协商", Dimension.EXTRA, "bench", str(next(numbers)), "开会")
        await db.write(ledger.award, settings, earning, NOW)

    await measured("an award, committed", award)
    await _audited(db, award)
    await db.close()


async def _audited(db: SqliteDatabase, award: Callable[[int], Awaitable[None]]) -> None:
    """The audit of all, with awards beside it."""
    took = list[float]()

    async def beside() -> None:
        for at in itertools.count():
            began = time.perf_counter()
            await award(at % ASKED)
            took.append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(0.02)

    writing, began = asyncio.create_task(beside()), time.perf_counter()
    with Progress() as progress:
        task = progress.add_task("audit", total=await db.read(ledger_audit.accounts))
        found = await audit.whole(db, lambda so_far: progress.update(task, completed=so_far.accounts))
    seconds = time.perf_counter() - began
    writing.cancel()
    p99 = statistics.quantiles(took, n=100)[98]
    print(f"audit: {found.entries:,} entries in {seconds:.0f} s, right: {found.is_right};")
    print(f"awards beside it: p50 {statistics.median(took):.1f} ms, p99 {p99:.1f} ms, worst {max(took):.1f} ms")


async def _one(tx: Tx, sql: str) -> int | None:
    row = await tx.fetch_one(sql)
    return row["n"] if row else None


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with TemporaryDirectory() as folder:
        path = Path(folder) / "points.db"
        migrate.upgrade(path)
        known = fill(path, entries)
        print(f"{path.stat().st_size / 1e9:.1f} GB")
        asyncio.run(measure(path, known, load_settings(packaged_path())))


if __name__ == "__main__":
    main()
