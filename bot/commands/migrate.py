"""`python -m bot migrate`: the tables as this program wants them."""

import asyncio
from pathlib import Path

import typer

from bot.app import revision_of, upgrade
from bot.commands.options import ConfigPath
from bot.config import load_settings


def migrate(config: ConfigPath = None) -> None:
    """The command `migrate`."""
    asyncio.run(bring_up_to_date(config))


async def bring_up_to_date(config: Path | None) -> None:
    """Bring the store to the newest revision and say which that is. Raises a kind of `CannotStart`."""
    settings = load_settings(config)
    await upgrade(settings)
    typer.echo(f"{settings.database.name}: revision {await revision_of(settings)}")
