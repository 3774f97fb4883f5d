"""Units of work that the storage tests share."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg

from bot.storage.database import Row, Tx
from bot.storage.sqlite import SqliteDatabase

BIG = "x" * 20_000


async def make_tables(tx: Tx) -> None:
    """Accounts that cannot be overdrawn, and a log of who did something."""
    await tx.execute("CREATE TABLE account (id TEXT PRIMARY KEY, balance BIGINT NOT NULL CHECK (balance >= 0))")
    await tx.execute("CREATE TABLE note (id BIGINT PRIMARY KEY, who TEXT NOT NULL REFERENCES account (id))")
    await tx.execute_many("INSERT INTO account (id, balance) VALUES (?, ?)", [("ann", 100), ("bob", 0)])


async def note(tx: Tx, number: int, who: str = "ann") -> int:
    await tx.execute("INSERT INTO note (id, who) VALUES (?, ?)", (number, who))
    return number


async def notes(tx: Tx) -> list[int]:
    return [row["id"] for row in await tx.fetch("SELECT id FROM note ORDER BY id")]


async def balance(tx: Tx, who: str) -> int:
    row = await tx.fetch_one("SELECT balance FROM account WHERE id = ?", (who,))
    assert row is not None
    return int(row["balance"])


async def pay(tx: Tx, amount: int, number: int) -> bool:
    """Ann pays Bob, if she can: the one statement decides."""
    paid = await tx.execute(
        "UPDATE account SET balance = balance - ? WHERE id = 'ann' AND balance >= ?", (amount, amount)
    )
    if not paid:
        return False
    await tx.execute("UPDATE account SET balance = balance + ? WHERE id = 'bob'", (amount,))
    await note(tx, number)
    return True


async def rows(tx: Tx, sql: str) -> list[Row]:
    return await tx.fetch(sql)


async def raising(tx: Tx, number: int, error: BaseException) -> None:
    """Write, then fail."""
    await note(tx, number)
    raise error


async def fill(tx: Tx, number: int) -> int:
    """Write more than a few free pages hold."""
    await tx.execute("INSERT INTO account (id, balance) VALUES (?, 0)", (f"{number}{BIG}",))
    return await note(tx, number)


def pragma(name: str) -> Callable[[sqlite3.Connection], object]:
    return lambda connection: connection.execute(f"PRAGMA {name}").fetchone()[0]


@asynccontextmanager
async def statements(sqlite: SqliteDatabase) -> AsyncIterator[list[str]]:
    """Every statement that the writer runs meanwhile."""
    seen: list[str] = []
    await sqlite._writer.run(lambda connection: connection.set_trace_callback(seen.append))
    yield seen
    await sqlite._writer.run(lambda connection: connection.set_trace_callback(None))


async def make_gate(url: str) -> None:
    """The one table that PostgreSQL's writer asks for by name."""
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE meta ()")
    await connection.close()
