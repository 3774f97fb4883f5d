"""Bringing a schema on PostgreSQL to the newest revision of the tables; `bot/storage/migrate.py` says how and why."""

from pathlib import Path

import asyncpg

from bot.domain.errors import CannotStart
from bot.storage.migrate import SCRIPTS, head
from bot.storage.postgres_session import refuse_other_path
from bot.storage.postgres_troubles import not_opened

CONNECT_S = 10.0


async def current(url: str, password: str | None = None) -> str | None:
    """The revision that the schema at `url` is at; None where it is empty, or not ours.

    Raises StoreNotReady where the server does not answer now, CannotStart where it does not let us in, or into another
    schema than `url` says.
    """
    try:
        connection = await asyncpg.connect(url, password=password, timeout=CONNECT_S, statement_cache_size=0)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        raise not_opened(error) from error
    try:
        await refuse_other_path(connection, url)
        revision = await connection.fetchval("SELECT version_num FROM alembic_version")
    except asyncpg.UndefinedTableError:
        return None
    finally:
        await connection.close()
    return str(revision) if revision else None


async def upgrade(url: str, password: str | None = None, scripts: Path = SCRIPTS) -> None:
    """Make or bring the schema at `url` to `head()`: every missing revision, or none of them.

    Raises CannotStart where a newer program made it, or the server does not let us in.
    """
    at = await current(url, password)
    if at == head(scripts):
        return
    if at is not None and at > head(scripts):
        raise CannotStart(f"the database is at revision {at}, made by a newer program than this ({head(scripts)})")
    from bot.storage.migrations.on_postgres import run_missing  # noqa: PLC0415 - loads Alembic

    await run_missing(url, password, scripts)
