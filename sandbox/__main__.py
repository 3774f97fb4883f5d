"""`python -m sandbox`: the sandbox on its own, until interrupted."""

import asyncio
import contextlib
import json
import signal
from pathlib import Path
from typing import Annotated

import typer

from sandbox.chats import Person
from sandbox.server import TOKEN, NotLoopback, Sandbox


def main(
    host: Annotated[str, typer.Option(help="Loopback address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes a free one.")] = 8081,
    token: Annotated[str, typer.Option(help="The one token it knows.")] = TOKEN,
    limits: Annotated[bool, typer.Option("--limits", help="Keep Telegram's pace; answer 429 beyond it.")] = False,
    seed: Annotated[int, typer.Option(help="Of everything left to chance.")] = 0,
    in_order: Annotated[bool, typer.Option("--in-order", help="By webhook: one update of a chat at a time.")] = False,
    people: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="JSON list of people.")] = None,
) -> None:
    """A Telegram Bot API server on loopback, with a chat page and people who answer."""
    try:
        sandbox = Sandbox(host, port, token=token, limits=limits, seed=seed, in_order=in_order)
    except NotLoopback as error:
        raise typer.BadParameter(str(error), param_hint="--host") from None
    for person in json.loads(people.read_text("utf-8")) if people else []:
        sandbox.world.settle(Person(**person))
    try:
        asyncio.run(_run(sandbox))
    except OSError as error:
        typer.echo(f"cannot listen on {host}:{port}: {error.strerror}", err=True)
        raise typer.Exit(1) from None


async def _run(sandbox: Sandbox) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with sandbox:
        typer.echo(f"chat page   {sandbox.url}/")
        typer.echo(f"Bot API     {sandbox.url}/bot{sandbox.token}/METHOD")
        typer.echo(f"files       {sandbox.url}/file/bot{sandbox.token}/PATH")
        await stopped.wait()


if __name__ == "__main__":
    typer.run(main)
