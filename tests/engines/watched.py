"""A program beside the tests, on a socket alone, which ends with the process that started it, however that ends."""

import asyncio
import os
import shutil
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

import asyncpg

Command: TypeAlias = Sequence[str | Path]

START_S = 20.0
MEMORY = Path("/dev/shm")
# Told one line it gets the signal and stays where it is; at the end of what it reads it is thrown away too, unless it
# was ended in good order (-INT).
WATCHED = (
    'dir=$1 end=$2; shift 2; "$@" </dev/null >"$dir/log" 2>&1 &'
    ' read _; told=$?; kill "$end" $!; wait; [ $told = 0 ] || [ "$end" = -INT ] || rm -rf "$dir"'
)


class Watched(ABC):
    """Runs from `serve` until `stop`; `kill` and `serve` in between. `folder`: all that it keeps.

    `outlived`: by its folder; then it is ended in good order.
    """

    NAME: ClassVar[str]
    SIGNAL: ClassVar[str]  # at which it ends at once
    REFUSAL: ClassVar[type[Exception]]  # says that it does not start

    def __init__(self, folder: Path | None, *, outlived: bool = False) -> None:
        self.folder, self.outlived = folder, outlived
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> Command:
        """What starts it."""

    @abstractmethod
    async def connect(self) -> "asyncpg.Connection[asyncpg.Record]":
        """A connection that proves that it serves. Raises OSError or PostgresError where there is none."""

    def serve(self) -> None:
        """Start (again) what was made in the folder. Raises REFUSAL."""
        assert self.folder
        end = "-INT" if self.outlived else self.SIGNAL
        command = ["sh", "-c", WATCHED, "sh", self.folder, end, *self.command()]
        self.process = subprocess.Popen(command, cwd="/", stdin=subprocess.PIPE, **unprivileged(self.folder))
        until = time.monotonic() + START_S
        while not asyncio.run(self.answers()):
            if time.monotonic() > until or self.process.poll() is not None:
                raise self.REFUSAL(f"{self.NAME} did not start: {(self.folder / 'log').read_text()[-500:]}")
            time.sleep(0.02)

    async def answers(self) -> bool:
        """Whether one can connect."""
        try:
            await (await self.connect()).close()
        except (OSError, asyncpg.PostgresError):
            return False
        return True

    def kill(self) -> None:
        """At once: nothing comes to its end, whatever was under way is cut off."""
        assert self.process
        self.process.communicate(b"\n")

    def stop(self) -> None:
        """Throw it away, where we started it and it is not outlived."""
        if self.process and self.process.poll() is None:
            self.process.communicate()
        if self.folder and not self.outlived:
            shutil.rmtree(self.folder, ignore_errors=True)


def new_folder(*, on_disk: bool = False) -> Path:
    """In memory, where there is such a place."""
    return Path(tempfile.mkdtemp(prefix="chuishao-", dir=MEMORY if MEMORY.is_dir() and not on_disk else None))


def unprivileged(folder: Path) -> dict[str, Any]:
    """For Popen: somebody who is not root and owns `folder`; neither PostgreSQL nor PgBouncer runs as root."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "nobody", "nogroup")
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}
