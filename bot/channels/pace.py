"""How fast a platform may be spoken to: at most so many in any window, decided ahead so that the urgent go first."""

from collections import deque


class Window:
    """At most `limit` sends in any `seconds`. Times are seconds of a monotonic clock.

    A sliding window and no bucket: a bucket that refills while it is drained lets twice its size through in its first
    window, and the platform counts windows.
    """

    __slots__ = ("_limit", "_seconds", "_sent")

    def __init__(self, limit: int, seconds: float) -> None:
        if limit < 1 or seconds <= 0:
            raise ValueError("a window takes at least one send and some time")
        self._limit = limit
        self._seconds = seconds
        self._sent: deque[float] = deque(maxlen=limit)

    def free_at(self) -> float:
        """The earliest moment at which the next may go (minus infinity: any)."""
        return self._sent[0] + self._seconds if len(self._sent) == self._limit else float("-inf")

    def is_idle(self, now: float) -> bool:
        """Whether nothing that went is remembered any more."""
        return not self._sent or self._sent[-1] + self._seconds <= now

    def take(self, now: float) -> None:
        """One goes now. The caller has waited until `free_at()`."""
        self._sent.append(now)

    def resized(self, limit: int, seconds: float, fresh: int, now: float) -> "Window":
        """One of another size that remembers what went; of its room, `fresh` counts as gone now: another had it."""
        other, kept = Window(limit, seconds), limit - fresh
        other._sent.extend([*list(self._sent)[max(0, len(self._sent) - kept) :], *[now] * fresh])
        return other

    def fill(self, at: float) -> None:
        """As if all had gone at `at`: who knows what another sent until then."""
        self._sent.extend([at] * self._limit)
