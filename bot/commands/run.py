"""`python -m bot run`: the bot itself."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.commands.options import ConfigPath
from bot.commands.stopping import until_stopped

# Libraries import these where they find them, for what we never ask of them: structlog and httpx to print in colour,
# jieba to find its files where there is no file system.
UNUSED = ("rich", "pygments", "pkg_resources")


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
    """Run the bot until it is stopped. Raises a kind of `CannotStart`, and `BadParameter` for a role there is not."""
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
