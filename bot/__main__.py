"""`python -m bot`: every command an operator has."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Awaitable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.domain.errors import CannotStart

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # it prints local values, which may be somebody's words
    help="吹哨: the bot of one district.",
)

ConfigPath = Annotated[Path | None, typer.Option("--config", help="Another config.toml.", dir_okay=False)]


@app.command()
def run(
    role: Annotated[
        list[str] | None,
        typer.Option(help="intake, worker, sender, clock or all; may be repeated. docs/postgres.md"),
    ] = None,
    metrics_port: Annotated[
        int | None, typer.Option(help="Serve metrics here, whatever config.toml says.", min=1, max=65535)
    ] = None,
    config: ConfigPath = None,
) -> None:
    """Run the bot against Telegram (or whatever TELEGRAM_BASE_URL names)."""
    with lean_imports():
        from bot.app import run as run_program
        from bot.config import load_secrets, load_settings
        from bot.domain.sharing import jobs_of
        from bot.logs import configure_logs

    try:
        jobs = jobs_of(role or ["all"])
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--role") from error
    settings = load_settings(config)
    if metrics_port is not None:
        metrics = settings.metrics.model_copy(update={"enabled": True, "port": metrics_port})
        settings = settings.model_copy(update={"metrics": metrics})
    secrets = load_secrets(webhook=settings.telegram.mode == "webhook")
    configure_logs(settings.logging, secrets.hidden(), cell=os.environ.get("CHUISHAO_CELL"))
    until_stopped(run_program(settings, secrets, jobs=jobs))


@app.command("check-config")
def check_config(config: ConfigPath = None) -> None:
    """Check config.toml; names every wrong key and exits with 2."""
    from bot.config import load_settings

    settings = load_settings(config)
    typer.echo(f"ok: {len(settings.departments)} departments, {len(settings.categories)} categories")


@app.command()
def migrate(config: ConfigPath = None) -> None:
    """Bring the database to the newest revision; `run` does so by itself."""
    from bot.commands.migrate import bring_up_to_date

    asyncio.run(bring_up_to_date(config))


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="Where the copies lie; best on another disk.", file_okay=False)],
    keep: Annotated[int, typer.Option(help="How many copies to keep there; 0 keeps all.", min=0)] = 0,
    config: ConfigPath = None,
) -> None:
    """Copy the whole store into one checked file, also while the bot runs."""
    from bot.commands.backup import back_up

    asyncio.run(back_up(config, folder, keep))


@app.command()
def restore(
    copy: Annotated[Path, typer.Argument(help="A file that `backup` made.", dir_okay=False)],
    replace: Annotated[bool, typer.Option("--replace", help="The store that is there is kept beside it.")] = False,
    config: ConfigPath = None,
) -> None:
    """Put a copy in the place of a store that was lost."""
    from bot.commands.backup import put_back

    put_back(config, copy, replace=replace)


@app.command("copy-database")
def copy_database(
    source: Annotated[str, typer.Argument(metavar="FROM", help="As database.url: sqlite:FILE or postgresql://…")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The same; empty, or an unfinished copy of FROM.")],
) -> None:
    """Move a store that no bot works on to the other engine, or to another place; run again, it goes on."""
    from bot.commands.copy_database import copy_store

    asyncio.run(copy_store(source, target))


@app.command()
def doctor(
    config: ConfigPath = None,
    copies: Annotated[Path | None, typer.Option(help="Where `backup` writes: are they fresh?")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask Telegram nothing.")] = False,
) -> None:
    """Look at token, clock, store, queues, disk, calendar and copies; exits with 1 where one is not well."""
    from bot.commands.doctor import examine

    asyncio.run(examine(config, copies, offline=offline))


@app.command("import")
def import_(
    file: Annotated[Path | None, typer.Argument(help="An .xlsx, a .csv, or a folder of such.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Bring it in; without, only show what would change.")] = False,
    template: Annotated[Path | None, typer.Option(help="Write an empty workbook to fill in.", dir_okay=False)] = None,
    config: ConfigPath = None,
) -> None:
    """Bring in a district's units, people, public names and opening points; shows the difference first."""
    from bot.commands.importing.command import import_file, write_template

    if (file is None) == (template is None):
        raise typer.BadParameter("either a FILE or --template FILE.xlsx")
    if template is not None:
        write_template(template)
    elif file is not None:
        asyncio.run(import_file(config, file, apply=apply))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The .xlsx to write.", dir_okay=False)], config: ConfigPath = None
) -> None:
    """Write down what the store holds, in the form that `import` reads: it holds names and numbers."""
    from bot.commands.importing.command import export_file

    asyncio.run(export_file(config, file))


@app.command()
def inbox(
    config: ConfigPath = None,
    retry: Annotated[int | None, typer.Option(help="Handle this quarantined update once more.")] = None,
    drop: Annotated[int | None, typer.Option(help="Give this quarantined update up.")] = None,
) -> None:
    """Updates in quarantine and messages that the platform refused: numbers and reasons, never their words."""
    from bot.commands.inbox import show

    asyncio.run(show(config, retry=retry, drop=drop))


@app.command()
def route(
    sentence: str,
    hour: Annotated[int | None, typer.Option(help="As if it were this hour in Shanghai.", min=0, max=23)] = None,
    config: ConfigPath = None,
) -> None:
    """Explain the whole way from a sentence to the department that it goes to."""
    from bot.commands.route import explain

    explain(config, sentence, hour)


@app.command()
def corrections(
    out: Annotated[Path, typer.Option(help="Where to write them: columns `category` and `text`.", dir_okay=False)],
    config: ConfigPath = None,
) -> None:
    """Write down where people knew better than the classifier, to train a model with: it holds residents' words."""
    from bot.commands.corrections import write

    write(config, out)


@app.command("audit-points")
def audit_points(config: ConfigPath = None) -> None:
    """Compare every account of points with its entries; exits with 1 where one differs."""
    from bot.commands.audit import audit_points as audit

    if not asyncio.run(audit(config)):
        raise typer.Exit(1)


@app.command()
def posters(
    folder: Annotated[Path, typer.Argument(help="Where the files go.", file_okay=False)],
    unit: Annotated[str, typer.Option(help="The code of a unit; without it all of the district.")] = "",
    bot: Annotated[str, typer.Option(help="The bot's name; without it Telegram is asked by the token.")] = "",
    config: ConfigPath = None,
) -> None:
    """Print-ready posters (A4) and stickers (A6) with QR codes: one PDF each for every compound."""
    from bot.commands.posters import make_posters

    asyncio.run(make_posters(config, folder, unit, bot))


@app.command()
def admin(
    bot: Annotated[str, typer.Option(help="Its name, without asking Telegram.")] = "",
    config: ConfigPath = None,
) -> None:
    """Print a link that makes whoever opens it first an administrator, once, within a day."""
    from bot.commands.admin import invite_admin

    asyncio.run(invite_admin(config, bot))


cells = typer.Typer(no_args_is_help=True, help="Several districts on one machine, kept apart: docs/cells.md.")
app.add_typer(cells, name="cells")
CellsPath = Annotated[Path, typer.Argument(help="NAME.toml and NAME.secrets of each.", file_okay=False, exists=True)]


@cells.command("run")
def run_cells(
    folder: CellsPath,
    role: Annotated[list[str] | None, typer.Option(help="As for `run`, in each cell.")] = None,
) -> None:
    """Run every cell of a folder, each in its own process; SIGHUP reads the folder anew."""
    from bot.commands.cells.command import run as run_all

    until_stopped(run_all(folder, role or ()))


@cells.command("check")
def check_cells(folder: CellsPath) -> None:
    """Name the cells, or everything that is wrong with them, also what two of them share."""
    from bot.commands.cells.command import show

    show(folder)


@cells.command("each", context_settings={"ignore_unknown_options": True})
def each_cell(
    folder: CellsPath,
    words: Annotated[list[str], typer.Argument(help="Another command, such as `doctor --offline`; {} is the name.")],
) -> None:
    """Run another command for each cell, one after the other; exits with 1 where it failed for one."""
    from bot.commands.cells.command import each

    if failed := each(folder, words):
        typer.echo(f"failed: {', '.join(failed)}", err=True)
        raise typer.Exit(1)


audits = typer.Typer(no_args_is_help=True, help="Who gave roles, looked at numbers, took lists away.")
app.add_typer(audits, name="audit")


@audits.command("verify")
def verify_audit(
    noted: Annotated[str, typer.Option(help="serial:hash that an earlier walk printed.")] = "",
    config: ConfigPath = None,
) -> None:
    """Walk the audit log; exits with 1 and names the first row that is not as it was written."""
    from bot.commands.audit_log import verify

    asyncio.run(verify(config, noted))


keys = typer.Typer(no_args_is_help=True, help="The keys of names and numbers, which are kept sealed.")
app.add_typer(keys, name="keys")


@keys.command("new")
def new_key() -> None:
    """Print a fresh key for CHUISHAO_FIELD_KEYS."""
    from bot.commands.keys import new

    new()


@keys.command("rotate")
def rotate_keys(config: ConfigPath = None) -> None:
    """Seal everything anew with the first key; a bot that runs with it does so by itself."""
    from bot.commands.keys import rotate

    asyncio.run(rotate(config))


@keys.command("status")
def key_status(config: ConfigPath = None) -> None:
    """How many values each key has sealed; says so where a key is missing or wrong."""
    from bot.commands.keys import status

    asyncio.run(status(config))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Of the chat page; 0 takes a free one.")] = 8080,
    database: Annotated[Path, typer.Option(help="Where the demo keeps its data.", dir_okay=False)] = Path(
        "var/demo.db"
    ),
    data_only: Annotated[bool, typer.Option("--data-only", help="Fill the database and start nothing.")] = False,
    config: ConfigPath = None,
) -> None:
    """An invented district on a sandbox of its own: a page with everybody's phones, nothing to install."""
    from bot.commands.demo import fill_demo, serve_demo

    if data_only:
        asyncio.run(fill_demo(config, database))
    else:
        until_stopped(serve_demo(config, database, port))


@app.command()
def docs(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 where a page is stale.")] = False,
) -> None:
    """Draw the pages of docs/ that come from the code."""
    from bot.commands.docs import write_docs

    stale = write_docs(Path("docs"), check=check)
    if check and stale:
        raise typer.Exit(1)


# Libraries import these where they find them, for what we never ask of them: structlog and httpx to print in colour,
# jieba to find its files where there is no file system.
UNUSED = ("rich", "pygments", "pkg_resources")


@contextmanager
def lean_imports() -> Iterator[None]:
    """Import without what is not used and without looking for garbage, of which imports make none: a third of a start.

    For commands that never return; whoever wants one of `UNUSED` afterwards can have it.
    """
    hidden = [name for name in UNUSED if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # as if it were not installed
    gc.disable()
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
        gc.freeze()
        gc.enable()


def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` until it ends, or until SIGINT or SIGTERM ends it in order."""

    async def guarded() -> None:
        task = asyncio.ensure_future(work)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        await _quietly(task)

    asyncio.run(guarded())


async def _quietly(task: Awaitable[None]) -> None:
    try:
        await task
    except asyncio.CancelledError:
        typer.echo("stopped", err=True)
    except BaseExceptionGroup as group:
        # One loop failed and took its neighbours along: say why, once.
        causes, rest = group.split(CannotStart)
        if rest or causes is None:
            raise
        raise _first(causes) from None


def _first(group: BaseExceptionGroup[CannotStart]) -> CannotStart:
    found = group.exceptions[0]
    return _first(found) if isinstance(found, BaseExceptionGroup) else found


def main() -> None:
    """The command line; what the operator must change is said in one sentence, with exit code 2."""
    try:
        app()
    except CannotStart as error:
        typer.echo(f"chuishao: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
