"""What a unit of work sees of PostgreSQL: its transaction on one connection."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import asyncpg

from bot.storage.database import Params, Row
from bot.storage.placeholders import numbered
from bot.storage.transaction import refuse_control
from bot.storage.vault import Vault

Connection: TypeAlias = "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"


class PostgresTx:
    """`Tx` on an asyncpg connection inside a transaction. Each call is one round trip to the server."""

    skip_locked = " FOR UPDATE SKIP LOCKED"

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self.vault = vault

    async def execute(self, sql: str, params: Params = ()) -> int:
        """Run one statement; the number of rows it changed."""
        refuse_control(sql)
        return _changed(await self._connection.execute(numbered(sql), *params))

    async def execute_many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run one statement for each row of parameters, all sent at once."""
        refuse_control(sql)
        if given := list(rows):
            await self._connection.executemany(numbered(sql), given)

    async def fetch(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows, as dicts."""
        refuse_control(sql)
        return [dict(record) for record in await self._connection.fetch(numbered(sql), *params)]

    async def fetch_one(self, sql: str, params: Params = ()) -> Row | None:
        """The first row as a dict, or None."""
        refuse_control(sql)
        record: Any = await self._connection.fetchrow(numbered(sql), *params)
        return dict(record) if record is not None else None


def _changed(tag: str) -> int:
    """«UPDATE 3», «INSERT 0 1» end in how many rows; «SELECT 3» changed none, «CREATE TABLE» has no number."""
    word, _, rest = tag.partition(" ")
    last = rest.rpartition(" ")[2]
    return int(last) if last.isdigit() and word != "SELECT" else 0
