"""What the people of a chaos run did: what they told and to which end, and how many updates that took."""

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count


@dataclass(slots=True)
class Report:
    """What one resident told: the ticket that must come of it, or that none may come.

    `added`: what they told afterwards, to the same ticket; `joined`: the number of the neighbour's ticket that it was
    said to instead.
    """

    reporter: int
    compound: int
    words: str
    submitted: bool = False
    withdrawn: bool = False
    place: str | None = None
    category: str | None = None
    number: str = ""
    joined: str = ""
    added: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """What happens in a run: every act is one update. `total`: after so many, nobody begins anything new.

    `per_second`: never more of them, where it is not 0; `waits`: the seconds from each act to what came of it.
    """

    total: int
    acts: int = 0
    reports: list[Report] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    blockers: set[int] = field(default_factory=set)
    in_vain: list[str] = field(default_factory=list)
    per_second: float = 0.0
    waits: list[float] = field(default_factory=list)
    _next: float = 0.0
    _serial: Iterator[int] = field(default_factory=lambda: count(1))
    _moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def acted(self) -> None:
        """One more update is on its way."""
        self.acts += 1
        await self._tell()

    async def turn(self, *, waits: bool) -> None:
        """One more act. Whoever `waits` does so until the pace allows it, others' acts included."""
        if self.per_second:
            now = asyncio.get_running_loop().time()
            self._next = max(self._next, now - 1) + 1 / self.per_second
            if waits:
                await asyncio.sleep(self._next - now)

    async def was_accepted(self, number: str) -> None:
        """A desk shows that somebody took this ticket."""
        self.accepted.add(number)
        await self._tell()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that people do."""
        async with self._moved:
            await self._moved.wait_for(condition)

    def complaint(self, dice: random.Random, about: Sequence[str]) -> str:
        """A sentence that nobody else says."""
        at = f"{dice.randint(1, 9)}号楼{dice.randint(1, 4)}单元"
        return dice.choice(about).format(at=at, n=next(self._serial))

    async def _tell(self) -> None:
        async with self._moved:
            self._moved.notify_all()
