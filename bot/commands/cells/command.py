"""`python -m bot cells run|check|each FOLDER`."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import structlog
import typer
from rich.console import Console
from rich.table import Table

from bot.commands.cells.apart import keep_apart
from bot.commands.cells.folder import Cell, read
from bot.commands.cells.group import Group
from bot.commands.stopping import until_stopped
from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.domain.errors import BadConfiguration
from bot.logs import configure_logs

BOT = (sys.executable, "-m", "bot")
# In the words of `each`, the cell's name.
HERE = "{}"

log = structlog.get_logger(__name__)


CellsPath = Annotated[Path, typer.Argument(help="NAME.toml and NAME.secrets of each.", file_okay=False, exists=True)]


def run_cells(
    folder: CellsPath,
    role: Annotated[list[str] | None, typer.Option(help="As for `run`, in each cell.")] = None,
) -> None:
    """The command `cells run`."""
    until_stopped(run(folder, role or ()))


def check_cells(folder: CellsPath) -> None:
    """The command `cells check`."""
    show(folder)


def each_cell(
    folder: CellsPath,
    words: Annotated[list[str], typer.Argument(help="Another command, such as `doctor --offline`; {} is the name.")],
) -> None:
    """The command `cells each`; exits with 1 where it failed for one."""
    if failed := each(folder, words):
        typer.echo(f"failed: {', '.join(failed)}", err=True)
        raise typer.Exit(1)


def checked(folder: Path) -> tuple[Cell, ...]:
    """The cells of `folder`, kept apart. Raises `BadConfiguration` with everything that is wrong."""
    cells = read(folder)
    keep_apart(cells)
    return cells


async def run(folder: Path, roles: Sequence[str]) -> None:
    """Every cell until cancelled; SIGHUP reads the folder anew. Raises `BadConfiguration` at the start alone."""
    cells = checked(folder)
    secrets = [secret for cell in cells for secret in cell.secrets.values()]
    configure_logs(load_settings(packaged_path()).logging, secrets)
    group = Group((*BOT, "run", *(word for role in roles for word in ("--role", role))))
    again = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, again.set)
    try:
        await group.become(cells)
        while await again.wait():
            again.clear()
            await _change(group, folder)
    finally:
        await group.stop()


async def _change(group: Group, folder: Path) -> None:
    try:
        cells = checked(folder)
    except BadConfiguration as error:
        log.error("cells_not_changed", problem=str(error), advice="all go on as they were; mend it, SIGHUP again")
        return
    await group.become(cells)


def show(folder: Path) -> None:
    """Which cells there are. Raises `BadConfiguration`."""
    table = Table("cell", "district", "store", "way in", "metrics")
    for cell in checked(folder):
        own = cell.settings
        metrics = str(own.metrics.port) if own.metrics.enabled else "–"
        table.add_row(cell.name, own.district.name, own.database.name, own.telegram.mode, metrics)
    Console().print(table)


def each(folder: Path, words: Sequence[str]) -> list[str]:
    """Run `python -m bot WORDS` for each cell, one after the other; the names of those where it failed.

    `{}` in a word is the cell's name. Raises `BadConfiguration` before anything is run.
    """
    failed = list[str]()
    for cell in checked(folder):
        typer.echo(f"── {cell.name} ──")
        said = [word.replace(HERE, cell.name) for word in words]
        done = subprocess.run([*BOT, *said, "--config", str(cell.config)], env=cell.environment(), check=False)  # noqa: S603
        if done.returncode:
            failed.append(cell.name)
    return failed
