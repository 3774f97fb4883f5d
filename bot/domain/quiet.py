"""Hours in which nobody is called for what can wait, in Shanghai."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.clock import SHANGHAI

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `begin` until before `end`, over midnight where `begin` is the later. Refuses hours that are none."""

    begin: time
    end: time

    def __post_init__(self) -> None:
        if self.begin == self.end:
            raise ValueError("quiet hours must end at another time than they begin")

    def __contains__(self, moment: datetime) -> bool:
        now = moment.astimezone(SHANGHAI).time()
        if self.begin < self.end:
            return self.begin <= now < self.end
        return now >= self.begin or now < self.end


def next_at(moment: datetime, hour: time) -> datetime:
    """The first time after `moment` at which it is `hour` in Shanghai."""
    local = moment.astimezone(SHANGHAI)
    found = datetime.combine(local.date(), hour, SHANGHAI)
    return found if found > local else found + DAY
