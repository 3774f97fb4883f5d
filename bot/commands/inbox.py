"""`python -m bot inbox`: what was set aside, and what to do with it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.app import look_into, open_database
from bot.commands.options import ConfigPath
from bot.config import Settings, load_settings
from bot.domain.clock import from_millis
from bot.storage import inbox, outbox
from bot.storage.database import Row, Tx
from bot.texts.words import clock_face


def set_aside(
    config: ConfigPath = None,
    retry: Annotated[int | None, typer.Option(help="Handle this quarantined update once more.")] = None,
    drop: Annotated[int | None, typer.Option(help="Give this quarantined update up.")] = None,
) -> None:
    """The command `inbox`."""
    asyncio.run(show(config, retry=retry, drop=drop))


async def show(config: Path | None, *, retry: int | None, drop: int | None) -> None:
    """List quarantine and parked messages, also while the bot runs; `retry` or `drop` one update first.

    Exits with 1 where there is no such update. Raises `AlreadyRunning` for a change while the bot runs on a file, which
    has one writer.
    """
    settings = load_settings(config)
    if retry is not None or drop is not None:
        await _change(settings, ((inbox.retry, retry), (inbox.drop, drop)))
    console = Console()
    poisoned = await look_into(settings, inbox.poisoned)
    console.print(_table("Quarantined updates", ("seq", "channel", "update_id", "error"), poisoned))
    refused = await look_into(settings, outbox.parked)
    console.print(_table("Messages refused", ("id", "channel", "kind", "error"), refused))


async def _change(settings: Settings, acts: Iterable[tuple[Callable[[Tx, int], Awaitable[bool]], int | None]]) -> None:
    db = await open_database(settings)
    try:
        for act, seq in acts:
            if seq is not None and not await db.write(act, seq):
                typer.echo(f"no quarantined update {seq}", err=True)
                raise typer.Exit(1)
    finally:
        await db.close()


def _table(title: str, columns: tuple[str, ...], rows: list[Row]) -> Table:
    table = Table(*columns, "when", title=f"{title}: {len(rows)}")
    for row in rows:
        at = row["done_at"]
        table.add_row(*(str(row[column]) for column in columns), clock_face(from_millis(at)) if at else "")
    return table
