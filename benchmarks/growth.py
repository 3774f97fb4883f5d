"""The questions that people wait for, with a district's years in the store, on both engines; what a ticket weighs; and
how fast such a store is moved.

    python -m benchmarks.growth [TICKETS] [ENTRIES] [FOLDER]

530 compounds, 50,000 people, entries of points as in `benchmarks.points`. The store is filled on SQLite and moved to
PostgreSQL by `copy-database`. Each question is about another person, compound or ticket, drawn by chance. In FOLDER
both stores stay with their keys: called again with it, they are only asked. Who owns PostgreSQL must reach it.
"""

import asyncio
import os
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg

from benchmarks import past, points
from benchmarks.questions import COMPOUNDS, NOW, QUESTIONS, Known
from bot.storage import migrate, migrate_postgres
from bot.storage.database import Database
from bot.storage.moving.copy import copy
from bot.storage.moving.postgres_side import PostgresSide
from bot.storage.moving.sqlite_side import SqliteSide
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from bot.storage.vault import Vault, new_key
from tests.engines.server import NoServer, Server

ASKED = 1000
WEIGHED = ("ticket", "ticket_event", "follower", "assignment")
# As a server of a few gigabytes would be set.
SERVER = ("shared_buffers=1GB", "max_wal_size=4GB", "work_mem=16MB")


async def ask_all(db: Database, known: Known) -> dict[str, tuple[float, float]]:
    """p50 and p99 of each in milliseconds, from the call to the answer."""
    found = {}
    for what, question in QUESTIONS.items():
        dice, took = random.Random(5), []
        for _ in range(ASKED):
            began = time.perf_counter()
            await db.read(question, known, dice)
            took.append(1000 * (time.perf_counter() - began))
        found[what] = statistics.median(took), statistics.quantiles(took, n=100)[98]
    await db.close()
    return found


def make(path: Path, number: int, entries: int, vault: Vault) -> None:
    """The store on SQLite; says how long that took and what a ticket weighs."""
    migrate.upgrade(path)
    people = [person for person, _ in points.fill(path, entries, vault)]
    with closing(sqlite3.connect(path)) as db:
        rows = [(person, f"c{at % points.COMPOUNDS}") for at, person in enumerate(people)]
        db.executemany("INSERT INTO home (person_id, compound_id, since) VALUES (?, ?, 0)", rows)
        addresses = [(str(at), person) for at, person in enumerate(people)]
        db.executemany("INSERT INTO address (channel, key, person_id, seen_at) VALUES ('telegram', ?, ?, 0)", addresses)
        db.execute("UPDATE person SET consent_version = 1")
        db.commit()
    before, began = path.stat().st_size, time.perf_counter()
    past.fill(path, number, COMPOUNDS, people, NOW)
    weight = (path.stat().st_size - before) / number
    print(
        f"{number:,} tickets written in {time.perf_counter() - began:.0f} s; {weight:,.0f} bytes each on SQLite",
        flush=True,
    )


def known_in(path: Path) -> Known:
    """Whom and what a store that was made may be asked about."""
    with closing(sqlite3.connect(path)) as db:
        drawn = db.execute("SELECT id FROM ticket ORDER BY id LIMIT 20000").fetchall()
    return Known([person for person, _ in points.people()], [one for (one,) in drawn])


async def move(path: Path, url: str, number: int) -> None:
    """To PostgreSQL; says how fast, and what a ticket weighs there."""
    one, other = SqliteSide.source(path), await PostgresSide.target(url, None)
    began = time.perf_counter()
    moved = await copy(one, other, NOW, lambda *_: None)
    took = time.perf_counter() - began
    await one.close()
    await other.close()
    rows = sum(tally.rows for tally in moved.tables.values())
    print(f"moved and compared: {rows:,} rows in {took:.0f} s, {rows / took:,.0f} rows/s", flush=True)
    connection = await asyncpg.connect(url)
    await connection.execute("VACUUM ANALYZE")
    sizes = [await connection.fetchval("SELECT pg_total_relation_size($1::text::regclass)", name) for name in WEIGHED]
    await connection.close()
    print(f"a ticket on PostgreSQL: {sum(sizes) / number:,.0f} bytes", flush=True)


async def back(url: str, path: Path) -> None:
    """And back into a file."""
    one, other = await PostgresSide.source(url, None), SqliteSide.target(path)
    began = time.perf_counter()
    moved = await copy(one, other, NOW, lambda *_: None)
    took, rows = time.perf_counter() - began, sum(tally.rows for tally in moved.tables.values())
    await one.close()
    await other.close()
    print(f"moved back and compared: {rows / took:,.0f} rows/s", flush=True)


async def compare(folder: Path, number: int, entries: int, server: Server | None) -> None:
    """Make what is not in the folder, and ask; the keys, and the name of the copy, are written when it is whole."""
    path, keys = folder / "growth.db", folder / "keys"
    if not keys.exists():
        path.unlink(missing_ok=True)  # of a run that was cut short
        written = new_key()
        make(path, number, entries, Vault.of(written))
        keys.write_text(written)
    migrate.upgrade(path)
    vault, known = Vault.of(keys.read_text()), known_in(path)
    found = [await ask_all(await SqliteDatabase.open(path, vault), known)]
    show(found)
    if server:
        url = await copy_in(folder, number, server)
        await migrate_postgres.upgrade(url)
        found.append(await ask_all(await PostgresDatabase.open(url, vault=vault), known))
        show(found)


async def copy_in(folder: Path, number: int, server: Server) -> str:
    """The address of the copy on PostgreSQL; where there is none that is whole, one is made, and moved back once."""
    copied, whole = folder / "copy", folder / "whole"
    if copied.exists() and not whole.exists():
        await server.drop(copied.read_text())
    if not whole.exists():
        copied.write_text(name := await server.create())
        await move(folder / "growth.db", server.url_of(name), number)
        await back(server.url_of(name), folder / "back.db")
        (folder / "back.db").unlink()
        whole.touch()
    return server.url_of(copied.read_text())


def show(found: Sequence[dict[str, tuple[float, float]]]) -> None:
    """A table: p50 and p99 on each engine that was asked; how busy the machine is."""
    print(f"a load of {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    heads = ["what", *(f"{name} p50 ms | p99" for name, _ in zip(("SQLite", "PostgreSQL"), found, strict=False))]
    print(f"| {' | '.join(heads)} |\n|---{'|---' * 2 * len(found)}|")
    for what in QUESTIONS:
        told: list[Any] = [f"{value:.2f}" for one in found for value in one[what]]
        print("| " + " | ".join([what, *told]) + " |")


def main() -> None:
    given = sys.argv[1:]
    number, entries, kept = (*given, *("100000", "1000000", "")[len(given) :])
    with TemporaryDirectory() as passing:
        folder = Path(kept or passing)
        (folder / "postgres").mkdir(parents=True, exist_ok=True)
        try:
            server = Server.find(SERVER, on_disk=True, kept=folder / "postgres" if kept else None)
        except NoServer as none:
            print(none)
            server = None
        try:
            asyncio.run(compare(folder, int(number), int(entries), server))
        finally:
            if server:
                leave(server, folder / "copy", kept=bool(kept))


def leave(server: Server, copied: Path, *, kept: bool) -> None:
    """Nothing of ours stays on somebody else's server, unless it is kept."""
    if copied.exists() and not kept:
        asyncio.run(server.drop(copied.read_text()))
    server.stop()


if __name__ == "__main__":
    main()
