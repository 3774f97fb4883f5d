"""`python -m bot audit-points`: every account against its entries, also while the bot runs."""

import asyncio
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.app import look_into
from bot.commands.options import ConfigPath
from bot.config import load_settings
from bot.services.points.audit import PORTION
from bot.storage import ledger_audit
from bot.storage.ledger_audit import Audit

SHOWN = 20


def compare_points(config: ConfigPath = None) -> None:
    """The command `audit-points`; exits with 1 where an account differs."""
    if not asyncio.run(audit_points(config)):
        raise typer.Exit(1)


async def audit_points(config: Path | None) -> bool:
    """Print what was found; whether all is right."""
    settings = load_settings(config)
    found, after = Audit(), ""
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("accounts", total=await look_into(settings, ledger_audit.accounts))
        while True:
            portion, upto = await look_into(settings, ledger_audit.audit, after, PORTION)
            found += portion
            progress.update(task, completed=found.accounts)
            if upto is None:
                break
            after = upto
    _show(found)
    return found.is_right


def _show(found: Audit) -> None:
    """Counts and sums; of those who differ their ids, which mean nothing to anybody else."""
    table = Table("accounts", "entries", "issued", "to spend or reserved", "spent", "astray", "differing")
    table.add_row(
        *map(str, (found.accounts, found.entries, found.issued, found.kept, found.spent, found.astray)),
        str(len(found.differing)),
    )
    Console().print(table)
    for person_id in sorted(found.differing)[:SHOWN]:
        typer.echo(f"differs: {person_id}")
