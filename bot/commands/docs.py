"""`python -m bot docs`: the pages that are drawn from the code, so that they cannot say anything else."""

from collections.abc import Callable
from pathlib import Path

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

FLOWS = (report_flow, ticket_flow, volunteer_flow, wish_flow, activity_flow, signup_flow, redemption_flow)

PAGES: tuple[tuple[str, Callable[[], str]], ...] = (
    ("flows.md", lambda: render_flows([flow() for flow in FLOWS])),
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
