"""Running Alembic on SQLite inside one explicit transaction. Only loaded when there is something to migrate.

Python's sqlite3 opens transactions for INSERT, UPDATE and DELETE only, so that by itself a migration which fails
half-way leaves its first tables behind. With an explicit BEGIN its DDL is rolled back like everything else
(https://docs.sqlalchemy.org/en/21/dialects/sqlite.html, "Transactions with SQLite and the sqlite3 driver").
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import OperationalError

from bot.domain.errors import CannotStart
from bot.storage.troubles import may_pass, not_opened


def run_missing(database: Path, scripts: Path) -> None:
    """Bring `database` to the newest of `scripts`.

    Raises CannotStart where rows would refer to nothing, StoreNotReady where the file cannot be written now.
    """
    try:
        with begin(database) as connection:
            command.upgrade(alembic_config(connection, scripts), "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise CannotStart(f"the migration leaves rows that refer to nothing: {broken[:3]}")
    except OperationalError as error:
        if isinstance(error.orig, sqlite3.Error) and may_pass(error.orig):
            raise not_opened(f"cannot change the tables of {database}", error.orig) from error
        raise


@contextmanager
def begin(database: Path) -> Iterator[Connection]:
    """A connection inside BEGIN IMMEDIATE: committed at the end, rolled back by any error.

    Foreign keys are not enforced meanwhile: SQLite changes a table by copying it and dropping the original.
    """
    engine = create_engine(URL.create("sqlite", database=str(database)))
    event.listen(engine, "begin", _begin_immediate)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def alembic_config(connection: Connection, scripts: Path) -> Config:
    """Alembic's settings without a file: the scripts, and the connection whose transaction it joins."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
