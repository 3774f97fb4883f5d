"""What the press is to make, for whom, and under which words it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.charts import Drawable
from bot.domain.messages import Choices, Prompt, Urgency
from bot.services.turn import Office
from bot.storage.database import Tx


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
