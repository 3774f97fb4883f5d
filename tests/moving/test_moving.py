"""A store moved there and back: every row as it was, every refusal, a run that died in the middle."""

import asyncio
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from bot.app import open_database
from bot.commands.copy_database import copy_store
from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.domain.errors import AlreadyRunning, BadConfiguration, CannotStart
from bot.domain.sharing import Job
from bot.storage import leases
from bot.storage.moving import copy as copying
from bot.storage.moving import tables as moving
from bot.storage.moving.tally import Tally
from bot.storage.postgres import PostgresDatabase
from bot.storage.schema import metadata
from bot.storage.sqlite import SqliteDatabase
from tests.moving.conftest import content, numbers, source, target
from tests.moving.rows import fill

NOW = 1_773_000_000_000


async def moved(one: str, other: str, told: copying.Told = lambda _what, _done, _total: None) -> copying.Moved:
    read, written = await source(one), await target(other)
    try:
        return await copying.copy(read, written, NOW, told)
    finally:
        await read.close()
        await written.close()


def url_of(path: Path) -> str:
    return f"sqlite:{path}"


@pytest.mark.parametrize("seed", range(1, 1 + int(os.environ.get("CHUISHAO_MOVES", "1"))))
async def test_there_and_back_everything_is_as_it_was(
    elsewhere: str, unfilled: bytes, tmp_path: Path, seed: int
) -> None:
    (tmp_path / "a.db").write_bytes(unfilled)
    (tmp_path / "b.db").write_bytes(unfilled)
    fill(tmp_path / "a.db", seed)
    one, back = url_of(tmp_path / "a.db"), url_of(tmp_path / "b.db")
    went = await moved(one, elsewhere)
    assert not went.audit
    assert went.found == 0
    await moved(elsewhere, back)
    before = await content(one)
    assert {name for name, tally in before.items() if not tally.rows} == set()
    assert before == await content(elsewhere) == await content(back) == went.tables
    assert await numbers(one) == await numbers(back)
    with closing(sqlite3.connect(tmp_path / "a.db")) as a, closing(sqlite3.connect(tmp_path / "b.db")) as b:
        for table in metadata.sorted_tables:
            every = f"SELECT * FROM {table.name} ORDER BY {moving.named(moving.key_of(table))}"
            assert a.execute(every).fetchall() == b.execute(every).fetchall()


async def test_numbers_that_were_given_out_are_not_given_again(full: Path, elsewhere: str) -> None:
    await moved(url_of(full), elsewhere)
    assert await numbers(url_of(full)) == await numbers(elsewhere)
    shipped = load_settings(packaged_path())
    settings = shipped.model_copy(update={"database": shipped.database.model_copy(update={"url": elsewhere})})
    db = await open_database(settings)
    (row,) = await db.write(
        lambda tx: tx.fetch(
            "INSERT INTO outbox (channel, chat, kind, body, urgency, visible_at, created_at)"
            " VALUES ('telegram', '1', 'x', '{}', 1, 0, 0) RETURNING id"
        )
    )
    assert row["id"] == 9_223_372_036_854_776
    await db.close()


class Died(BaseException):
    """As a process does, at any portion."""


def dying(at: int) -> copying.Told:
    left = iter(range(at))

    def told(_what: str, _done: int, _total: int) -> None:
        if next(left, None) is None:
            raise Died

    return told


async def test_whoever_dies_anywhere_goes_on(full: Path, elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "PORTION", 2)
    monkeypatch.setattr(moving, "HEAVY_PORTION", 1)
    for at in (0, 70, 150):
        with pytest.raises(Died):
            await moved(url_of(full), elsewhere, dying(at))
        with pytest.raises(CannotStart, match="unfinished copy"):
            await open_at(elsewhere)
    went = await moved(url_of(full), elsewhere)
    assert went.found > 100
    assert await content(url_of(full)) == await content(elsewhere) == went.tables
    await open_at(elsewhere)


async def open_at(url: str) -> None:
    shipped = load_settings(packaged_path())
    database = shipped.database.model_copy(update={"url": url})
    db = await open_database(shipped.model_copy(update={"database": database}))
    await db.close()


KILLED = """
import asyncio, os, signal, sys
from bot.commands import copy_database
from bot.storage.moving import tables
tables.PORTION = 1
left = 40
def append(of):
    async def counted(side, table, rows):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        await of(side, table, rows)
    return counted
from bot.storage.moving.{module} import {side} as Side
from bot.domain.sharing import Job
Side.append = append(Side.append)
asyncio.run(copy_database.copy_store(*sys.argv[1:]))
"""


def test_a_killed_process_goes_on(full: Path, elsewhere: str, capsys: pytest.CaptureFixture[str]) -> None:
    on_file = elsewhere.startswith("sqlite")
    code = KILLED.replace("{module}", "sqlite_side" if on_file else "postgres_side")
    code = code.replace("{side}", "SqliteSide" if on_file else "PostgresSide")
    done = subprocess.run([sys.executable, "-c", code, url_of(full), elsewhere], env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    asyncio.run(copy_store(url_of(full), elsewhere))
    assert re.search(r"4\d of them by an earlier run, equal on both sides", capsys.readouterr().out)
    assert asyncio.run(content(url_of(full))) == asyncio.run(content(elsewhere))


async def test_a_whole_copy_or_another_store_is_left_alone(full: Path, elsewhere: str, tmp_path: Path) -> None:
    await moved(url_of(full), elsewhere)
    before = await content(elsewhere)
    with pytest.raises(CannotStart, match="not empty"):
        await moved(url_of(full), elsewhere)
    assert await content(elsewhere) == before


async def test_an_unfinished_copy_of_another_store_is_left_alone(full: Path, elsewhere: str, tmp_path: Path) -> None:
    with pytest.raises(Died):
        await moved(url_of(full), elsewhere, dying(9))
    (tmp_path / "other.db").write_bytes(full.read_bytes())
    with pytest.raises(CannotStart, match="of another store"):
        await moved(url_of(tmp_path / "other.db"), elsewhere)
    (tmp_path / "third.db").write_bytes(b"")
    with pytest.raises(CannotStart, match="itself an unfinished copy"):
        await moved(elsewhere, url_of(tmp_path / "third.db"))


async def test_a_source_that_changed_between_two_runs_is_found_out(full: Path, elsewhere: str) -> None:
    with pytest.raises(Died):
        await moved(url_of(full), elsewhere, dying(60))
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("UPDATE unit SET name = 'another' WHERE id = (SELECT min(id) FROM unit)")
        connection.commit()
    for _ in range(2):
        with pytest.raises(CannotStart, match="unit came out otherwise"):
            await moved(url_of(full), elsewhere)
    with pytest.raises(CannotStart, match="unfinished copy"):
        await open_at(elsewhere)


async def test_a_target_that_lost_a_row_is_found_out(full: Path, unfilled: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.db").write_bytes(unfilled)

    def told(what: str, _done: int, _total: int) -> None:
        if what == "copying wish_event":
            with closing(sqlite3.connect(tmp_path / "b.db")) as connection:
                connection.execute("DELETE FROM contact_look WHERE id = 1")
                connection.commit()

    with pytest.raises(CannotStart, match="contact_look came out otherwise"):
        await moved(url_of(full), url_of(tmp_path / "b.db"), told)


async def test_a_full_disk_is_said_and_the_next_run_goes_on(full: Path, unfilled: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.db").write_bytes(unfilled)
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("UPDATE notice SET words = ?", ("停水。" * 40_000,))
        connection.commit()
    read, written = await source(url_of(full)), await target(url_of(tmp_path / "b.db"))
    (pages,) = written._connection.execute("PRAGMA page_count").fetchone()
    written._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(CannotStart, match=r"b\.db: database or disk is full"):
        await copying.copy(read, written, NOW, lambda *_: None)
    await read.close()
    await written.close()
    assert (await moved(url_of(full), url_of(tmp_path / "b.db"))).found > 0


async def test_what_postgres_does_not_store_is_named_by_its_table(full: Path, dsn: str) -> None:
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("UPDATE notice SET words = 'a' || char(0) || 'b'")
        connection.commit()
    with pytest.raises(CannotStart, match="PostgreSQL, table notice: CharacterNotInRepertoireError"):
        await moved(url_of(full), dsn)


async def test_a_source_in_use_is_refused(full: Path, dsn: str, unfilled: bytes, tmp_path: Path) -> None:
    there, target_url = tmp_path / "a.db", url_of(tmp_path / "b.db")
    there.write_bytes(full.read_bytes())
    (tmp_path / "b.db").write_bytes(unfilled)
    running = await SqliteDatabase.open(there)
    with pytest.raises(AlreadyRunning):
        await moved(url_of(there), target_url)
    await running.close()
    working = await PostgresDatabase.open(dsn)
    await working.write(leases.beat, "me", "here:1", [Job.CLOCK], NOW, NOW)
    with pytest.raises(AlreadyRunning, match="a bot works on the source"):
        await moved(dsn, target_url)
    await working.write(leases.resign, "me")
    await moved(dsn, target_url)
    await working.close()


async def test_nobody_begins_to_work_on_a_source_while_it_is_copied(dsn: str) -> None:
    held, late = await source(dsn), await asyncpg.connect(dsn)
    with pytest.raises(asyncpg.LockNotAvailableError):
        await late.execute("SET lock_timeout = '10ms'; UPDATE lease SET owner = 'me'")
    await held.close()
    await late.execute("UPDATE lease SET owner = 'me'")
    await late.close()


async def test_the_same_store_is_refused_whatever_it_is_called(full: Path, dsn: str, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(full)
    with pytest.raises(CannotStart, match="both are the same store"):
        await copy_store(url_of(full), url_of(tmp_path / "link.db"))
    with pytest.raises(CannotStart, match="both are the same store"):
        await copy_store(dsn, f"{dsn}&application_name=other")


async def test_other_revisions_and_unknown_urls_are_refused(full: Path, tmp_path: Path) -> None:
    other = url_of(tmp_path / "b.db")
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    with pytest.raises(CannotStart, match="is at revision 0001, this program at"):
        await copy_store(url_of(full), other)
    with pytest.raises(CannotStart, match="no store of ours"):
        await copy_store(url_of(tmp_path / "none.db"), other)
    with pytest.raises(BadConfiguration, match="FROM must begin with 'sqlite:'"):
        await copy_store("mysql://x/y", other)
    with pytest.raises(BadConfiguration, match="TO bears a password"):
        await copy_store(url_of(full), "postgresql://me:hunter2@db/x")
    with pytest.raises(CannotStart, match="cannot open the database"):
        await copy_store("postgresql://me@127.0.0.1:1/x", other)
    assert not (tmp_path / "b.db").exists()


async def test_a_broken_audit_log_is_moved_and_told(full: Path, elsewhere: str) -> None:
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("UPDATE audit SET who = 'nobody' WHERE serial = 2")
        connection.commit()
    assert (await moved(url_of(full), elsewhere)).audit.startswith("row 2")


async def test_what_is_not_the_engines_is_not_the_tallys() -> None:
    rows = [(1, "a", None), (2, "b", b"x"), (2, "b", b"x")]
    assert Tally().with_rows(rows) == Tally().with_rows(reversed(rows))
    assert Tally().with_rows(rows) != Tally().with_rows(rows[:2])
    assert Tally().with_rows(rows[:1]) != Tally().with_rows([(1, "a", "None")])
