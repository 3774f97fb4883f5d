"""Where a chaos run keeps its store, and what can go wrong there: a file, or a server behind a wire that can be cut."""

import asyncio
import contextlib
import random
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import asyncpg

from bot.storage import migrate, migrate_postgres
from bot.storage.database import Database
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from tests.engines.keys import VAULT
from tests.engines.server import KEEPING, Server, binaries

Row: TypeAlias = dict[str, Any]
Trouble: TypeAlias = Callable[[random.Random], Awaitable[None]]

# Every message that a commit owes is written down beside it, in the same transaction: the outbox erases what was sent.
OWED = """
CREATE TABLE owed (
  id BIGINT PRIMARY KEY, chat TEXT, kind TEXT, card TEXT, body TEXT, person_id TEXT, urgency BIGINT
);
"""
ON_FILE = """
CREATE TRIGGER owed_too AFTER INSERT ON outbox BEGIN
  INSERT INTO owed VALUES (new.id, new.chat, new.kind, new.card, new.body, new.person_id, new.urgency);
END;
"""
ON_SERVER = """
CREATE FUNCTION owed_too() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO owed VALUES (new.id, new.chat, new.kind, new.card, new.body, new.person_id, new.urgency);
  RETURN new;
END $$;
CREATE TRIGGER owed_too AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION owed_too();
"""


class Store(Protocol):
    """The store of a run. `url` is what the bot is told; `troubles` is what can happen to it."""

    url: str
    troubles: tuple[Trouble, ...]

    async def make(self, settle: Callable[[Database], Awaitable[None]]) -> None:
        """The tables, what `settle` puts into them, and the ledger of what is owed."""
        ...

    async def rows(self, sql: str) -> list[Row]:
        """What it holds, read past the bot."""
        ...

    def size(self) -> int:
        """Bytes on the disk."""
        ...

    async def close(self) -> None:
        """Nothing is left of it but files in its folder."""
        ...


class OnFile:
    """SQLite."""

    troubles: tuple[Trouble, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:{path}"

    async def make(self, settle: Callable[[Database], Awaitable[None]]) -> None:
        migrate.upgrade(self.path)
        db = await SqliteDatabase.open(self.path, VAULT)
        try:
            await settle(db)
        finally:
            await db.close()
        with closing(sqlite3.connect(self.path)) as connection:
            connection.executescript(OWED + ON_FILE)

    async def rows(self, sql: str) -> list[Row]:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql)]

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.path.parent.glob(self.path.name + "*"))

    async def close(self) -> None:
        return


@dataclass(slots=True)
class Wire:
    """Between the bot and its server: carries bytes, until it stalls, hangs up or refuses whoever calls."""

    to: Path
    refuses: bool = False
    port: int = 0
    _flows: asyncio.Event = field(default_factory=asyncio.Event)
    _ends: set[asyncio.WriteTransport] = field(default_factory=set)
    _listening: asyncio.Server | None = None

    async def lay(self) -> None:
        """Listen; `port` says where."""
        self._flows.set()
        self._listening = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def take_away(self) -> None:
        if self._listening:
            self._listening.close()
        self.hang_up()

    def hang_up(self) -> None:
        """Every connection is reset, whatever is on it."""
        for end in tuple(self._ends):
            end.abort()

    async def stall(self, seconds: float) -> None:
        """Nothing passes, nobody is told."""
        self._flows.clear()
        await asyncio.sleep(seconds)
        self._flows.set()

    async def cut(self, seconds: float) -> None:
        """Reset, and refuse for a while."""
        self.refuses = True
        self.hang_up()
        await asyncio.sleep(seconds)
        self.refuses = False

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self.refuses:
                raise ConnectionRefusedError
            inner, outer = await asyncio.open_unix_connection(str(self.to))
        except OSError:
            writer.transport.abort()
            return
        ends = (writer.transport, outer.transport)
        self._ends.update(ends)
        try:
            await asyncio.gather(self._carry(reader, outer), self._carry(inner, writer))
        finally:
            self._ends.difference_update(ends)
            for end in ends:
                end.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Until one side hangs up; then the other one is hung up too."""
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        writer.transport.abort()


class OnServer:
    """PostgreSQL, a server of our own that keeps what it acknowledged, behind a wire."""

    def __init__(self, server: Server, name: str, wire: Wire) -> None:
        self._server, self._name, self._wire = server, name, wire
        self._direct = server.url_of(name)
        self.url = f"postgresql://chuishao@127.0.0.1:{wire.port}/{name}"
        self.troubles = (self._kill_server, self._stall, self._cut, self._hang_up)

    @classmethod
    async def start(cls) -> "OnServer":
        """Raises AssertionError where there is no PostgreSQL to be started."""
        at = binaries()
        assert at, "no PostgreSQL that could be killed: apt-get install postgresql"
        server = await asyncio.to_thread(Server.start, at, KEEPING)
        assert server.folder
        wire = Wire(server.folder / ".s.PGSQL.5432")
        await wire.lay()
        return cls(server, await server.create(), wire)

    async def make(self, settle: Callable[[Database], Awaitable[None]]) -> None:
        await migrate_postgres.upgrade(self._direct)
        db = await PostgresDatabase.open(self._direct, vault=VAULT)
        try:
            await settle(db)
        finally:
            await db.close()
        connection = await asyncpg.connect(self._direct)
        await connection.execute(OWED + ON_SERVER)
        await connection.close()

    async def rows(self, sql: str) -> list[Row]:
        connection = await asyncpg.connect(self._direct)
        try:
            return [dict(record) for record in await connection.fetch(sql)]
        finally:
            await connection.close()

    def size(self) -> int:
        assert self._server.folder
        return sum(path.stat().st_size for path in (self._server.folder / "data").rglob("*") if path.is_file())

    async def close(self) -> None:
        await self._wire.take_away()
        await asyncio.to_thread(self._server.stop)

    async def _kill_server(self, dice: random.Random) -> None:
        await asyncio.to_thread(self._server.kill)
        await asyncio.sleep(dice.uniform(0, 2))
        await asyncio.to_thread(self._server.serve)

    async def _stall(self, dice: random.Random) -> None:
        await self._wire.stall(dice.uniform(0.5, 4))

    async def _cut(self, dice: random.Random) -> None:
        await self._wire.cut(dice.uniform(0.1, 2))

    async def _hang_up(self, _: random.Random) -> None:
        self._wire.hang_up()


async def make_store(engine: str, folder: Path) -> Store:
    """`engine` is sqlite or postgres."""
    return OnFile(folder / "chaos.db") if engine == "sqlite" else await OnServer.start()
