"""A copy of the whole store in one file, made while a bot goes on writing; checked; put back where a store was lost."""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.errors import CannotStart
from bot.storage import migrate
from bot.storage.lock import DatabaseLock
from bot.storage.sqlite import copy_whole

PREFIX, SUFFIX = "chuishao-", ".db"
BESIDE = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Content:
    """What a copy holds: its revision and how much; `last_at` (milliseconds) is when its last event happened."""

    revision: str
    people: int
    tickets: int
    waiting: int
    last_at: int


async def make(database: Path, folder: Path, moment: datetime) -> Path:
    """Copy everything committed so far into `folder`, as `chuishao-20260310-033000.db`; that file, checked.

    Raises `CannotStart` where there is no store, no room, or the copy is not sound; nothing half made stays.
    """
    target = folder / f"{PREFIX}{moment:%Y%m%d-%H%M%S}{SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - an operator's command, nobody else waits
        await copy_whole(database, target)
        target.chmod(0o600)
    except (OSError, sqlite3.Error) as error:
        raise CannotStart(f"cannot write the copy {target}: {error}") from error
    try:
        content_of(target)
    except CannotStart:
        target.unlink()
        raise
    return target


def thin_out(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` copies in `folder`; those that went. Files of other names are not touched."""
    copies = sorted(folder.glob(f"{PREFIX}[0-9]*{SUFFIX}"), reverse=True)
    for old in copies[keep:]:
        old.unlink()
    return copies[keep:]


def content_of(copy: Path) -> Content:
    """What is in a copy. Raises `CannotStart` where it is missing, damaged, none of ours, or still being written."""
    if not copy.is_file():
        raise CannotStart(f"there is no file {copy}")
    if copy.with_name(copy.name + "-wal").exists():
        raise CannotStart(f"{copy} is a store in use or was not closed: make a copy with `python -m bot backup`")
    try:
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            (sound,) = connection.execute("PRAGMA quick_check").fetchone()
            if sound != "ok":
                raise CannotStart(f"{copy} is damaged: {sound}")
            return _content(connection)
    except sqlite3.Error as error:
        raise CannotStart(f"{copy} is no store of ours: {error}") from error


def _content(connection: sqlite3.Connection) -> Content:
    def one(sql: str) -> str | int | None:
        found: tuple[str | int | None] = connection.execute(sql).fetchone()
        return found[0]

    return Content(
        revision=str(one("SELECT version_num FROM alembic_version")),
        people=int(one("SELECT count(*) FROM person") or 0),
        tickets=int(one("SELECT count(*) FROM ticket") or 0),
        waiting=int(one("SELECT count(*) FROM outbox WHERE state = 'waiting'") or 0),
        last_at=int(one("SELECT max(at) FROM ticket_event") or 0),
    )


def restore(copy: Path, database: Path, moment: datetime, *, replace: bool = False) -> Content:
    """Put a copy in the place of `database` and bring it to the newest revision; what it held when it was made.

    With `replace` a store that is there is kept beside it as `….before-20260310-033000`. Raises `AlreadyRunning` where
    a bot holds it, `CannotStart` where it holds data and `replace` was not asked for, or the copy is not sound.
    """
    content = content_of(copy)
    if content.revision > migrate.head():
        raise CannotStart(f"{copy} is at revision {content.revision}, made by a newer program than this")
    holds_data = database.exists() and database.stat().st_size > 0
    if holds_data and not replace:
        raise CannotStart(f"{database} holds data: move it away, or restore with --replace, which keeps it beside")
    with DatabaseLock(database):
        part = database.with_name(database.name + ".part")
        _copy_durably(copy, part)
        for beside in BESIDE if holds_data else ():
            there = database.with_name(database.name + beside)
            if there.exists():
                there.rename(database.with_name(f"{database.name}.before-{moment:%Y%m%d-%H%M%S}{beside}"))
        part.replace(database)
    migrate.upgrade(database)
    return content


def _copy_durably(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    shutil.copyfile(source, target)
    handle = os.open(target, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
