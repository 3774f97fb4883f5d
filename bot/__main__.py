"""`python -m bot`: every command an operator has; they stand in `bot.commands.table`."""

import sys

import typer

from bot.commands.table import command_line
from bot.domain.errors import CannotStart

app = command_line()


def main() -> None:
    """The command line; what the operator must change is said in one sentence, with exit code 2."""
    try:
        app()
    except CannotStart as error:
        typer.echo(f"chuishao: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
