"""The workshop beside a hall: what it was given to make, and what it wrote into the outbox."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.charts import Drawable
from bot.domain.clock import ManualClock, to_millis
from bot.domain.messages import Outbound
from bot.files.press import Press
from bot.services.delivery import Parcel
from bot.services.duties import perform
from bot.services.workshop import MAKINGS, Workshop
from bot.storage import due
from tests.conversations.town import rows_of
from tests.handlers.hall import Hall


@dataclass(slots=True)
class Hand(Press):
    """Makes at once what says of what it was made; `trouble` is raised instead."""

    made: list[Drawable] = field(default_factory=list)
    trouble: BaseException | None = None

    async def make(self, what: Drawable) -> bytes:
        if self.trouble is not None:
            raise self.trouble
        self.made.append(what)
        return repr(what).encode()


@dataclass(slots=True)
class Shop:
    """A workshop on the store of a hall; new ones are restarts."""

    hall: Hall
    press: Hand = field(default_factory=Hand)
    sent: list[Parcel] = field(default_factory=list)

    @property
    def clock(self) -> ManualClock:
        clock = self.hall.dispatcher.office.clock
        assert isinstance(clock, ManualClock)
        return clock

    @property
    def messages(self) -> list[Outbound]:
        return [parcel.message for parcel in self.sent if isinstance(parcel.message, Outbound)]

    def workshop(self) -> Workshop:
        return Workshop(self.hall.db, self.hall.dispatcher.office, "ours", self.sent.extend, self.press)

    async def work(self) -> int:
        """How many were made, or tried."""
        shop, count = self.workshop(), 0
        while await shop._make_next():
            count += 1
        return count

    async def go_on(self, moment: datetime) -> None:
        """All that is due by now on the writer, then in the workshop."""
        self.clock.at = moment
        now = to_millis(moment)
        while duties := await self.hall.db.read(due.ready, now, 100, tuple(MAKINGS)):
            for duty in duties:
                self.sent += await self.hall.db.write(perform, self.hall.dispatcher.office, duty, moment, "ours")
        await self.work()

    async def rows(self, sql: str, *params: Any) -> list[dict[str, Any]]:
        return await self.hall.db.read(rows_of, sql, *params)
