"""`python -m bot migrate`: the tables as this program wants them."""

from pathlib import Path

import typer

from bot.app import revision_of, upgrade
from bot.config import load_settings


async def bring_up_to_date(config: Path | None) -> None:
    """Bring the store to the newest revision and say which that is. Raises a kind of `CannotStart`."""
    settings = load_settings(config)
    await upgrade(settings)
    typer.echo(f"{settings.database.name}: revision {await revision_of(settings)}")
