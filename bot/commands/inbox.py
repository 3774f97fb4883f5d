"""`python -m bot inbox`: what was set aside, and what to do with it."""

from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from bot.app import open_database
from bot.config import load_settings
from bot.domain.clock import from_millis
from bot.services.turn import clock_face
from bot.storage import inbox, outbox
from bot.storage.database import Database, Row


async def show(config: Path | None, *, retry: int | None, drop: int | None) -> None:
    """List quarantine and parked messages; `retry` or `drop` one update first. Exits with 1 where there is none such.

    Raises `AlreadyRunning` while the bot runs: the store has one writer.
    """
    db = await open_database(load_settings(config))
    try:
        for act, seq in ((inbox.retry, retry), (inbox.drop, drop)):
            if seq is not None and not await db.write(act, seq):
                typer.echo(f"no quarantined update {seq}", err=True)
                raise typer.Exit(1)
        await _print(db)
    finally:
        await db.close()


async def _print(db: Database) -> None:
    console = Console()
    console.print(
        _table("Quarantined updates", ("seq", "channel", "update_id", "error"), await db.read(inbox.poisoned))
    )
    console.print(_table("Messages refused", ("id", "channel", "kind", "error"), await db.read(outbox.parked)))


def _table(title: str, columns: tuple[str, ...], rows: list[Row]) -> Table:
    table = Table(*columns, "when", title=f"{title}: {len(rows)}")
    for row in rows:
        at = row["done_at"]
        table.add_row(*(str(row[column]) for column in columns), clock_face(from_millis(at)) if at else "")
    return table
