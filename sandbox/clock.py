"""The sandbox's time: the machine's, moved forward on demand so that tests need not wait for 150 s or 24 h."""

import time

START = 1_767_225_600
"""2026 began, in seconds since 1970."""


class Clock:
    """Seconds since 1970, `ahead` of the machine's clock by as much as was asked for."""

    __slots__ = ("ahead",)

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        return time.time() + self.ahead

    def number(self, per_second: int) -> int:
        """Where to begin counting so that a sandbox started later does not give the same numbers again.

        A bot that keeps its database over a restart would take them for what it has handled already.
        """
        return int((self.now() - START) * per_second)

    def advance(self, seconds: float) -> None:
        """Move forward; time never goes back (ValueError)."""
        if seconds < 0:
            raise ValueError("the clock only goes forward")
        self.ahead += seconds
