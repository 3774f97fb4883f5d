"""`python -m bot corrections`: what people put right, as a labelled file that `python -m classifier train` reads."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import look_into
from bot.commands.options import ConfigPath
from bot.config import load_settings
from bot.storage import corrections

MOST = 100_000
# What a spreadsheet takes for the beginning of a formula; nobody's complaint begins with one.
FORMULA = "=+-@＝＋－＠ "


def put_right(
    out: Annotated[Path, typer.Option(help="Where to write them: columns `category` and `text`.", dir_okay=False)],
    config: ConfigPath = None,
) -> None:
    """The command `corrections`."""
    write(config, out)


def write(config: Path | None, out: Path) -> None:
    """Write the kept corrections to `out`, also while the bot runs; nobody but whoever runs this may read the file."""
    kept = asyncio.run(look_into(load_settings(config), corrections.kept, MOST))
    lines = ["category\ttext", *(f"{one.category}\t{' '.join(one.text.split()).lstrip(FORMULA)}" for one in kept)]
    out.touch(mode=0o600)
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    typer.echo(f"{out}: {len(kept)} corrections")
