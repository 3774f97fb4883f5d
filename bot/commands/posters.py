"""`python -m bot posters`: print-ready posters and stickers for every compound, each file named by its unit."""

import asyncio
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.app import look_into
from bot.channels.telegram.connection import Telegram
from bot.channels.telegram.translate import link_to
from bot.commands.options import ConfigPath
from bot.config import Settings, load_secrets, load_settings
from bot.domain.errors import CannotStart
from bot.domain.people import Unit
from bot.domain.posters import Print
from bot.files.cutting import cut_font
from bot.files.poster import paint
from bot.services.directory import Directory
from bot.services.posters import Posters
from bot.storage import published, units
from bot.storage.database import Tx
from bot.storage.published import Published

# So many files are handed to a process at once.
PORTION = 8
USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}")


def posters(
    folder: Annotated[Path, typer.Argument(help="Where the files go.", file_okay=False)],
    unit: Annotated[str, typer.Option(help="The code of a unit; without it all of the district.")] = "",
    bot: Annotated[str, typer.Option(help="The bot's name; without it Telegram is asked by the token.")] = "",
    config: ConfigPath = None,
) -> None:
    """The command `posters`."""
    asyncio.run(make_posters(config, folder, unit, bot))


async def make_posters(config: Path | None, folder: Path, code: str, bot: str) -> None:
    """Write them into `folder`, also while the bot runs; files of an earlier run are replaced.

    `code`: of the unit whose posters are wanted ("": of the whole district); `bot`: its name ("": Telegram is asked).
    Raises `CannotStart` where there is no such unit, no such name, or nothing to print.
    """
    settings, console = load_settings(config), Console()
    directory, who = await look_into(settings, _read)
    unit = directory.by_code(code) if code else _top(directory)
    if unit is None:
        raise CannotStart(f"no unit has the code {code!r}" if code else "the store has no district yet")
    name = await bot_name(settings, bot)
    prints = list(Posters(directory, who, settings, partial(link_to, name)).prints(unit))
    if not prints:
        raise CannotStart(f"{unit.name} has no compounds and is no building: nothing to print")
    written = write(prints, folder, console)
    console.print(f"{folder}: {written} files for @{name}", soft_wrap=True)


async def bot_name(settings: Settings, given: str) -> str:
    """`given`, or where that is empty what Telegram says. Raises `CannotStart` where it is no name of a bot."""
    name = given.removeprefix("@") or await _asked(settings)
    if not USERNAME.fullmatch(name):
        raise CannotStart(f"{given!r} is no name of a bot")
    return name


def write(prints: Sequence[Print], folder: Path, console: Console) -> int:
    """Make the files side by side, one process for each core; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with TemporaryDirectory() as beside, Progress(*columns, console=console, transient=True) as progress:
        font = Path(beside) / "font.ttf"
        cut_font((one.what for one in prints), font)
        task = progress.add_task("printing", total=len(prints))
        for _ in _made(prints, folder, font):
            progress.advance(task)
    return len(prints)


def _made(prints: Sequence[Print], folder: Path, font: Path) -> Iterator[None]:
    make = partial(_make, folder, font)
    if len(prints) <= PORTION:
        yield from map(make, prints)
        return
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        yield from pool.map(make, prints, chunksize=PORTION)


def _make(folder: Path, font: Path, one: Print) -> None:
    """Whole or not at all: whoever prints the folder finds no half of a file."""
    part = folder / f"{one.name}.part"
    part.write_bytes(paint(one.what, font))
    part.replace(folder / one.name)


async def _read(tx: Tx) -> tuple[Directory, list[Published]]:
    every = await units.load_all(tx)
    return Directory(every), await published.of_units(tx, [unit.id for unit in every])


def _top(directory: Directory) -> Unit | None:
    try:
        return directory.top
    except StopIteration:
        return None


async def _asked(settings: Settings) -> str:
    telegram = await Telegram.connect(load_secrets(webhook=settings.telegram.mode == "webhook"))
    try:
        return str(telegram.bot.username)
    finally:
        await telegram.close()
