"""`/quiet`: when somebody at a desk does not want to be called."""

from bot.domain.messages import Reply
from bot.handlers.pressing import pressed_which
from bot.services import nights
from bot.services.turn import Turn
from bot.storage.database import Tx


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/quiet`."""
    return [await nights.show(turn, tx)]


async def choose(turn: Turn, tx: Tx) -> list[Reply]:
    """One of the hours offered, or none."""
    return [await nights.choose(turn, tx, pressed_which(turn))]
