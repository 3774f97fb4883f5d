"""Where a test keeps its store: a file, or a database on the server; each its own copy of the town."""

import contextlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest

from bot.config import Settings
from bot.storage import postgres_together as together
from bot.storage.database import Database
from bot.storage.postgres_transaction import Connection, PostgresTx
from bot.storage.vault import Vault
from tests.engines.server import Server

# For a test of what only SQLite has.
SQLITE_ALONE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


async def undone_at_first(connection: Connection, work: Any, vault: Vault, *, really: Any = together.attempt) -> Any:
    """Each write runs to its end, is taken back, and runs again: as when others came between."""
    if await connection.fetchval("SHOW transaction_read_only") == "on":
        return await really(connection, work, vault)
    await connection.execute("SAVEPOINT rehearsal")
    with contextlib.suppress(Exception):  # the second time it is raised
        await work(PostgresTx(connection, vault))
    await connection.execute("ROLLBACK TO rehearsal; RELEASE rehearsal")
    return await really(connection, work, vault)


@dataclass(slots=True)
class Engine:
    """`template`: what is copied, a file or a database's name. `server` is None for files."""

    folder: Path
    template: str
    server: Server | None = None
    made: list[str] = field(default_factory=list)

    @classmethod
    def in_place(cls, request: pytest.FixtureRequest, kind: str, folder: Path, file: str, name: str) -> Self:
        """A copy of what a fixture has made: `file`'s path on SQLite, `name`'s database on PostgreSQL.

        There every unit runs twice, to prove that it may.
        """
        request.getfixturevalue("monkeypatch").setattr(together, "attempt", undone_at_first)
        if kind == "sqlite":
            return cls(folder, str(request.getfixturevalue(file)))
        return cls(folder, request.getfixturevalue(name), request.getfixturevalue("server"))

    async def lodge(self, settings: Settings) -> Settings:
        """`settings` with a new copy of the template to live in."""
        if self.server is None:
            path = self.folder / f"store{len(self.made)}.db"
            shutil.copy(self.template, path)
            self.made.append(str(path))
            url = f"sqlite:{path}"
        else:
            self.made.append(await self.server.create(self.template))
            url = self.server.url_of(self.made[-1])
        database = settings.database.model_copy(update={"url": url, "connections": 5})
        return settings.model_copy(update={"database": database})

    async def open(self, settings: Settings) -> Database:
        """A store that is a copy of the template."""
        from bot.app import open_database  # noqa: PLC0415 - most tests need no program

        return await open_database(await self.lodge(settings))

    async def leave(self) -> None:
        """Throw away what was made on the server."""
        for name in self.made if self.server else ():
            assert self.server
            await self.server.drop(name)
