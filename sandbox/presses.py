"""Callback queries: each is answered once, within its short life."""

from collections import OrderedDict
from dataclasses import dataclass

from sandbox.clock import Clock

LIFE = 150.0
"""Seconds a press waits for its answer."""

KEPT = 100_000
"""Unanswered presses; the oldest make room."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button press the bot has not answered."""

    id: str
    chat_id: int
    at: float


class Presses:
    """Presses waiting for an answer."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: OrderedDict[str, Press] = OrderedDict()
        self._count = 0

    def add(self, chat_id: int) -> Press:
        self._count += 1
        press = Press(f"{self._clock.number(per_second=1000)}{self._count:06d}", chat_id, self._clock.now())
        self._waiting[press.id] = press
        if len(self._waiting) > KEPT:
            self._waiting.popitem(last=False)
        return press

    def take(self, query_id: str) -> Press | None:
        """The press of this id, if it is unanswered and not too old; it cannot be taken twice."""
        press = self._waiting.pop(query_id, None)
        return press if press and self._clock.now() - press.at <= LIFE else None

    def clear(self) -> None:
        self._waiting.clear()
