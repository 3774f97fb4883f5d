"""`python -m bot docs`: the pages that are drawn from the code, so that they cannot say anything else."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.rights import describe_rights
from bot.demo.district import load_district
from bot.demo.page import describe
from bot.fsm.activity import activity_flow, signup_flow
from bot.fsm.diagram import render_flows
from bot.fsm.redemption import redemption_flow
from bot.fsm.report import report_flow
from bot.fsm.ticket import ticket_flow
from bot.fsm.volunteer import volunteer_flow
from bot.fsm.wish import wish_flow
from bot.services.privacy.retention import RULES
from bot.storage.privacy.kind import Fate, Kind
from bot.storage.privacy.kinds import KINDS

FLOWS = (report_flow, ticket_flow, volunteer_flow, wish_flow, activity_flow, signup_flow, redemption_flow)

FATES = {
    Fate.DELETED: "goes",
    Fate.PASSED: "stays without the person",
    Fate.EMPTIED: "is emptied",
    Fate.KEPT: "stays",
}
HOLDINGS = """# What is held of people

Drawn from the one table of all kinds (`bot/storage/privacy/kinds.py`) and the rules of `[retention]`: `make docs`.
Whoever adds a column with text to the schema says there what it means for privacy, or a test fails. How somebody sees,
corrects and deletes what is theirs: `/privacy`, see [privacy-assessment.md](privacy-assessment.md); what the operator
does when data got out: [breach.md](breach.md).

## When somebody goes

"""


def docs(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 where a page is stale.")] = False,
) -> None:
    """The command `docs`."""
    stale = write_docs(Path("docs"), check=check)
    if check and stale:
        raise typer.Exit(1)


def draw_holdings() -> str:
    """Each kind: what it is, what becomes of it when somebody is deleted, why, and what ends it before."""
    lines = ["| table | what it is | when they are deleted | why | goes by itself |", "|---|---|---|---|---|"]
    lines += [
        f"| `{kind.table}` | {kind.what} | {_fate_of(kind)} | {kind.why} | {', '.join(kind.kept)} |" for kind in KINDS
    ]
    rules = ["| rule | what goes | after | when |", "|---|---|---|---|"]
    rules += [
        f"| {name} | {rule.what} | {f'`{rule.key}`' if rule.key else 'at once, or a few days'} |"
        f" {'every hour' if rule.at_once else 'at night'} |"
        for name, rule in RULES.items()
    ]
    rules.append("| drafts | reports that nobody went on with | `drafts.drop_after_days` | by due work |")
    return HOLDINGS + "\n".join([*lines, "", "## By itself", "", *rules, ""])


def _fate_of(kind: Kind) -> str:
    row = FATES[kind.fate]
    emptied = ", ".join(f"`{words.column}`" for words in kind.words)
    return f"{row}; {emptied} emptied or masked" if emptied else row


PAGES: tuple[tuple[str, Callable[[], str]], ...] = (
    ("flows.md", lambda: render_flows([flow() for flow in FLOWS])),
    ("privacy.md", draw_holdings),
    ("demo.md", lambda: describe(load_district())),
    ("rights.md", describe_rights),
)


def write_docs(folder: Path, *, check: bool) -> list[str]:
    """Write each page that differs from its source; the names of those that differed. With `check` only look."""
    stale = []
    for name, draw in PAGES:
        page, drawn = folder / name, draw()
        if not page.exists() or page.read_text("utf-8") != drawn:
            stale.append(name)
            typer.echo(f"{name}: {'stale, run `make docs`' if check else 'written'}")
            if not check:
                page.write_text(drawn, "utf-8")
    return stale
