"""`/redeem` for whoever has points, `/shop` for whoever keeps one."""

from bot.domain.messages import Outbound, Reply
from bot.handlers.pressing import pressed_version, pressed_which
from bot.services.shop import redeeming, reserving, shopkeeping
from bot.services.turn import Turn
from bot.storage.database import Tx


async def redeem(turn: Turn, tx: Tx) -> list[Reply]:
    """`/redeem`, also from another card: anew, whatever it was pressed on."""
    return [reply.anew() if isinstance(reply, Outbound) else reply for reply in await redeeming.show(turn, tx)]


async def buy(turn: Turn, tx: Tx) -> list[Reply]:
    """✅ 兑换, at the price on the card."""
    return await reserving.buy(turn, tx, pressed_which(turn), pressed_version(turn))


async def shop(turn: Turn, tx: Tx) -> list[Reply]:
    """`/shop`, and the way back to it."""
    return await shopkeeping.show(turn, tx, pressed_which(turn) if turn.pressed else "")
