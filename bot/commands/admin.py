"""`python -m bot admin`: a link that makes whoever opens it first an administrator."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_database
from bot.channels.telegram.translate import link_to
from bot.commands.options import ConfigPath
from bot.commands.posters import bot_name
from bot.config import load_settings
from bot.domain.clock import SystemClock, to_millis
from bot.domain.errors import CannotStart
from bot.domain.people import UnitKind
from bot.services import founding
from bot.storage import units


def admin(
    bot: Annotated[str, typer.Option(help="Its name, without asking Telegram.")] = "",
    config: ConfigPath = None,
) -> None:
    """The command `admin`."""
    asyncio.run(invite_admin(config, bot))


async def invite_admin(config: Path | None, bot: str) -> None:
    """Print the link. `bot`: its name ("": Telegram is asked).

    Raises `CannotStart` where the store has no district yet, or the bot runs on the same file.
    """
    settings = load_settings(config)
    link = partial(link_to, await bot_name(settings, bot))
    db = await open_database(settings)
    try:
        if not any(unit.kind is UnitKind.DISTRICT for unit in await db.read(units.load_all)):
            raise CannotStart("the store has no district yet: bring it in first (python -m bot import)")
        code = await db.write(founding.make, to_millis(SystemClock().now()))
    finally:
        await db.close()
    typer.echo(f"{link(code)}\nwhoever opens it first is an administrator; good for 24 hours, a former link has ended")
