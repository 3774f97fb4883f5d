"""What is done with an answer, by what was asked (`bot/services/asking.py`)."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.domain.messages import Prompt, Reply
from bot.services import asking, bars, board, board_preview, board_words, claiming, overseeing
from bot.services.activities import checking, organising, planning
from bot.services.points import granting, honours, merits
from bot.services.shop import stocktaking
from bot.services.turn import Turn
from bot.services.volunteers import deciding, joining, own, teams
from bot.services.wishes import drafting, steps
from bot.storage.database import Tx
from bot.texts.board import BoardWaits
from bot.texts.general import NotAskedAnyMore

# Of the subject of the question; None where the message is no answer to it after all.
Answer = Callable[[Turn, Tx, str], Awaitable[list[Reply] | None]]

ANSWERS: Mapping[str, Answer] = {
    bars.WHY: bars.told_why,
    bars.APPEAL: bars.told_appeal,
    stocktaking.PIECES: stocktaking.pieces_told,
    stocktaking.PRICE: stocktaking.price_told,
    stocktaking.NEW: stocktaking.goods_told,
    own.TELL: joining.told,
    deciding.WHY: deciding.told_why,
    teams.THANK: teams.told_thanks,
    granting.KIND: granting.give,
    merits.UNDO: merits.take_back,
    honours.NAME: honours.named,
    # Wishes: what is being written, and what a step asks for.
    drafting.WORDS: drafting.told_words,
    drafting.PLACE: drafting.told_place,
    drafting.CONTACT: drafting.told_contact,
    drafting.WISHER: drafting.told_wisher,
    **{steps.kind_of_question(event): partial(steps.told, event=event) for event in steps.ASKED},
    steps.THANK: steps.told_thanks,
    planning.NEW: planning.told,
    planning.WHEN: planning.said_when,
    planning.PLACES: planning.said_places,
    organising.MOVE: organising.said_time,
    organising.SPOT: organising.said_place,
    organising.OFF: organising.said_reason,
    checking.HERE: checking.told,
    claiming.ASKED: claiming.told,
    overseeing.UNIT: overseeing.told,
    board.NEW: board_words.told_new,
    board.NAME: board_words.told_name,
    board.PHONE: board_words.told_phone,
    board_preview.PREVIEW: board_words.told_preview,
}


# What is said where somebody tells of something else and the question still waits.
WAITS: Mapping[str, Prompt] = {board_preview.PREVIEW: BoardWaits()}


async def told(turn: Turn, tx: Tx) -> tuple[list[Reply] | None, list[Reply]]:
    """Words, a photo, a pin or a number in answer to what was asked; None where nothing was, or they are no answer.

    And what is said beside what they are then: that the question waits on.
    """
    asked = await asking.open_question(turn, tx)
    if asked is None or asked.kind not in ANSWERS:
        return None, []
    answered = await ANSWERS[asked.kind](turn, tx, asked.subject)
    left = WAITS.get(asked.kind) if answered is None else None
    waits = left is not None and await asking.waiting(turn, tx, asked.kind) is not None
    return answered, [turn.reply(left)] if left and waits else []


async def drop(turn: Turn, tx: Tx) -> list[Reply] | None:
    """算了, 取消 in words; None where nothing was asked."""
    if await asking.open_question(turn, tx) is None:
        return None
    await asking.answered(turn, tx)
    return [turn.reply(NotAskedAnyMore())]
