"""A program that counts as fast as it can and says each count once it is durable; the kill test ends it."""

import asyncio
import os
import sys
from pathlib import Path

from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase

COUNTERS = 8


async def tables(tx: Tx) -> None:
    await tx.execute("CREATE TABLE IF NOT EXISTS counter (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)")
    await tx.execute("CREATE TABLE IF NOT EXISTS step (id BIGINT NOT NULL, n BIGINT NOT NULL, UNIQUE (id, n))")
    await tx.execute_many(
        "INSERT INTO counter (id, n) VALUES (?, 0) ON CONFLICT (id) DO NOTHING", [(n,) for n in range(COUNTERS)]
    )


async def count(tx: Tx, counter: int) -> int:
    row = await tx.fetch_one("UPDATE counter SET n = n + 1 WHERE id = ? RETURNING n", (counter,))
    assert row is not None
    await tx.execute("INSERT INTO step (id, n) VALUES (?, ?)", (counter, row["n"]))
    return int(row["n"])


async def keep_counting(database: SqliteDatabase, counter: int) -> None:
    while True:
        n = await database.write(count, counter)
        os.write(1, f"{counter} {n}\n".encode())


async def main(path: Path) -> None:
    database = await SqliteDatabase.open(path)
    await database.write(tables)
    await asyncio.gather(*(keep_counting(database, counter) for counter in range(COUNTERS)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
