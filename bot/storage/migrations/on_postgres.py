"""Running Alembic on PostgreSQL, in one transaction. Only loaded when there is something to migrate."""

from pathlib import Path

import asyncpg
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.domain.errors import CannotStart
from bot.storage.migrations.run import alembic_config

# Any number that nothing else on the server locks: two programs that start together migrate one after the other.
LOCK = 0x63_68_75_69  # «chui»


async def run_missing(url: str, password: str | None, scripts: Path) -> None:
    """Bring the schema to the newest of `scripts`: every missing revision, or none. Whoever comes second finds it done.

    Raises CannotStart where the database does not sort and store text as SQLite does.
    """

    async def connect() -> "asyncpg.Connection[asyncpg.Record]":
        return await asyncpg.connect(url, password=password)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, scripts)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, scripts: Path) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    _refuse_other_order(connection)
    _make_schema(connection)
    command.upgrade(alembic_config(connection, scripts), "head")


def _refuse_other_order(connection: Connection) -> None:
    """Text in the order of its code points, as SQLite has it: pages then begin where the last one ended."""
    encoding, by_code_point = connection.exec_driver_sql(
        "SELECT pg_encoding_to_char(encoding), 'a'::text > 'B'::text FROM pg_database"
        " WHERE datname = current_database()"
    ).one()
    if encoding != "UTF8" or not by_code_point:
        order = "of code points" if by_code_point else "of a language"
        raise CannotStart(
            f"the database has the encoding {encoding} and the order {order}, chuishao needs UTF8 "
            "in that of code points: `createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 NAME`"
        )


def _make_schema(connection: Connection) -> None:
    """The first name of the search path, where the URL gave one that is not there yet."""
    there, path = connection.exec_driver_sql("SELECT current_schema(), current_setting('search_path')").one()
    if there is None:
        first = path.split(",")[0].strip().strip('"').replace('"', '""')
        connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{first}"')
