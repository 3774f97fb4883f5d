"""When the clock of the machine was set: told to the operator, and what an hour that never was had planned is mended.

Deadlines of days, quiet hours and days themselves are what the clock says they are. What is planned for minutes ahead
(alerts above all) must not wait for tomorrow because the clock stood there for a moment.
"""

import time
from dataclasses import dataclass

import structlog

from bot.config import Settings
from bot.domain.clock import Clock
from bot.services import alerts
from bot.services.report import danger
from bot.storage import due
from bot.storage.database import Tx

log = structlog.get_logger(__name__)

# A clock that is set right by less is no news.
NEWS_S = 60.0


@dataclass(slots=True)
class ClockWatch:
    """Compares the clock with the time that really went by."""

    clock: Clock
    _apart: float | None = None

    def look(self) -> float:
        """Seconds that the clock was set ahead since the last look, below zero back; 0 where it ran as it should."""
        apart = self.clock.now().timestamp() - time.monotonic()
        before, self._apart = self._apart, apart
        by = apart - before if before is not None else 0.0
        if abs(by) < NEWS_S:
            return 0.0
        log.warning("clock_was_set", by_s=round(by), advice="see that this machine's clock is right: bot doctor")
        return by


def longest(settings: Settings) -> dict[str, int]:
    """How far ahead at most, in milliseconds, what is pressing is planned."""
    both = (settings.alerts.urgent, settings.alerts.danger)
    return {
        alerts.REPEAT: int(max(repeats.repeat_minutes for repeats in both) * 60_000),
        alerts.AGAIN: alerts.AGAIN_MS,
        danger.ALARM: int(settings.alerts.danger_unanswered_s * 1000),
    }


async def mend(tx: Tx, settings: Settings, now: int) -> int:
    """Bring near what only a clock that was wrong can have planned so far ahead; how many plans.

    Messages wait for no time until somebody claims them, and a claim ends with whoever has it.
    """
    return sum([await due.bring_near(tx, kind, now + most) for kind, most in longest(settings).items()])
