"""A PostgreSQL server for the tests: the one that TEST_PG_DSN names, or one of our own in memory for one session.

Ours keeps nothing through a crash of the machine.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from bot.domain.ids import new_id
from tests.engines.watched import Command, Watched, new_folder, unprivileged

QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
    "max_connections=200",
    "deadlock_timeout=50ms",
    "autovacuum=off",  # no database lives long enough to need it
)
# What it acknowledged it keeps: without that a kill would prove nothing.
KEEPING = tuple(setting for setting in QUICK if not setting.startswith(("synchronous_commit", "full_page")))


class NoServer(Exception):
    """There is neither a server to be used nor one to be started; says what would help."""


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL that Debian, or PATH, has."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    return (found or [Path(on_path)] if on_path else found)[-1].parent if found or on_path else None


class Server(Watched):
    """Makes databases and throws them away. `url` names one that is always there; without a folder it is not ours."""

    NAME, SIGNAL, REFUSAL = "PostgreSQL", "-QUIT", NoServer  # as `pg_ctl stop -m immediate`

    def __init__(
        self,
        url: str,
        folder: Path | None = None,
        at: Path | None = None,
        settings: Sequence[str] = (),
        *,
        outlived: bool = False,
    ) -> None:
        super().__init__(folder, outlived=outlived)
        self.url, self.programs, self.settings = url, at, settings

    @classmethod
    def find(cls, settings: Sequence[str] = QUICK, *, on_disk: bool = False, kept: Path | None = None) -> Self:
        """The server that there is, or one of our own as `start` says. Raises NoServer."""
        if dsn := os.environ.get("TEST_PG_DSN"):
            return cls(dsn)
        at = binaries()
        if at is None:
            raise NoServer("no PostgreSQL: `apt-get install postgresql`, or TEST_PG_DSN with the address of a server")
        return cls.start(at, settings, on_disk=on_disk, kept=kept)

    @classmethod
    def start(cls, at: Path, settings: Sequence[str], *, on_disk: bool = False, kept: Path | None = None) -> Self:
        """A new server from the programs in `at`, as an unprivileged user: it refuses to be root.

        `kept`: a folder that outlives it, and may be one that did.
        """
        folder = kept or new_folder(on_disk=on_disk)
        user = unprivileged(folder)
        make = [at / "initdb", "-D", folder / "data", "-U", "chuishao", "-A", "trust", "-E", "UTF8"]
        make += ["--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        if not (folder / "data").exists():
            subprocess.run(make, cwd="/", check=True, stdout=subprocess.DEVNULL, **user)
        server = cls(f"postgresql://chuishao@/postgres?host={folder}", folder, at, settings, outlived=kept is not None)
        server.serve()
        return server

    def command(self) -> Command:
        assert self.folder
        assert self.programs
        options = [word for setting in self.settings for word in ("-c", setting)]
        return (self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, "-h", "", *options)

    async def connect(self) -> "asyncpg.Connection[asyncpg.Record]":
        return await asyncpg.connect(self.url)

    def url_of(self, name: str) -> str:
        """The address of a database."""
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(path=f"/{name}"))

    async def create(self, template: str = "template0") -> str:
        """A new database like `template`; its name."""
        name = f"chuishao_{new_id().lower().replace('-', '_')}"
        how = "STRATEGY file_copy" if template != "template0" else "ENCODING 'UTF8' LOCALE 'C.UTF-8'"
        await self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {how}')
        return name

    async def drop(self, name: str) -> None:
        """Throw a database away, also when somebody is connected."""
        await self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    async def run(self, sql: str) -> None:
        """One statement outside of any transaction."""
        connection = await self.connect()
        try:
            await connection.execute(sql)
        finally:
            await connection.close()
