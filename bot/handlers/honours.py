"""`/honours`, `/red`, `/stars`: certificates, the red account, the year's sheets."""

from bot.domain.messages import Reply, Toast
from bot.handlers.pressing import pressed_which
from bot.handlers.route import Handler
from bot.services.points import honours, red
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts.listing import Tabulating


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/honours`, also from the points: anew."""
    return [(await honours.show(turn, tx)).anew()]


async def account(turn: Turn, tx: Tx) -> list[Reply]:
    """`/red`, also from the points: anew."""
    return [(await red.show(turn, tx)).anew()]


async def another_year(turn: Turn, tx: Tx) -> list[Reply]:
    """The red account of the year before."""
    return [await red.show(turn, tx, pressed_which(turn))]


async def households(turn: Turn, tx: Tx) -> list[Reply]:
    """`/stars`."""
    return [await red.households(turn, tx)]


def sheet(kind: str) -> Handler:
    """The handler of a year's sheet."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        await red.order(turn, tx, kind, pressed_which(turn))
        return [Toast(Tabulating())]

    return pressed
