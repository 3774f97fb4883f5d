"""`/duties`: what one's posts answer for; for the platforms, what departments do."""

from bot.domain.messages import Reply
from bot.handlers.pressing import pressed_version, pressed_which
from bot.services import deeds, responsibilities
from bot.services.turn import Turn
from bot.storage.database import Tx


async def own(turn: Turn, tx: Tx) -> list[Reply]:
    """`/duties`; another page, another post."""
    if turn.pressed is None:
        return [await responsibilities.own(turn, tx)]
    return [await responsibilities.own(turn, tx, pressed_which(turn), pressed_version(turn))]


async def of_departments(turn: Turn, tx: Tx) -> list[Reply]:
    """📋 部门职责: which one, then that one, page by page."""
    unit_id = pressed_which(turn)
    if not unit_id:
        return await all_departments(turn, tx)
    return [await responsibilities.of_department(turn, tx, unit_id, pressed_version(turn))]


async def all_departments(turn: Turn, tx: Tx) -> list[Reply]:
    """⬅️ 所有部门."""
    return [await responsibilities.departments(turn, tx)]


async def to_the_ticket(turn: Turn, tx: Tx) -> list[Reply]:
    """⬅️ 回到转交."""
    return await deeds.passing_on(turn, tx)
