"""延期: asked for on a ticket's card, granted or refused by the level above."""

from bot.domain.messages import Reply, Toast
from bot.handlers.desk import card_of
from bot.handlers.pressing import pressed_version, pressed_which
from bot.services import deeds, extending, extensions, rights
from bot.services.happening import Beside
from bot.services.turn import Turn
from bot.storage import assignments
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import extensions as say


async def ask(turn: Turn, tx: Tx) -> list[Reply]:
    """延期: for how many days, and why."""
    ticket = await rights.to_handle(turn, tx, pressed_which(turn))
    if extending.asker(turn.office, turn.person, ticket, await assignments.open_of(tx, ticket.id)) is None:
        return [Toast(say.NoMoreTime(ticket.number)), await card_of(turn, tx, ticket, edits=True)]
    if ticket.version != pressed_version(turn):
        return [Toast(errors.CardIsOld()), await card_of(turn, tx, ticket, edits=True)]
    return await deeds.begin(turn, tx, ticket, Beside.EXTEND)


async def grant(turn: Turn, tx: Tx) -> list[Reply]:
    """同意, in one tap."""
    return await extensions.grant(turn, tx, pressed_which(turn))


async def refuse(turn: Turn, tx: Tx) -> list[Reply]:
    """不同意: why?"""
    if late := await extensions.late(turn, tx, pressed_which(turn)):
        return late
    _, ticket = await extensions.find(turn, tx, pressed_which(turn))
    return await deeds.begin(turn, tx, ticket, Beside.REFUSE)
