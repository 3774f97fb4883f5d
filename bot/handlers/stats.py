"""`/stats`: the figures of one's own units as a picture, and the list of tickets as a file."""

from bot.domain.messages import Reply, Toast
from bot.services import orders, stats
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import listing
from bot.texts import stats as say


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/stats`, another month, another unit: drawn in a moment, elsewhere."""
    await stats.place(turn, tx, orders.DRAW)
    return [Toast(say.Drawing()) if turn.pressed else turn.reply(say.Drawing(), card=stats.CARD)]


async def export(turn: Turn, tx: Tx) -> list[Reply]:
    """导出表格."""
    await stats.place(turn, tx, orders.LIST)
    return [Toast(listing.Tabulating())]
