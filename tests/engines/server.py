"""A PostgreSQL server for the tests: the one that TEST_PG_DSN names, or one of our own in memory for one session.

Ours listens on a socket alone, keeps nothing through a crash of the machine, and ends with the process that started
it, however that ends.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from bot.domain.ids import new_id

START_S = 20.0
MEMORY = Path("/dev/shm")
# Told one line it gets the signal and stays where it is; at the end of what it reads it is thrown away too, unless it
# was ended in good order (-INT).
WATCHED = (
    'dir=$1 end=$2; shift 2; "$@" </dev/null >"$dir/log" 2>&1 &'
    ' read _; told=$?; kill "$end" $!; wait; [ $told = 0 ] || [ "$end" = -INT ] || rm -rf "$dir"'
)
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
    "max_connections=200",
    "deadlock_timeout=50ms",
    "autovacuum=off",  # no database lives long enough to need it
)


class NoServer(Exception):
    """There is neither a server to be used nor one to be started; says what would help."""


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL that Debian, or PATH, has."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    return (found or [Path(on_path)] if on_path else found)[-1].parent if found or on_path else None


def unprivileged(folder: Path) -> dict[str, Any]:
    """For Popen: somebody who is not root and owns `folder`; neither PostgreSQL nor PgBouncer runs as root."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "nobody", "nogroup")
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


class Server:
    """Makes databases and throws them away. `url` names one that is always there."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.process: subprocess.Popen[bytes] | None = None
        self.programs: Path | None = None
        self.folder: Path | None = None
        self.kept: Path | None = None
        self.settings: Sequence[str] = QUICK

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
        memory = MEMORY if MEMORY.is_dir() and not on_disk else None
        folder = kept or Path(tempfile.mkdtemp(prefix="chuishao-", dir=memory))
        user = unprivileged(folder)
        make = [at / "initdb", "-D", folder / "data", "-U", "chuishao", "-A", "trust", "-E", "UTF8"]
        make += ["--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        if not (folder / "data").exists():
            subprocess.run(make, cwd="/", check=True, stdout=subprocess.DEVNULL, **user)
        server = cls(f"postgresql://chuishao@/postgres?host={folder}")
        server.programs, server.folder, server.kept, server.settings = at, folder, kept, settings
        server.serve()
        return server

    def serve(self) -> None:
        """Start (again) what was made in the folder."""
        assert self.folder
        assert self.programs
        options = [word for setting in self.settings for word in ("-c", setting)]
        command = [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, "-h", "", *options]
        end = "-INT" if self.kept else "-QUIT"
        watched = ["sh", "-c", WATCHED, "sh", self.folder, end, *command]
        self.process = subprocess.Popen(watched, cwd="/", stdin=subprocess.PIPE, **unprivileged(self.folder))
        until = time.monotonic() + START_S
        while not asyncio.run(self.answers()):
            if time.monotonic() > until or self.process.poll() is not None:
                raise NoServer(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-500:]}")
            time.sleep(0.02)

    async def answers(self) -> bool:
        """Whether one can connect."""
        try:
            await (await asyncpg.connect(self.url)).close()
        except (OSError, asyncpg.PostgresError):
            return False
        return True

    def kill(self) -> None:
        """As `pg_ctl stop -m immediate`: nothing comes to its end."""
        assert self.process
        self.process.communicate(b"\n")

    def stop(self) -> None:
        """Throw our own server away; somebody else's stays, and so does what is kept."""
        if self.process and self.process.poll() is None:
            self.process.communicate()
        if self.folder and not self.kept:
            shutil.rmtree(self.folder, ignore_errors=True)

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
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()
