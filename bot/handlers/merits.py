"""`/award`: a secretary's volunteers and their points."""

from bot.domain.messages import Reply
from bot.handlers.pressing import number, pressed_parts, pressed_which
from bot.services.points import granting, merits
from bot.services.points.account import NEWEST
from bot.services.turn import Turn
from bot.storage.database import Tx


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/award`: their volunteers."""
    return [await merits.listed(turn, tx, 0)]


async def people(turn: Turn, tx: Tx) -> list[Reply]:
    """Another page of them."""
    return [await merits.listed(turn, tx, number(pressed_which(turn)))]


async def look(turn: Turn, tx: Tx) -> list[Reply]:
    """One of them, or older entries of theirs."""
    person_id, before = pressed_parts(turn)
    return [await merits.looked_at(turn, tx, person_id, number(before) if before else NEWEST)]


async def tick(turn: Turn, tx: Tx) -> list[Reply]:
    """One of them is to get points, or is not after all."""
    offset, person_id = pressed_parts(turn)
    return await granting.tick(turn, tx, person_id, number(offset))


async def pick(turn: Turn, tx: Tx) -> list[Reply]:
    """Another page to tick."""
    return await granting.page(turn, tx, number(pressed_which(turn)))
