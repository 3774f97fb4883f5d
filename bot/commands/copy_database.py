"""`python -m bot copy-database`: all of one store into another one that is empty."""

import asyncio
import time
from contextlib import AsyncExitStack
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import Progress

from bot.config import database_password
from bot.config.references import secrets_in
from bot.config.sections import Database
from bot.domain.clock import SystemClock, to_millis
from bot.domain.errors import BadConfiguration, CannotStart
from bot.storage import migrate
from bot.storage.moving.copy import Moved, copy
from bot.storage.moving.side import Side


def copy_database(
    source: Annotated[str, typer.Argument(metavar="FROM", help="As database.url: sqlite:FILE or postgresql://…")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The same; empty, or an unfinished copy of FROM.")],
) -> None:
    """The command `copy-database`."""
    asyncio.run(copy_store(source, target))


async def copy_store(source: str, target: str) -> None:
    """Copy, compare and say what came; exits with 1 where the audit log that was copied is not as it was written.

    `source` and `target` are written as `database.url`. Raises a kind of `CannotStart` for whatever is in the way.
    """
    console, began = Console(), time.monotonic()
    one, other = _database(source, "FROM"), _database(target, "TO")
    if one.is_embedded and other.is_embedded and one.path.resolve() == other.path.resolve():
        raise CannotStart("both are the same store")
    async with AsyncExitStack() as held:
        read = await _source(one)
        held.push_async_callback(read.close)
        written = await _target(other)
        held.push_async_callback(written.close)
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("")

            def told(what: str, done: int, total: int) -> None:
                progress.update(task, description=what, completed=done, total=total)

            moved = await copy(read, written, to_millis(SystemClock().now()), told)
    console.print(_said(moved, time.monotonic() - began), soft_wrap=True)
    if moved.audit:
        console.print(f"the audit log is not as it was written, here as there: {moved.audit}", soft_wrap=True)
        raise typer.Exit(1)


def _database(url: str, which: str) -> Database:
    """Raises BadConfiguration, without the value: it may bear a password, and others see what is typed."""
    if any(secrets_in({"url": url})):
        raise BadConfiguration(f"{which} bears a password: that is CHUISHAO_DATABASE_PASSWORD, or in PGPASSFILE")
    try:
        return Database(url=url, connections=1, prepared_statements=False)
    except ValidationError as error:
        raise BadConfiguration(f"{which} {error.errors()[0]['msg'].removeprefix('Value error, ')}") from None


async def _source(database: Database) -> Side:
    """Raises CannotStart where nothing is there, or it is of another revision: to migrate it is not ours to decide."""
    if database.is_embedded:
        from bot.storage.moving.sqlite_side import SqliteSide  # noqa: PLC0415 - each engine only where it is meant

        _refuse_other_revision(migrate.current(database.path), database.name)
        return SqliteSide.source(database.path)
    from bot.storage import migrate_postgres  # noqa: PLC0415 - as above
    from bot.storage.moving.postgres_side import PostgresSide  # noqa: PLC0415 - as above

    _refuse_other_revision(await migrate_postgres.current(database.url, database_password()), database.name)
    return await PostgresSide.source(database.url, database_password())


async def _target(database: Database) -> Side:
    if database.is_embedded:
        from bot.storage.moving.sqlite_side import SqliteSide  # noqa: PLC0415 - as above

        return SqliteSide.target(database.path)
    from bot.storage.moving.postgres_side import PostgresSide  # noqa: PLC0415 - as above

    return await PostgresSide.target(database.url, database_password())


def _refuse_other_revision(at: str | None, name: str) -> None:
    if at is None:
        raise CannotStart(f"there is no store of ours at {name}")
    if at != migrate.head():
        raise CannotStart(f"{name} is at revision {at}, this program at {migrate.head()}: bring them together first")


def _said(moved: Moved, seconds: float) -> str:
    rows = sum(tally.rows for tally in moved.tables.values())
    went_on = f", {moved.found} of them by an earlier run" if moved.found else ""
    return f"{len(moved.tables)} tables, {rows} rows{went_on}, equal on both sides; {seconds:.1f} s"
