"""`python -m bot keys`: the keys of what is kept sealed."""

import asyncio
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.app import look_into, open_database
from bot.commands.options import ConfigPath
from bot.config import Settings, load_settings
from bot.domain.clock import SystemClock, to_millis
from bot.domain.errors import AlreadyRunning
from bot.services.resealing import reseal, retire
from bot.storage import leases, sealing
from bot.storage.database import Database, Tx
from bot.storage.vault import VARIABLE, new_key

BY_ITSELF = (
    "the bot is running. Start it again with the new key in front and the old one behind it: then it seals everything"
    " anew by itself while it works, and `python -m bot keys status` says how far it is"
)


def rotate_keys(config: ConfigPath = None) -> None:
    """The command `keys rotate`."""
    asyncio.run(rotate(config))


def key_status(config: ConfigPath = None) -> None:
    """The command `keys status`."""
    asyncio.run(status(config))


def new() -> None:
    """Print a fresh key; nothing is kept of it."""
    typer.echo(new_key())
    typer.echo(f"put it in front of what {VARIABLE} holds; keep it as well where the store's copies are not", err=True)


async def rotate(config: Path | None) -> None:
    """Seal everything with the first key, with progress.

    Raises `AlreadyRunning` where a bot runs, which does so itself. Exits with 1 where a value does not open.
    """
    settings = load_settings(config)
    db = await _alone(settings)
    try:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("sealing", total=await db.read(_to_do))
            changed = await reseal(db, told=lambda done: progress.advance(task, done))
        retired = await retire(db)
        left = await db.read(_to_do)
    finally:
        await db.close()
    typer.echo(f"{settings.database.name}: {changed} values sealed anew")
    if retired:
        typer.echo(f"no longer needed for this store, only for older copies of it: {', '.join(retired)}")
    if left:
        typer.echo(f"{left} values do not open and were left as they are", err=True)
        raise typer.Exit(1)


async def status(config: Path | None) -> None:
    """How many values each key has sealed, also while the bot runs. Raises `WrongKey` where one is missing."""
    settings = load_settings(config)
    await look_into(settings, sealing.check)
    counts = await look_into(settings, sealing.count)
    keys = [name for name in next(iter(counts.values())) if name]
    table = Table("", *keys, "by none")
    for field, of in counts.items():
        table.add_row(field, *(str(of[key]) for key in keys), str(of[""]))
    Console().print(table)


async def _alone(settings: Settings) -> Database:
    try:
        db = await open_database(settings)
    except AlreadyRunning as error:
        raise AlreadyRunning(BY_ITSELF) from error
    if not settings.database.is_embedded and await db.read(leases.are_held, to_millis(SystemClock().now())):
        await db.close()
        raise AlreadyRunning(BY_ITSELF)
    return db


async def _to_do(tx: Tx) -> int:
    """How many values the first key has not sealed."""
    return sum(sum(of.values()) - of[tx.vault.names[0]] for of in (await sealing.count(tx)).values())
