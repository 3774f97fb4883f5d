"""Every command an operator has, in the order of `--help`: a new one is a row here and a function in a module beside.

A row names the function by its place and imports nothing: `--help` and a command's start wait for no other command's
libraries. The arguments are those of the function, as Typer reads them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer

from bot.commands.later import Later


@dataclass(frozen=True, slots=True)
class Command:
    """`name` as it is typed; `work`: module of bot.commands, colon, function; `says`: its sentence in `--help`.

    `passes_on`: options that it does not know are words for somebody else.
    """

    name: str
    work: str
    says: str
    passes_on: bool = False

    def load(self) -> Callable[..., None]:
        """The function, and with it what it needs."""
        module, function = self.work.split(":")
        found: Callable[..., None] = getattr(import_module(f"bot.commands.{module}"), function)
        return found


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that share a first word."""

    name: str
    says: str
    commands: tuple[Command, ...]


COMMANDS: tuple[Command, ...] = (
    Command("run", "run:run", "Run the bot against Telegram (or whatever TELEGRAM_BASE_URL names)."),
    Command("check-config", "check_config:check_config", "Check config.toml; names every wrong key and exits with 2."),
    Command("migrate", "migrate:migrate", "Bring the database to the newest revision; `run` does so by itself."),
    Command("backup", "backup:backup", "Copy the whole store into one checked file, also while the bot runs."),
    Command("restore", "backup:restore", "Put a copy in the place of a store that was lost."),
    Command(
        "copy-database",
        "copy_database:copy_database",
        "Move a store that no bot works on to the other engine, or to another place; run again, it goes on.",
    ),
    Command(
        "doctor",
        "doctor:doctor",
        "Look at token, clock, store, queues, disk, calendar and copies; exits with 1 where one is not well.",
    ),
    Command(
        "import",
        "importing.command:import_",
        "Bring in a district's units, people, public names and opening points; shows the difference first.",
    ),
    Command(
        "export",
        "importing.command:export",
        "Write down what the store holds, in the form that `import` reads: it holds names and numbers.",
    ),
    Command(
        "inbox",
        "inbox:set_aside",
        "Updates in quarantine and messages that the platform refused: numbers and reasons, never their words.",
    ),
    Command("route", "route:explain_route", "Explain the whole way from a sentence to the department that it goes to."),
    Command(
        "corrections",
        "corrections:put_right",
        "Write down where people knew better than the classifier, to train a model with: it holds residents' words.",
    ),
    Command(
        "audit-points",
        "audit:compare_points",
        "Compare every account of points with its entries; exits with 1 where one differs.",
    ),
    Command(
        "posters",
        "posters:posters",
        "Print-ready posters (A4) and stickers (A6) with QR codes: one PDF each for every compound.",
    ),
    Command(
        "admin",
        "admin:admin",
        "Print a link that makes whoever opens it first an administrator, once, within a day.",
    ),
    Command(
        "demo",
        "demo:demo",
        "An invented district on a sandbox of its own: a page with everybody's phones, nothing to install.",
    ),
    Command("docs", "docs:docs", "Draw the pages of docs/ that come from the code."),
)

GROUPS: tuple[Group, ...] = (
    Group(
        "cells",
        "Several districts on one machine, kept apart: docs/cells.md.",
        (
            Command(
                "run",
                "cells.command:run_cells",
                "Run every cell of a folder, each in its own process; SIGHUP reads the folder anew.",
            ),
            Command(
                "check",
                "cells.command:check_cells",
                "Name the cells, or everything that is wrong with them, also what two of them share.",
            ),
            Command(
                "each",
                "cells.command:each_cell",
                "Run another command for each cell, one after the other; exits with 1 where it failed for one.",
                passes_on=True,
            ),
        ),
    ),
    Group(
        "audit",
        "Who gave roles, looked at numbers, took lists away.",
        (
            Command(
                "verify",
                "audit_log:verify_audit",
                "Walk the audit log; exits with 1 and names the first row that is not as it was written.",
            ),
        ),
    ),
    Group(
        "keys",
        "The keys of names and numbers, which are kept sealed.",
        (
            Command("new", "keys:new", "Print a fresh key for CHUISHAO_FIELD_KEYS."),
            Command(
                "rotate",
                "keys:rotate_keys",
                "Seal everything anew with the first key; a bot that runs with it does so by itself.",
            ),
            Command(
                "status",
                "keys:key_status",
                "How many values each key has sealed; says so where a key is missing or wrong.",
            ),
        ),
    ),
)


def command_line() -> typer.Typer:
    """All of them, to be called."""
    line = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,  # it prints local values, which may be somebody's words
        help="吹哨: the bot of one district.",
    )
    _add(line, COMMANDS)
    for group in GROUPS:
        together = typer.Typer(no_args_is_help=True, help=group.says)
        _add(together, group.commands)
        line.add_typer(together, name=group.name)
    return line


def _add(line: typer.Typer, commands: tuple[Command, ...]) -> None:
    for command in commands:
        settings: dict[str, Any] = {"ignore_unknown_options": True} if command.passes_on else {}
        line.command(command.name, cls=Later, help=command.says, context_settings=settings)(command.load)
