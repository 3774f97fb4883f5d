"""Opening the store that the settings name, on either engine."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, TypeVar

from bot.config import Settings, database_password, field_keys
from bot.domain.clock import SystemClock, to_millis
from bot.services.resealing import make_ready
from bot.storage import leases, meta, migrate, sealing
from bot.storage.database import Database, Tx
from bot.storage.sqlite import SqliteDatabase, peek
from bot.storage.vault import LOCKED, Vault

P = ParamSpec("P")
T = TypeVar("T")


async def open_database(settings: Settings, keys: str | None = None) -> Database:
    """The store of `settings`, at the newest revision, with nothing personal in it that is not sealed.

    `keys`: as CHUISHAO_FIELD_KEYS, from where they are taken if None. Raises `AlreadyRunning` where another process
    holds a file, `BadConfiguration` where there are no keys, `WrongKey` where they are not those of this store,
    `CannotStart` where the store is an unfinished copy.
    """
    vault = Vault.of(field_keys() if keys is None else keys)
    await upgrade(settings)
    own = settings.database
    db = await (SqliteDatabase.open(own.path, vault) if own.is_embedded else _connect(settings, vault, own.connections))
    try:
        await db.read(meta.refuse_unfinished)
        if own.is_embedded or not await db.read(leases.are_held, to_millis(SystemClock().now())):
            await make_ready(db)
        else:
            await db.read(sealing.check)
    except BaseException:
        await db.close()
        raise
    return db


async def upgrade(settings: Settings) -> None:
    """Make the store of `settings`, or bring it to the newest revision. Raises as `open_database`."""
    own = settings.database
    if own.is_embedded:
        own.path.parent.mkdir(parents=True, exist_ok=True)
        return await asyncio.to_thread(migrate.upgrade, own.path)
    from bot.storage import migrate_postgres  # noqa: PLC0415 - whoever has a file waits for no driver

    return await migrate_postgres.upgrade(own.url, database_password())


async def revision_of(settings: Settings) -> str | None:
    """The revision of the store; None where there is none. Raises `CannotStart` where it cannot be read."""
    if settings.database.is_embedded:
        return migrate.current(settings.database.path)
    from bot.storage import migrate_postgres  # noqa: PLC0415 - as above

    return await migrate_postgres.current(settings.database.url, database_password())


async def _connect(settings: Settings, vault: Vault, connections: int) -> Database:
    from bot.storage.postgres import PostgresDatabase  # noqa: PLC0415 - as above

    url, prepared = settings.database.url, settings.database.prepared_statements
    return await PostgresDatabase.open(url, database_password(), vault, connections=connections, prepared=prepared)


async def look_into(
    settings: Settings, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run a unit that only reads, also while a bot runs. Raises `CannotStart` where there is no store to be read.

    Without keys it reads whatever is not sealed.
    """
    own, keys = settings.database, field_keys()
    vault = Vault.of(keys) if keys else LOCKED
    if own.is_embedded:
        return await peek(own.path, vault, unit, *args, **kwargs)
    db = await _connect(settings, vault, connections=1)
    try:
        return await db.read(unit, *args, **kwargs)
    finally:
        await db.close()
