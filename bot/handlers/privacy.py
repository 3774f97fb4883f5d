"""`/privacy` and its buttons: each speaks of whoever pressed it, as no button bears whose data it is."""

from bot.domain.messages import Outbound, Reply
from bot.handlers.pressing import pressed_which
from bot.services import homes
from bot.services.privacy import deleting
from bot.services.turn import Turn
from bot.storage.database import Tx


async def home(turn: Turn, tx: Tx) -> list[Reply]:
    """改住处: what `/home` shows, at the bottom."""
    return [reply.anew() if isinstance(reply, Outbound) else reply for reply in await homes.show(turn, tx)]


async def now(turn: Turn, tx: Tx) -> list[Reply]:
    """现在就删: what becomes of the words?"""
    return await deleting.ask_words(turn, tx, deleting.NOW)


async def later(turn: Turn, tx: Tx) -> list[Reply]:
    """先办完再删: the same."""
    return await deleting.ask_words(turn, tx, deleting.LATER)


async def surely(turn: Turn, tx: Tx) -> list[Reply]:
    """Said twice."""
    return await deleting.go(turn, tx, pressed_which(turn))
