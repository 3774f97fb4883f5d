"""A command that is known by name and sentence alone, until somebody calls it: imports are most of a short command."""

from collections.abc import Callable
from typing import Any, cast

import typer
from typer.core import TyperCommand
from typer.main import get_command


class Later(TyperCommand):
    """Its callback brings the function that it stands for, whose arguments are the command's."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the command itself. Raises what reading `args` raises."""
        bring = cast(Callable[[], Callable[..., None]], self.callback)
        line = typer.Typer(add_completion=False)
        line.command(self.name, help=self.help, context_settings=dict(self.context_settings))(bring())
        return get_command(line).make_context(info_name, args, parent, **extra)
