"""What SQLite, or the disk beneath it, cannot do now: whether it may pass, and what an operator can do about it."""

import errno
import sqlite3

from bot.domain.errors import CannotStart, StorageBusy, StoreNotReady

_ROOM = "make room on the disk that holds the database; nothing is lost meanwhile, the bot goes on by itself"
_WRITABLE = "make the database, its folder and its disk writable for the bot; it goes on by itself"
_STRANGER = "another program holds the database: find it with `fuser` on the file and end it; the bot goes on by itself"
_DISK = "look at the disk and at the system's log (dmesg); the bot goes on by itself once it can write"

# https://www.sqlite.org/rescode.html: what may pass by itself, or when the operator helps.
_REMEDIES = {
    sqlite3.SQLITE_BUSY: _STRANGER,
    sqlite3.SQLITE_LOCKED: _STRANGER,
    sqlite3.SQLITE_PROTOCOL: _STRANGER,
    sqlite3.SQLITE_INTERRUPT: "",
    sqlite3.SQLITE_FULL: _ROOM,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CANTOPEN: _WRITABLE,
    sqlite3.SQLITE_READONLY: _WRITABLE,
}
# A mount that was made read-only after an error comes back as one that may be written; rights do not by themselves.
_PASSING = {errno.ENOSPC: _ROOM, errno.EDQUOT: _ROOM, errno.EROFS: _WRITABLE, errno.EIO: _DISK}


def may_pass(error: sqlite3.Error) -> bool:
    """Whether the same call may succeed later."""
    return _code(error) in _REMEDIES


def busy(error: sqlite3.Error) -> StorageBusy:
    """`error` as whoever asked for a unit of work hears of it."""
    heard = StorageBusy(str(error), _REMEDIES.get(_code(error), _DISK))
    heard.__cause__ = error
    return heard


def not_opened(what: str, error: sqlite3.Error | OSError) -> CannotStart:
    """`error` as whoever wanted to open the store hears of it: what could not be done, why, and what helps."""
    remedies = _PASSING if isinstance(error, OSError) else _REMEDIES
    number = error.errno if isinstance(error, OSError) else _code(error)
    if number in remedies:
        return StoreNotReady(f"{what}: {error}; {remedies[number]}")
    return CannotStart(f"{what}: {error}")


def _code(error: sqlite3.Error) -> int:
    """The primary result code; 0 for what Python's module raises by itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
