"""`python -m bot backup` and `restore`: the whole store into one file, and back."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.commands.options import ConfigPath
from bot.config import load_settings
from bot.domain.clock import SHANGHAI, SystemClock, from_millis
from bot.storage import backups
from bot.storage.backups import Content


def backup(
    folder: Annotated[Path, typer.Argument(help="Where the copies lie; best on another disk.", file_okay=False)],
    keep: Annotated[int, typer.Option(help="How many copies to keep there; 0 keeps all.", min=0)] = 0,
    config: ConfigPath = None,
) -> None:
    """The command `backup`."""
    asyncio.run(back_up(config, folder, keep))


def restore(
    copy: Annotated[Path, typer.Argument(help="A file that `backup` made.", dir_okay=False)],
    replace: Annotated[bool, typer.Option("--replace", help="The store that is there is kept beside it.")] = False,
    config: ConfigPath = None,
) -> None:
    """The command `restore`."""
    put_back(config, copy, replace=replace)


async def back_up(config: Path | None, folder: Path, keep: int) -> None:
    """Write a checked copy into `folder`, also while a bot runs, and keep the newest `keep` there (0: all).

    Raises `CannotStart` where it cannot be written.
    """
    console, moment = Console(), SystemClock().now().astimezone(SHANGHAI)
    with console.status("copying and checking …"):
        copy = await backups.make(load_settings(config).database.path, folder, moment)
    console.print(f"{copy}: {_said(backups.content_of(copy))}", soft_wrap=True)
    for old in backups.thin_out(folder, keep) if keep else ():
        console.print(f"deleted {old}", soft_wrap=True)


def put_back(config: Path | None, copy: Path, *, replace: bool) -> None:
    """Put `copy` in the place of the store. Raises `CannotStart` where a bot holds it or it is not empty."""
    console, moment = Console(), SystemClock().now().astimezone(SHANGHAI)
    path = load_settings(config).database.path
    with console.status("checking and copying …"):
        content = backups.restore(copy, path, moment, replace=replace)
    console.print(f"{path}: {_said(content)}", soft_wrap=True)
    if content.waiting:
        console.print("What waited then is sent at the next start: what was sent after the copy was made comes twice.")


def _said(content: Content) -> str:
    last = f"{from_millis(content.last_at).astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if content.last_at else "never"
    return (
        f"revision {content.revision}, {content.people} people, {content.tickets} tickets (the last step {last}), "
        f"{content.waiting} messages waiting"
    )
