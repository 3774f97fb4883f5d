"""One process per database: a file beside it, held by flock.

The kernel lets go of it when the process ends, however it ends; the file itself stays, and its pid means nothing
while nobody holds it. SQLite before 3.51.3 can lose the log when two connections write or checkpoint
(https://www.sqlite.org/wal.html, "the WAL-reset bug"), so a second bot must not even open the file. flock is
not kept on network file systems: the database belongs on a local disk.
"""

import contextlib
import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.domain.errors import AlreadyRunning, BadConfiguration
from bot.storage.troubles import not_opened


class DatabaseLock:
    """Held from construction to `release`."""

    def __init__(self, database: Path) -> None:
        """Take the lock of `database`, making its folder and an empty file that only its owner may read.

        Raises AlreadyRunning, naming the holder, or CannotStart where the file cannot be written: StoreNotReady where
        that may pass.
        """
        if database.name == ":memory:":
            raise BadConfiguration("the database must be a file: what is only in memory does not survive a restart")
        self._path = database.with_name(database.name + ".lock")
        try:
            database.parent.mkdir(parents=True, exist_ok=True)
            database.touch(mode=0o600)
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise not_opened(f"cannot write the database {database}", error) from error
        self._take()

    def release(self) -> None:
        """Let others in. Releasing twice is harmless."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()

    def _take(self) -> None:
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._handle, 32, 0).decode().strip()
            self.release()
            raise AlreadyRunning(f"process {holder or 'unknown'} holds this database ({self._path})") from None
        with contextlib.suppress(OSError):  # a full disk: whoever comes second is told of «unknown»
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, f"{os.getpid()}\n".encode(), 0)
