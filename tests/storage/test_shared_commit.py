"""Whatever units share a commit, each is told the truth: told success means stored, told failure means gone."""

import asyncio
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.database import AwaitedOutsideTransaction, Tx
from bot.storage.sqlite import SqliteDatabase

KINDS = ("fine", "raises", "exits", "waits", "sleeps", "catches", "breaks", "cancelled")
Kind: TypeAlias = str
# rounds of units that start together, each with how many turns of the loop pass before the next round
Rounds: TypeAlias = list[tuple[list[Kind], int]]

ROUNDS = st.lists(st.tuples(st.lists(st.sampled_from(KINDS), min_size=1, max_size=12), st.integers(0, 4)), max_size=6)
ERRORS: dict[Kind, type[BaseException]] = {
    "raises": LookupError,
    "exits": GeneratorExit,
    "waits": AwaitedOutsideTransaction,
    "sleeps": AwaitedOutsideTransaction,
    "breaks": sqlite3.IntegrityError,
}


async def tables(tx: Tx) -> None:
    await tx.execute("CREATE TABLE note (id BIGINT PRIMARY KEY)")
    await tx.execute("CREATE TABLE total (n BIGINT NOT NULL)")
    await tx.execute("INSERT INTO total VALUES (0)")


async def unit(tx: Tx, number: int, kind: Kind) -> int:
    """Write two notes and count them, with something going wrong in between."""
    await tx.execute("INSERT INTO note VALUES (?)", (2 * number,))
    if kind == "raises":
        raise LookupError
    if kind == "exits":
        raise GeneratorExit
    if kind == "waits":
        await asyncio.sleep(0)
    if kind == "sleeps":
        await asyncio.sleep(1)
    if kind == "breaks":
        await tx.execute("INSERT INTO note VALUES (?)", (2 * number,))
    if kind == "catches":
        try:
            await tx.execute("INSERT INTO note VALUES (?)", (2 * number,))
        except sqlite3.IntegrityError:
            await tx.execute("UPDATE total SET n = n")
    await tx.execute("INSERT INTO note VALUES (?)", (2 * number + 1,))
    await tx.execute("UPDATE total SET n = n + 2")
    return number


async def stored(tx: Tx) -> tuple[set[int], int]:
    total = await tx.fetch_one("SELECT n FROM total")
    assert total is not None
    return {row["id"] for row in await tx.fetch("SELECT id FROM note")}, total["n"]


async def play(database: SqliteDatabase, rounds: Rounds) -> dict[int, tuple[Kind, object]]:
    """Run everything; what each unit's caller was told."""
    tasks: dict[int, tuple[Kind, asyncio.Task[int]]] = {}
    for kinds, turns in rounds:
        for kind in kinds:
            number = len(tasks)
            tasks[number] = kind, asyncio.create_task(database.write(unit, number, kind))
        for _ in range(turns):
            await asyncio.sleep(0)
        for kind, task in tasks.values():
            if kind == "cancelled":
                task.cancel()
    told = await asyncio.gather(*(task for _, task in tasks.values()), return_exceptions=True)
    return {number: (kind, result) for (number, (kind, _)), result in zip(tasks.items(), told, strict=True)}


async def check(rounds: Rounds, together: int) -> None:
    with TemporaryDirectory() as folder:
        database = await SqliteDatabase.open(Path(folder) / "store.db", together=together)
        await database.write(tables)
        told = await play(database, rounds)
        ids, total = await database.read(stored)
        await database.close()
    assert total == len(ids)
    for number, (kind, result) in told.items():
        there = {2 * number, 2 * number + 1} & ids
        if kind in ERRORS:
            assert type(result) is ERRORS[kind]
            assert not there
        elif kind == "cancelled" and isinstance(result, asyncio.CancelledError):
            assert len(there) in (0, 2)
        else:
            assert result == number
            assert len(there) == 2


@settings(max_examples=25, deadline=None)
@given(ROUNDS, st.sampled_from([1, 2, 5, 64]))
def test_the_store_equals_what_the_callers_were_told(rounds: Rounds, together: int) -> None:
    asyncio.run(check(rounds, together))
