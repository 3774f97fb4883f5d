"""What those can do who go and look: `/today`; and those who answer for the place: `/patrols`."""

from dataclasses import replace

from bot.domain.messages import Reply
from bot.services import overview
from bot.services import today as doing
from bot.services.turn import Turn
from bot.storage.database import Tx


async def today(turn: Turn, tx: Tx) -> list[Reply]:
    """`/today`."""
    return await doing.show(turn, tx)


async def show_all(turn: Turn, tx: Tx) -> list[Reply]:
    """`/patrols`, also from the desk: anew, whatever it was pressed on."""
    return [replace(card, edits=False, replaces=True) for card in await overview.show(turn, tx)]
