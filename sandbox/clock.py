"""The sandbox's time: the machine's, moved forward on demand so that tests need not wait for 150 s or 24 h."""

import time


class Clock:
    """Seconds since 1970, `ahead` of the machine's clock by as much as was asked for."""

    __slots__ = ("ahead",)

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        return time.time() + self.ahead

    def advance(self, seconds: float) -> None:
        """Move forward; time never goes back (ValueError)."""
        if seconds < 0:
            raise ValueError("the clock only goes forward")
        self.ahead += seconds
