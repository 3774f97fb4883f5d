"""先办完再删: whoever wants to go as soon as their tickets are over; and the words of tickets that outlast them."""

from bot.services.orders import SEPARATOR
from bot.storage import due
from bot.storage.database import Tx
from bot.storage.due import Due

# Due work: they go when nothing of theirs is open; the words of a ticket go when it is over.
GO, WORDS = "privacy_go", "privacy_words"
DAY_MS = 86_400_000
# What becomes of their words where they are part of a record.
ERASED, MASKED = "erase", "mask"
WAYS = (ERASED, MASKED)


async def planned(tx: Tx, person_id: str) -> Due | None:
    """Their wish to go later; None where they have none."""
    return await due.planned(tx, GO, [f"{person_id}{SEPARATOR}{way}" for way in WAYS])


async def plan(tx: Tx, person_id: str, way: str, now: int) -> None:
    """They go later, their words by `way`."""
    await cancel(tx, person_id)
    await due.plan(tx, GO, f"{person_id}{SEPARATOR}{way}", now + DAY_MS)


async def cancel(tx: Tx, person_id: str) -> None:
    """They stay after all."""
    for way in WAYS:
        await due.cancel(tx, GO, f"{person_id}{SEPARATOR}{way}")
