"""A store with rows in every table, drawn at random: whatever the schema lets in."""

import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Float, Integer, LargeBinary, Table

from bot.domain.audit import Entry
from bot.storage import audit
from bot.storage.drive import drive
from bot.storage.schema import metadata
from bot.storage.transaction import SqliteTx
from bot.storage.vault import LOCKED

TRIES = 60
WORDS = ("", "楼道灯坏了", "it's", "? $1 \\N \t\n", "👵🏽", "a\x01b", '"', "Ω" * 300, "é", "é", "NULL", "0", " ")
NUMBERS = (0, 1, 2, 7, -3, 1_773_000_000_000, 2**62, -(2**63), 2**63 - 1)


def fill(path: Path, seed: int, least: int = 3) -> None:
    """Put rows into every table of the migrated file; at least `least` in most. What is refused is skipped."""
    dice = random.Random(seed)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        for table in metadata.sorted_tables:
            if table.name not in {"audit", "audit_head"}:
                _fill_table(connection, table, dice, least)
        for at in range(least):
            drive(audit.append(SqliteTx(connection, LOCKED), Entry(f"p{at}", "看了", "t", "“真的”"), at))
        # Given out and taken back: the next number is greater than any that is there.
        connection.execute("UPDATE sqlite_sequence SET seq = 9223372036854775 WHERE name = 'outbox'")
        connection.execute("UPDATE member SET seen_at = 0")
        connection.execute("COMMIT")


def _fill_table(connection: sqlite3.Connection, table: Table, dice: random.Random, least: int) -> None:
    for _ in range(TRIES):
        row = {column.name: _value(connection, column, table, dice) for column in table.columns}
        names = ", ".join(f'"{name}"' for name in row)
        places = ", ".join("?" * len(row))
        connection.execute(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({places}) ON CONFLICT DO NOTHING'
            if not _checked(table)
            else f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({places})',
            tuple(row.values()),
        )
        (there,) = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
        if there >= least:
            return


def _checked(table: Table) -> bool:
    return any(isinstance(one, CheckConstraint) for one in table.constraints)


def _value(connection: sqlite3.Connection, column: Column[Any], table: Table, dice: random.Random) -> Any:
    if column.nullable and dice.random() < 0.4:
        return None
    for key in column.foreign_keys:
        other = key.column
        found = connection.execute(
            f'SELECT "{other.name}" FROM "{other.table.name}" ORDER BY random() LIMIT 1'
        ).fetchone()
        return found[0] if found else None
    if isinstance(column.type, LargeBinary):
        return dice.randbytes(dice.choice((0, 1, 4000)))
    if isinstance(column.type, Float):
        return dice.choice((37.87, -0.1, 1e300, 5.0, 0.1 + 0.2))
    if isinstance(column.type, BigInteger | Integer):
        if column.primary_key and column.autoincrement is True:
            return None
        return dice.choice(NUMBERS)
    states = _states(table, column.name)
    return dice.choice(states) if states else dice.choice(WORDS) + str(dice.randrange(1000))


def _states(table: Table, name: str) -> list[str]:
    for one in table.constraints:
        if isinstance(one, CheckConstraint) and str(one.sqltext).startswith(f"{name} IN"):
            return re.findall(r"'(\w+)'", str(one.sqltext))
    return []
