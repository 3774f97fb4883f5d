"""Copies of the store: whole, checked, thinned out; put back only where nothing is lost by it."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import AlreadyRunning, CannotStart
from bot.storage import backups, migrate, people
from bot.storage.sqlite import SqliteDatabase

MOMENT = datetime(2026, 3, 10, 3, 30, tzinfo=UTC)


@pytest.fixture
async def store(migrated: Path, path: Path) -> AsyncIterator[SqliteDatabase]:
    shutil.copy(migrated, path)
    database = await SqliteDatabase.open(path)
    yield database
    await database.close()


async def enrol(store: SqliteDatabase, key: str) -> None:
    await store.write(people.enrol, people.Address("telegram", key), 1)


def people_in(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM person").fetchone()
        return int(count)


async def test_nothing_committed_before_is_missing_and_writing_goes_on(store: SqliteDatabase, path: Path) -> None:
    await asyncio.gather(*(enrol(store, str(n)) for n in range(50)))
    going_on = asyncio.gather(*(enrol(store, f"later {n}") for n in range(50)))
    copy = await backups.make(path, path.parent / "copies", MOMENT)
    await going_on
    assert copy.name == "chuishao-20260310-033000.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    content = backups.content_of(copy)
    assert 50 <= content.people <= 100
    assert (content.revision, content.tickets, content.waiting, content.last_at) == (migrate.head(), 0, 0, 0)
    assert sorted(file.name for file in copy.parent.iterdir()) == [copy.name]


async def test_a_second_one_of_the_same_second_does_not_replace_the_first(store: SqliteDatabase, path: Path) -> None:
    first = await backups.make(path, path.parent, MOMENT)
    with pytest.raises(CannotStart, match="exists already"):
        await backups.make(path, path.parent, MOMENT)
    assert backups.content_of(first)


async def test_where_nothing_can_be_read_or_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="there is no database"):
        await backups.make(tmp_path / "none.db", tmp_path / "copies", MOMENT)
    migrate.upgrade(tmp_path / "store.db")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CannotStart, match="cannot write the copy"):
        await backups.make(tmp_path / "store.db", tmp_path / "file", MOMENT)


def test_the_newest_are_kept_and_what_is_none_of_ours_stays(tmp_path: Path) -> None:
    made = [tmp_path / f"chuishao-2026031{day}-033000.db" for day in range(5)]
    for file in (*made, tmp_path / "chuishao-notes.db", tmp_path / "other.db"):
        file.touch()
    assert sorted(backups.thin_out(tmp_path, 2)) == made[:3]
    left = ["chuishao-20260313-033000.db", "chuishao-20260314-033000.db", "chuishao-notes.db", "other.db"]
    assert sorted(file.name for file in tmp_path.iterdir()) == left


@pytest.mark.parametrize("damage", ["missing", "text", "cut", "overwritten", "of another program", "in use", "newer"])
async def test_no_copy_that_is_not_sound_is_put_back(store: SqliteDatabase, path: Path, damage: str) -> None:
    await asyncio.gather(*(enrol(store, str(n)) for n in range(500)))
    copy = await backups.make(path, path.parent / "copies", MOMENT)
    whole = copy.read_bytes()
    match damage:
        case "missing":
            copy.unlink()
        case "text":
            copy.write_text("no database at all" * 100)
        case "cut":
            copy.write_bytes(whole[: len(whole) // 2])
        case "overwritten":
            copy.write_bytes(whole[:8192] + b"\xff" * 8192 + whole[16384:])
        case "of another program":
            copy.unlink()
            with closing(sqlite3.connect(copy)) as connection:
                connection.execute("CREATE TABLE other (id INTEGER)")
        case "in use":
            copy.with_name(copy.name + "-wal").touch()
        case "newer":
            with closing(sqlite3.connect(copy)) as connection:
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
                connection.commit()
                connection.execute("PRAGMA journal_mode = DELETE")
    target = path.parent / "new" / "store.db"
    with pytest.raises(CannotStart, match=str(copy)):
        backups.restore(copy, target, MOMENT)
    assert not target.exists()


async def test_it_is_put_back_into_an_empty_place(store: SqliteDatabase, path: Path) -> None:
    await enrol(store, "1")
    copy = await backups.make(path, path.parent, MOMENT)
    target = path.parent / "another machine" / "store.db"
    assert backups.restore(copy, target, MOMENT).people == 1
    assert people_in(target) == 1
    assert target.stat().st_mode & 0o777 == 0o600
    again = await SqliteDatabase.open(target)
    await enrol(again, "2")
    await again.close()


async def test_a_store_with_data_is_not_written_over_unless_asked_and_then_kept(
    store: SqliteDatabase, path: Path
) -> None:
    await enrol(store, "1")
    copy = await backups.make(path, path.parent, MOMENT)
    await enrol(store, "2")
    await store.close()
    with pytest.raises(CannotStart, match="holds data"):
        backups.restore(copy, path, MOMENT)
    assert people_in(path) == 2
    backups.restore(copy, path, MOMENT + timedelta(hours=1), replace=True)
    assert people_in(path) == 1
    assert people_in(path.with_name("store.db.before-20260310-043000")) == 2


async def test_not_while_a_bot_holds_the_store(store: SqliteDatabase, path: Path) -> None:
    copy = await backups.make(path, path.parent, MOMENT)
    with pytest.raises(AlreadyRunning):
        backups.restore(copy, path, MOMENT, replace=True)
    await enrol(store, "still there")
