"""Time comes from here and from nowhere else: aware, UTC inside, Asia/Shanghai where people read it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """What the rest of the program may ask about time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(slots=True)
class ManualClock:
    """A clock that moves only when told to; for tests and scripted days."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def to_millis(moment: datetime) -> int:
    """Milliseconds since 1970 UTC, as stored. Refuses naive times with `ValueError`."""
    if moment.tzinfo is None:
        raise ValueError("a naive time has no place in the store")
    return int(moment.timestamp() * 1000)


def from_millis(stored: int) -> datetime:
    """The aware UTC moment of a stored number of milliseconds."""
    return datetime.fromtimestamp(stored / 1000, UTC)
