"""Sealing under the first key what another has sealed, or what is plain from before there were keys (ADR 32)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.domain.errors import Transient
from bot.storage import sealing
from bot.storage.database import Database

log = structlog.get_logger(__name__)

PAUSE_S = 0.2
AGAIN_S = 60.0


async def make_ready(db: Database) -> None:
    """Only once in the life of a store, and of each list of columns, more than a look: seal whatever is plain.

    Raises `WrongKey` where the keys are not those of this store.
    """
    if await db.read(sealing.check):
        return
    await db.write(sealing.introduce)
    if not await db.read(sealing.all_sealed):
        await reseal(db)
        await db.write(sealing.note_all_sealed)


async def reseal(db: Database, pause_s: float = 0.0, told: Callable[[int], None] = lambda _: None) -> int:
    """Seal under the first key whatever is not, portion by portion; how many values. `told` hears of each portion.

    Whoever stops it loses nothing: the next time goes on with what is left.
    """
    left: sealing.Left | None = sealing.BEGINNING
    total = 0
    while left is not None:
        changed, left = await db.write(sealing.portion, left)
        total += changed
        told(changed)
        if changed:
            await asyncio.sleep(pause_s)
    return total


async def retire(db: Database) -> list[str]:
    """Ask no longer for keys that seal nothing any more; which ones."""
    unused = await db.read(sealing.unused)
    if unused:
        await db.write(sealing.retire, unused)
    return unused


@dataclass(frozen=True, slots=True)
class Resealing:
    """A rotation beside the work of a bot that was started with a new first key."""

    db: Database

    async def run(self) -> None:
        """Until the first key has sealed everything."""
        while True:
            try:
                return await self._rotate()
            except Transient as error:
                log.warning("rotation_delayed", kind=type(error).__name__)
                await asyncio.sleep(AGAIN_S)

    async def _rotate(self) -> None:
        if await self.db.read(sealing.others):
            changed = await reseal(self.db, PAUSE_S)
            log.info("rotated", values=changed, retired=await retire(self.db))
