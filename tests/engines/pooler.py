"""PgBouncer before the server of the tests, in transaction mode, and so that nothing of a session is left to lean on.

Each transaction gets the connection that has waited longest, emptied by DISCARD ALL.
"""

import os
import shutil
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, urlsplit

import asyncpg

from tests.engines.server import Server
from tests.engines.watched import Command, Watched, new_folder

PORT = 6432  # part of the socket's name; nobody listens on it
# `any`: whoever comes is let in, and all of them are the user of the server's address.
SETTINGS = """
[databases]
* = {server}
chuishao = {server} dbname=postgres
[pgbouncer]
listen_addr =
listen_port = {port}
unix_socket_dir = {folder}
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
server_reset_query_always = 1
server_round_robin = 1
server_login_retry = 1
"""


class NoPooler(Exception):
    """There is no PgBouncer, or it does not start; says what would help."""


def program() -> Path | None:
    """PgBouncer, where Debian or PATH has it."""
    found = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    return Path(found) if found else None


class Pooler(Watched):
    """PgBouncer before `server`, from the program `at`."""

    NAME, SIGNAL, REFUSAL = "PgBouncer", "-KILL", NoPooler
    folder: Path

    def __init__(self, server: Server, folder: Path, at: Path, password: str | None = None) -> None:
        super().__init__(folder)
        self.server, self.at, self.password = server, at, password

    @classmethod
    def start(cls, server: Server, more: str = "", settings: str = SETTINGS, password: str | None = None) -> Self:
        """A new one before `server`; `more`: further `settings`, of which the last counts. Raises NoPooler.

        `password`: of the user chuishao, where the settings have everybody asked for one.
        """
        at = program()
        if at is None:
            raise NoPooler("no PgBouncer: `apt-get install pgbouncer`")
        folder = new_folder()
        pooler = cls(server, folder, at, password)
        written = (settings + more).format(server=connection_string(server.url), port=PORT, folder=folder)
        (folder / "pgbouncer.ini").write_text(written, "utf-8")
        (folder / "userlist.txt").write_text(f'"chuishao" "{password}"\n', "utf-8")
        pooler.serve()
        return pooler

    def command(self) -> Command:
        return (self.at, self.folder / "pgbouncer.ini")

    async def connect(self) -> "asyncpg.Connection[asyncpg.Record]":
        """To the server, through it."""
        return await asyncpg.connect(self.url_of("chuishao"), password=self.password)

    def url_of(self, name: str) -> str:
        """The address of a database, through it."""
        return f"postgresql://chuishao@/{name}?host={self.folder}&port={PORT}"


def connection_string(url: str) -> str:
    """Where `url` says that the server is, and who we are there, as PgBouncer writes it."""
    parts = urlsplit(url)
    at = {"host": parts.hostname, "port": parts.port, "user": parts.username, "password": parts.password}
    at |= {key: values[0] for key, values in parse_qs(parts.query).items() if key in ("host", "port")}
    return " ".join(f"{key}={value}" for key, value in at.items() if value)
