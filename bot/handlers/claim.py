"""认领 by command, by link and by button."""

from bot.domain.messages import Reply
from bot.services import claiming
from bot.services.turn import Turn
from bot.storage.database import Tx


async def begin(turn: Turn, tx: Tx) -> list[Reply]:
    """`/claim`."""
    return await claiming.begin(turn, tx)


async def open_link(turn: Turn, tx: Tx, _: str) -> list[Reply]:
    """The one link that an office sends to all of its people."""
    return await claiming.begin(turn, tx)


async def confirm(turn: Turn, tx: Tx) -> list[Reply]:
    """是我; asked once more of the store who showed the number."""
    return await claiming.confirm(turn, tx)


async def decline(turn: Turn, tx: Tx) -> list[Reply]:
    """不是我."""
    return await claiming.decline(turn, tx)
