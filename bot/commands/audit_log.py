"""`python -m bot audit verify`: whether the audit log is as it was written."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot.app import look_into
from bot.commands.options import ConfigPath
from bot.config import load_settings
from bot.domain.errors import CannotStart
from bot.storage import audit


def verify_audit(
    noted: Annotated[str, typer.Option(help="serial:hash that an earlier walk printed.")] = "",
    config: ConfigPath = None,
) -> None:
    """The command `audit verify`."""
    asyncio.run(verify(config, noted))


async def verify(config: Path | None, noted: str) -> None:
    """Walk the chain, also while the bot runs; exits with 1 and names the first row that is not as it was written.

    `noted`: 「serial:hash」 as an earlier walk printed it ("": none). Raises `CannotStart` for anything else.
    """
    settings, console = load_settings(config), Console()
    name = settings.database.name
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("walking", total=None)
        chain, wrong = await look_into(
            settings, audit.walk, _noted(noted), lambda total, done: progress.update(task, total=total, completed=done)
        )
    if wrong:
        console.print(f"{name}: {wrong}", soft_wrap=True)
        raise typer.Exit(1)
    console.print(f"{name}: {chain.serial} rows, each as it was written", soft_wrap=True)
    if chain.serial:
        console.print(f"note elsewhere: {chain.serial}:{chain.hash}", soft_wrap=True)


def _noted(written: str) -> tuple[int, str] | None:
    serial, _, digest = written.partition(":")
    if not written:
        return None
    if not serial.isdecimal() or not digest:
        raise CannotStart(f"--noted is serial:hash as `audit verify` prints it, not {written!r}")
    return int(serial), digest
