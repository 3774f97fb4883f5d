"""`/board`: 公示, kept by the branch."""

from collections.abc import Awaitable, Callable

from bot.domain.errors import NotFound
from bot.domain.messages import Command, Reply
from bot.domain.words import clean
from bot.handlers.pressing import pressed_parts, pressed_version, pressed_which
from bot.handlers.route import Handler
from bot.services import asking, board, board_steps, board_words
from bot.services.turn import Turn
from bot.storage.database import Tx


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/board`, also with a name behind it, the button under `/who`, another unit, another page.

    What was asked on the way is given up.
    """
    await asking.answered(turn, tx)
    if turn.pressed is None:
        name = clean(turn.content.argument) if isinstance(turn.content, Command) else ""
        return await board.named(turn, tx, name) if name else [await board.show(turn, tx)]
    return [await board.show(turn, tx, pressed_which(turn), pressed_version(turn))]


def of_entry(act: Callable[[Turn, Tx, str], Awaitable[list[Reply]]]) -> Handler:
    """The handler of a button of one entry; for one of theirs that is gone or was renamed, the board as it is.

    Raises `NotFound` for another's.
    """

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        try:
            return await act(turn, tx, pressed_which(turn))
        except NotFound:
            return await board.overtaken(turn, tx, pressed_which(turn))

    return pressed


async def of_role(turn: Turn, tx: Tx) -> list[Reply]:
    """The role of whoever is added."""
    unit_id, role = pressed_parts(turn)
    return await board_words.ask_of(turn, tx, unit_id, role)


async def give_role(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """The role that they have from now on."""
    return await board_steps.give_role(turn, tx, which, pressed_version(turn))
