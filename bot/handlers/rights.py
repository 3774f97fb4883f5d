"""`/rights`: who may see what."""

from bot.domain.messages import Command, Reply
from bot.handlers.pressing import pressed_version, pressed_which
from bot.services import overseeing
from bot.services.turn import Turn
from bot.storage.database import Tx


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/rights`, also with the name of a compound behind it; another unit, another page."""
    if turn.pressed is not None:
        return [await overseeing.show(turn, tx, pressed_which(turn), pressed_version(turn))]
    name = turn.content.argument.strip() if isinstance(turn.content, Command) else ""
    return await overseeing.named(turn, tx, name) if name else [await overseeing.show(turn, tx)]


async def holders(turn: Turn, tx: Tx) -> list[Reply]:
    """Those who hold a post."""
    return await overseeing.holders(turn, tx, pressed_which(turn), pressed_version(turn))
