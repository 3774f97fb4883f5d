"""How a store is closed: once, whoever asks, and what was begun comes to its end."""

import asyncio
from abc import ABC, abstractmethod

from bot.domain.errors import StorageBusy


class Closing(ABC):
    """Of both engines."""

    def __init__(self) -> None:
        self._closing: asyncio.Task[None] | None = None

    async def close(self) -> None:
        """Finish what was begun, let go of the file or the server. Further calls wait for the first."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._shut())
        await asyncio.shield(self._closing)

    def _refuse_when_closing(self) -> None:
        if self._closing is not None:
            raise StorageBusy("the database is being closed")

    @abstractmethod
    async def _shut(self) -> None:
        """What is done once."""
