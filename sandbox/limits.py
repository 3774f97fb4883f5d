"""Telegram's pace, when asked for: 30 messages a second in all, 1 a second to a person, 20 a minute to a group.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import math
from collections import defaultdict
from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.errors import TooManyRequests


@dataclass(slots=True)
class Bucket:
    """`burst` messages at once, then `rate` a second."""

    rate: float
    burst: float
    left: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until the next message may go; 0 when it may now."""
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.left >= 1 else (1 - self.left) / self.rate


class Limits:
    """A bucket for all, and one for each chat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        now = clock.now()
        self._all = Bucket(30.0, 30.0, 30.0, now)
        self._person = defaultdict[int, Bucket](lambda: Bucket(1.0, 5.0, 5.0, now))
        self._group = defaultdict[int, Bucket](lambda: Bucket(20 / 60, 20.0, 20.0, now))

    def take(self, chat_id: int, messages: int = 1) -> None:
        """Count messages to a chat, or raise TooManyRequests; a refused call counts for nothing."""
        now = self._clock.now()
        chat = self._person[chat_id] if chat_id > 0 else self._group[chat_id]
        seconds = max(self._all.wait(now), chat.wait(now))
        if seconds > 0:
            raise TooManyRequests(max(1, math.ceil(seconds)))
        self._all.left -= messages
        chat.left -= messages
