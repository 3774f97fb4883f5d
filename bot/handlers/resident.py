"""What everybody can do: report."""

from bot.domain.messages import Reply
from bot.fsm.report import E
from bot.handlers.route import Handler
from bot.services import report
from bot.services.turn import Turn
from bot.storage.database import Tx


async def begin(turn: Turn, tx: Tx) -> list[Reply]:
    """`/report`."""
    return await report.begin(turn, tx)


async def tell(turn: Turn, tx: Tx) -> list[Reply]:
    """Any sentence, photo or pin."""
    return await report.tell(turn, tx)


async def cancel(turn: Turn, tx: Tx) -> list[Reply]:
    """`/cancel` and 取消, also on a card."""
    return await (report.press(turn, tx, E.CANCEL) if turn.pressed else report.cancel(turn, tx))


def step(event: E) -> Handler:
    """The handler of a button that is one step of the report."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        return await report.press(turn, tx, event)

    return pressed
