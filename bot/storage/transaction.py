"""What a unit of work sees of SQLite: its transaction, on the thread where it is driven."""

import re
import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from bot.domain.errors import StorageBusy
from bot.storage.database import Params, Row
from bot.storage.vault import Vault

_CONTROL = re.compile(
    r"\s*(BEGIN|START|COMMIT|END|ABORT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|ATTACH|DETACH|VACUUM|SET|RESET|DISCARD)\b",
    re.IGNORECASE,
)


class SqliteTx:
    """`Tx` on a sqlite3 connection. Nothing here ever suspends; rows are dicts.

    dict(zip(names, row)) costs 1–2 µs a row more than `sqlite3.Row`, which is no Mapping: `in` and `for` look at
    its values.
    """

    skip_locked = ""  # there is one writer

    def __init__(self, connection: sqlite3.Connection, vault: Vault) -> None:
        self._connection = connection
        self.vault = vault

    async def execute(self, sql: str, params: Params = ()) -> int:
        """Run one statement; the number of rows it changed."""
        connection = self._ready(sql)
        before = connection.total_changes
        changed = connection.execute(sql, params).rowcount
        return changed if changed >= 0 else connection.total_changes - before  # -1: `WITH … UPDATE`, DDL

    async def execute_many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run one statement for each row of parameters."""
        self._ready(sql).executemany(sql, rows)

    async def fetch(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows, as dicts."""
        cursor = self._ready(sql).execute(sql, params)
        names = _names(cursor)
        return [dict(zip(names, row, strict=True)) for row in cursor]

    async def fetch_one(self, sql: str, params: Params = ()) -> Row | None:
        """The first row as a dict, or None."""
        cursor = self._ready(sql).execute(sql, params)
        row = cursor.fetchone()
        found = dict(zip(_names(cursor), row, strict=True)) if row is not None else None
        cursor.close()  # an unread rest would keep the statement open under COMMIT
        return found

    def _ready(self, sql: str) -> sqlite3.Connection:
        """The connection, unless `sql` would end the transaction or SQLite already has.

        After a full disk SQLite rolls back the whole transaction; a unit that caught the error and went on would
        write outside any.
        """
        refuse_control(sql)
        if not self._connection.in_transaction:
            raise StorageBusy("SQLite has given up this transaction")
        return self._connection


def _names(cursor: sqlite3.Cursor) -> list[str]:
    return [column[0] for column in cursor.description or ()]


@lru_cache(maxsize=1024)
def refuse_control(sql: str) -> None:
    """Raise ValueError where `sql` would end the transaction, or change the connection for whoever comes next."""
    if _CONTROL.match(sql):
        raise ValueError(f"a unit of work does not control its transaction or its connection: {sql!r}")
