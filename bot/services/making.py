"""What the press is to make, for whom, and under which words it is sent."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.domain.charts import Drawable
from bot.domain.errors import Transient
from bot.domain.messages import Choices, Prompt, Urgency
from bot.files.press import Press
from bot.services.turn import Office
from bot.storage.database import Tx

log = structlog.get_logger(__name__)

LOOK_S = 0.25


async def keep_making(make_next: Callable[[], Awaitable[bool]], press: Press, delayed: str) -> None:
    """One file after the other until cancelled; then the press ends too. `make_next` says whether there was one.

    A store that cannot be read now is tried again at the next look; `delayed` names that in the log.
    """
    try:
        while True:
            try:
                while await make_next():
                    pass
            except Transient as error:
                log.warning(delayed, kind=type(error).__name__)
            await asyncio.sleep(LOOK_S)
    finally:
        press.close()


async def always(tx: Tx, office: Office) -> bool:
    """What is somebody's own stays so."""
    return True


async def nothing(tx: Tx, now: int) -> None:
    """Nothing is written down about it."""


@dataclass(frozen=True, slots=True)
class Making:
    """A file for the person `to`: of what, as what (`kind`: photo or document), and its message.

    `allowed` is asked again when it is made: whether it is still theirs to see. `noted` writes down, in the same unit
    of work as the message, what must be known of it later.
    """

    to: str
    what: Drawable
    kind: str
    name: str
    prompt: Prompt
    choices: Choices = ()
    card: str | None = None
    urgency: Urgency = Urgency.ANSWER
    allowed: Callable[[Tx, Office], Awaitable[bool]] = always
    noted: Callable[[Tx, int], Awaitable[None]] = nothing


# Reads what is to be made of a subject of due work; None where there is nothing (any longer).
Gather = Callable[[Tx, Office, str, datetime], Awaitable[Making | None]]


@dataclass(frozen=True, slots=True)
class Maker:
    """How one kind of due work becomes a file. `awaited`: somebody asked for it, whose id leads its subject."""

    gather: Gather
    awaited: bool = True
