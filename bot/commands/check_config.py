"""`python -m bot check-config`: whether config.toml can be read."""

import typer

from bot.commands.options import ConfigPath
from bot.config import load_settings


def check_config(config: ConfigPath = None) -> None:
    """Say how much is in it. Raises `BadConfiguration`, which names every wrong key."""
    settings = load_settings(config)
    typer.echo(f"ok: {len(settings.departments)} departments, {len(settings.categories)} categories")
