"""`/for`: reporting for somebody else, and the resident's confirmation."""

from bot.domain.messages import Reply
from bot.domain.tickets import WayIn
from bot.handlers.pressing import pressed_which
from bot.handlers.route import Handler
from bot.services import behalf, confirming, report
from bot.services.turn import Turn
from bot.storage.database import Tx


async def ask_way(turn: Turn, tx: Tx) -> list[Reply]:
    """`/for`."""
    return await behalf.ask_way(turn, tx)


def begin(way: WayIn) -> Handler:
    """The handler of the button of one way in."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        return await behalf.begin(turn, tx, way)

    return pressed


async def confirm(turn: Turn, tx: Tx) -> list[Reply]:
    """是我的."""
    return await confirming.confirm(turn, tx, pressed_which(turn))


async def not_mine(turn: Turn, tx: Tx) -> list[Reply]:
    """不是我的: nothing is kept of them."""
    return await report.begin(turn, tx)
