"""Into the store first: an update is acknowledged to the platform only after its raw text is committed (DESIGN §2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.clock import Clock, to_millis
from bot.storage import inbox
from bot.storage.database import Database
from bot.storage.inbox import Received


@dataclass(frozen=True, slots=True)
class Intake:
    """Stores what a platform sent and wakes whoever works on it."""

    db: Database
    clock: Clock
    wake: Callable[[], None]
    count: Callable[[int], None]

    async def accept(self, updates: Sequence[Received]) -> None:
        """Keep `updates`; they are durable when this returns. Raises `StorageBusy` where they could not be kept."""
        if not updates:
            return
        await self.db.write(inbox.store, updates, to_millis(self.clock.now()))
        self.count(len(updates))
        self.wake()
