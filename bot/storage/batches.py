"""Whatever waits while a batch is under way becomes the next one; whoever comes alone is served at once."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.storage.drive import Outcome

W = TypeVar("W")


@dataclass(frozen=True, slots=True, eq=False)
class Asked(Generic[W]):
    """Work that somebody waits for."""

    work: W
    answer: asyncio.Future[Any]

    def tell(self, outcome: Outcome[Any]) -> None:
        """Answer whoever still waits."""
        if self.answer.cancelled():
            return
        if outcome.error is not None:
            self.answer.set_exception(outcome.error)
        else:
            self.answer.set_result(outcome.value)


A = TypeVar("A", bound=Asked[Any])


class Batches(Generic[A]):
    """Hands `settle` what was asked for, in that order, at most `together` at a time; it answers all of them."""

    def __init__(self, settle: Callable[[list[A]], Awaitable[None]], together: int) -> None:
        self.together = together
        self._settle = settle
        self._waiting: deque[A] = deque()
        self._draining: asyncio.Task[None] | None = None

    def add(self, asked: A) -> None:
        """Behind all that wait already."""
        self._waiting.append(asked)
        self._serve()

    async def finish(self) -> None:
        """Return when nobody waits any more."""
        while self._draining is not None and not self._draining.done():
            await asyncio.wait([self._draining])

    def _serve(self, _done: object = None) -> None:
        """See to it that whoever waits is served, also when the one who served was cancelled."""
        if self._waiting and (self._draining is None or self._draining.done()):
            self._draining = asyncio.create_task(self._drain())
            self._draining.add_done_callback(self._serve)

    async def _drain(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(self.together, len(self._waiting)))]
            batch = [asked for asked in batch if not asked.answer.cancelled()]
            try:
                await self._settle(batch)
            except asyncio.CancelledError:
                for asked in batch:
                    asked.answer.cancel()
                raise
