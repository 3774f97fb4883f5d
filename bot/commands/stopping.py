"""Commands that run until they are told to stop."""

import asyncio
import signal
from collections.abc import Awaitable, Coroutine
from typing import Any

import typer

from bot.domain.errors import CannotStart


def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` until it ends, or until SIGINT or SIGTERM ends it in order."""

    async def guarded() -> None:
        task = asyncio.ensure_future(work)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        await _quietly(task)

    asyncio.run(guarded())


async def _quietly(task: Awaitable[None]) -> None:
    try:
        await task
    except asyncio.CancelledError:
        typer.echo("stopped", err=True)
    except BaseExceptionGroup as group:
        # One loop failed and took its neighbours along: say why, once.
        causes, rest = group.split(CannotStart)
        if rest or causes is None:
            raise
        raise _first(causes) from None


def _first(group: BaseExceptionGroup[CannotStart]) -> CannotStart:
    found = group.exceptions[0]
    return _first(found) if isinstance(found, BaseExceptionGroup) else found
