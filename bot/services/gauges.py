"""How much waits and for how long, read from the store now and then: for who must slow down, and for who watches."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.domain.clock import Clock, to_millis
from bot.domain.errors import Transient
from bot.domain.messages import Urgency
from bot.storage import outbox
from bot.storage.ages import Ages, ages
from bot.storage.database import Database, Tx

log = structlog.get_logger(__name__)

LOOK_S = 2.0


@dataclass(frozen=True, slots=True)
class Load:
    """Messages that wait to be sent, those of them that are no broadcasts, and the ages of what waits."""

    waiting: int
    pressing: int
    ages: Ages


@dataclass(slots=True)
class Gauges:
    """Reads the load until cancelled and tells `show` of it. `wanted`: somebody watches, also where we are alone."""

    db: Database
    clock: Clock
    show: Callable[[Load], None]
    wanted: bool
    load: Load = Load(0, 0, Ages(0, 0, 0, 0, 0))

    async def run(self) -> None:
        """Until cancelled; a store that cannot be read now is read at the next look."""
        while True:
            try:
                self.load = await self.db.read(_read, to_millis(self.clock.now()))
                self.show(self.load)
            except Transient as error:
                log.warning("load_unreadable", kind=type(error).__name__)
            await asyncio.sleep(LOOK_S)


async def _read(tx: Tx, now: int) -> Load:
    waiting, pressing = await outbox.count_waiting(tx, Urgency.BROADCAST)
    return Load(waiting, pressing, await ages(tx, now))
