"""`/points`: one's own points, their year as a picture, the ranking."""

from bot.domain.messages import Reply, Toast
from bot.handlers.pressing import number, pressed_which
from bot.services.points import account as points
from bot.services.points import ranking
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import points as say
from bot.texts.stats import Drawing


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/points`."""
    return [await points.card(turn, tx)]


async def older(turn: Turn, tx: Tx) -> list[Reply]:
    """更早的: below the entry that the button names."""
    return [await points.older(turn, tx, number(pressed_which(turn)))]


async def year(turn: Turn, tx: Tx) -> list[Reply]:
    """一年图: drawn in a moment, elsewhere."""
    return [Toast(Drawing() if await points.order_year(turn, tx) else say.NothingInTheYear())]


async def rank(turn: Turn, tx: Tx) -> list[Reply]:
    """排名: of this month, below the points."""
    return [(await ranking.show(turn, tx)).anew()]


async def span(turn: Turn, tx: Tx) -> list[Reply]:
    """Of this year, of all the time."""
    return [await ranking.show(turn, tx, pressed_which(turn))]


async def join(turn: Turn, tx: Tx) -> list[Reply]:
    """上榜."""
    return [await ranking.choose(turn, tx, ranked=True)]


async def unrank(turn: Turn, tx: Tx) -> list[Reply]:
    """不上榜."""
    return [await ranking.choose(turn, tx, ranked=False)]
