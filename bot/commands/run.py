"""`python -m bot run`: the bot itself."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.commands.options import ConfigPath
from bot.commands.stopping import until_stopped

# structlog and httpx import these where they find them, to print in colour.
UNUSED = ("rich", "pygments")


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

    For commands that never return.
    """
    gc.disable()
    try:
        from classifier.absent import absent

        with absent(*UNUSED):
            yield
    finally:
        gc.freeze()
        gc.enable()
