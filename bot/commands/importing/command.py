"""What the shell asks for: a preview, an import, a template, an export."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from bot.app import look_into, open_database, revision_of
from bot.commands.importing import book, store, tables
from bot.commands.importing.compare import told
from bot.commands.importing.problems import Problems
from bot.commands.importing.store import Outcome
from bot.commands.options import ConfigPath
from bot.config import Settings, load_settings
from bot.domain.clock import SystemClock, to_millis
from bot.domain.errors import AlreadyRunning, CannotStart
from bot.files.reading import read_tables
from bot.storage import leases, migrate
from bot.texts import imported as say

# So many changes of a kind are shown one by one.
SHOWN = 20


def import_(
    file: Annotated[Path | None, typer.Argument(help="An .xlsx, a .csv, or a folder of such.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Bring it in; without, only show what would change.")] = False,
    template: Annotated[Path | None, typer.Option(help="Write an empty workbook to fill in.", dir_okay=False)] = None,
    config: ConfigPath = None,
) -> None:
    """The command `import`. Raises `BadParameter` for both a file and a template, and for neither."""
    if (file is None) == (template is None):
        raise typer.BadParameter("either a FILE or --template FILE.xlsx")
    if template is not None:
        write_template(template)
    elif file is not None:
        asyncio.run(import_file(config, file, apply=apply))


def export(
    file: Annotated[Path, typer.Argument(help="The .xlsx to write.", dir_okay=False)], config: ConfigPath = None
) -> None:
    """The command `export`."""
    asyncio.run(export_file(config, file))


async def import_file(config: Path | None, file: Path, *, apply: bool) -> None:
    """Show what a file would change, or bring it in with `apply`; exits with 1 where something is wrong with it.

    Raises `AlreadyRunning` for an import while the bot runs (the store has one writer, and the bot reads the units when
    it starts), `CannotStart` where file or store cannot be read.
    """
    settings, problems, console = load_settings(config), Problems(), Console()
    with console.status(str(file)):
        lines = tables.sort_out(read_tables(file), problems)
    if apply and not problems:
        found = await _bring(settings, lines, problems, console)
    else:
        found = await _preview(settings, lines, problems)
    if found.problems:
        console.print(_problems(found.problems))
        raise typer.Exit(1)
    _show(found, console)
    if found.difference:
        console.print(say.applied(len(found.difference)) if apply else say.dry())


async def _preview(settings: Settings, lines: dict[str, list[tables.Line]], problems: Problems) -> Outcome:
    await _is_up_to_date(settings)
    return await look_into(settings, store.look, lines, settings, problems)


async def _is_up_to_date(settings: Settings) -> None:
    if await revision_of(settings) != migrate.head():
        raise CannotStart(f"{settings.database.name}: first `python -m bot migrate`")


async def _bring(
    settings: Settings, lines: dict[str, list[tables.Line]], problems: Problems, console: Console
) -> Outcome:
    db = await open_database(settings)
    try:
        now = to_millis(SystemClock().now())
        # A file's own lock has said so.
        if not settings.database.is_embedded and await db.read(leases.are_held, now):
            raise AlreadyRunning("the bot is running: stop it first, it reads the units when it starts")
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task(say.DOING, total=None)

            def begin(total: int) -> Callable[[int], None]:
                progress.reset(task, total=total)
                return lambda done: progress.advance(task, done)

            return await db.write(store.bring, lines, settings, problems, now, begin)
    finally:
        await db.close()


def write_template(file: Path) -> None:
    """Write the workbook to begin with. Raises `CannotStart` where there is a file already."""
    _write(file, book.template())
    typer.echo(say.written(str(file), 0))


async def export_file(config: Path | None, file: Path) -> None:
    """Write what the store holds; nobody but whoever runs this may read the file, and that it was made is written down.

    Raises `CannotStart` where there is a file already, or no store that is up to date; `AlreadyRunning` while the bot
    runs on a file, which has one writer.
    """
    settings = load_settings(config)
    await _is_up_to_date(settings)
    db = await open_database(settings)
    try:
        district = await db.write(store.take_away, to_millis(SystemClock().now()))
    finally:
        await db.close()
    _write(file, book.export(district))
    typer.echo(say.written(str(file), book.lines(district)))


def _write(file: Path, content: bytes) -> None:
    if file.suffix.lower() != ".xlsx":
        raise CannotStart(f"{file}: the name must end with .xlsx")
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(content)
    except FileExistsError as error:
        raise CannotStart(f"{file} is there already") from error
    except OSError as error:
        raise CannotStart(f"cannot write {file}: {error}") from error


def _problems(problems: Problems) -> Table:
    table = Table(*say.PROBLEM_COLUMNS, title=say.problems_found(len(problems)))
    for problem in problems:
        line = str(problem.line) if problem.line else ""
        table.add_row(*map(escape, (problem.sheet, line, problem.column, problem.said)))
    return table


def _show(found: Outcome, console: Console) -> None:
    if not found.difference:
        console.print(say.NOTHING)
        return
    counts = Table(say.SHEET_COLUMN, say.ADDED, say.CHANGED, say.ENDED)
    for part in told(found.difference, found.present, found.after):
        counts.add_row(part.name, *(str(len(lines)) for lines in (part.added, part.changed, part.ended)))
        for title, lines in ((say.ADDED, part.added), (say.CHANGED, part.changed), (say.ENDED, part.ended)):
            if lines:
                console.print(f"[bold]{part.name} · {title} {len(lines)}[/]")
                more = [say.and_more(len(lines) - SHOWN)] if len(lines) > SHOWN else []
                console.print("\n".join(escape(f"  {line}") for line in (*lines[:SHOWN], *more)), soft_wrap=True)
    console.print(counts)
