"""What a unit of work costs on the embedded engine, beside two other ways of doing the same.

    python -m benchmarks.storage [UNITS]

A unit: one conditional update, one insert, one look-up, durable (`synchronous=FULL`) before it counts.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiosqlite

from bot.storage.database import Tx
from bot.storage.sqlite import WRITER_PRAGMAS, SqliteDatabase

AT_ONCE = 64
TABLES = (
    "CREATE TABLE account (id INTEGER PRIMARY KEY, balance BIGINT NOT NULL)",
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, account BIGINT NOT NULL, note TEXT NOT NULL)",
    f"INSERT INTO account WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {AT_ONCE - 1})"
    " SELECT i, 1000000000 FROM n",
)
SPEND = "UPDATE account SET balance = balance - 1 WHERE id = ? AND balance >= 1"
ENTER = "INSERT INTO entry (account, note) VALUES (?, ?)"
LOOK = "SELECT balance FROM account WHERE id = ?"
NOTE = "a line of about the length of a short report"


async def make(tx: Tx) -> None:
    for sql in TABLES:
        await tx.execute(sql)


async def spend(tx: Tx, account: int) -> Any:
    if await tx.execute(SPEND, (account,)):
        await tx.execute(ENTER, (account, NOTE))
    return await tx.fetch_one(LOOK, (account,))


async def look(tx: Tx, account: int) -> Any:
    return await tx.fetch_one(LOOK, (account,))


@asynccontextmanager
async def ours(path: Path, together: int):
    database = await SqliteDatabase.open(path, together=together)
    await database.write(make)
    yield database
    await database.close()


@asynccontextmanager
async def plain(path: Path):
    """aiosqlite as it is meant to be used: each statement a call; a lock keeps transactions apart."""
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        for pragma in ("journal_mode = WAL", *WRITER_PRAGMAS):
            await connection.execute(f"PRAGMA {pragma}")
        for sql in TABLES:
            await connection.execute(sql)
        alone = asyncio.Lock()

        async def unit(account: int) -> Any:
            async with alone:
                await connection.execute("BEGIN IMMEDIATE")
                if (await connection.execute(SPEND, (account,))).rowcount:
                    await connection.execute(ENTER, (account, NOTE))
                found = await (await connection.execute(LOOK, (account,))).fetchone()
                await connection.execute("COMMIT")
                return found

        yield unit


async def measure(units: int, at_once: int, unit: Callable[[int], Awaitable[Any]]) -> tuple[float, list[float]]:
    """Units per second, and what each took in milliseconds."""
    took: list[float] = []

    async def chat(number: int) -> None:
        for _ in range(units // at_once):
            began = time.perf_counter()
            await unit(number)
            took.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*(chat(number) for number in range(at_once)))
    return len(took) / (time.perf_counter() - began), sorted(took)


def show(name: str, rate: float, took: list[float]) -> None:
    p50, p99 = (took[int(len(took) * share)] for share in (0.5, 0.99))
    print(f"{name:<58} {rate:>9,.0f} {p50:>9.2f} {p99:>9.2f}", flush=True)


async def compare(units: int, folder: Path) -> None:
    print(f"{'':<58} {'units/s':>9} {'p50 ms':>9} {'p99 ms':>9}")
    async with ours(folder / "shared.db", together=64) as database:
        show(
            f"{AT_ONCE} at once, up to 64 in a commit",
            *await measure(units, AT_ONCE, lambda n: database.write(spend, n)),
        )
        show("one after the other", *await measure(units // 16, 1, lambda n: database.write(spend, n)))
        show(f"{AT_ONCE} at once, reading", *await measure(units, AT_ONCE, lambda n: database.read(look, n)))
    async with ours(folder / "single.db", together=1) as database:
        show(
            f"{AT_ONCE} at once, each its own commit",
            *await measure(units // 4, AT_ONCE, lambda n: database.write(spend, n)),
        )
    async with plain(folder / "plain.db") as unit:
        show(f"{AT_ONCE} at once, aiosqlite statement by statement", *await measure(units // 16, AT_ONCE, unit))


if __name__ == "__main__":
    with TemporaryDirectory() as kept:
        asyncio.run(compare(int(sys.argv[1]) if len(sys.argv) > 1 else 32_000, Path(kept)))
