"""What is done with an answer, by what was asked (`bot/services/asking.py`)."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.messages import Reply
from bot.services import asking, claiming
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts.general import NotAskedAnyMore

# Of the subject of the question; None where the message is no answer to it after all.
Answer = Callable[[Turn, Tx, str], Awaitable[list[Reply] | None]]

ANSWERS: Mapping[str, Answer] = {
    claiming.ASKED: claiming.told,
}


async def told(turn: Turn, tx: Tx) -> list[Reply] | None:
    """Words, a photo, a pin or a number in answer to what was asked; None where nothing was."""
    asked = await asking.open_question(turn, tx)
    if asked is None or asked.kind not in ANSWERS:
        return None
    return await ANSWERS[asked.kind](turn, tx, asked.subject)


async def drop(turn: Turn, tx: Tx) -> list[Reply] | None:
    """算了, 取消 in words; None where nothing was asked."""
    if await asking.open_question(turn, tx) is None:
        return None
    await asking.answered(turn, tx)
    return [turn.reply(NotAskedAnyMore())]
