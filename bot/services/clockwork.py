"""Whatever happens by the clock: due work, old rows forgotten."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import structlog

from bot.config import Settings
from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.errors import Transient
from bot.domain.trace import followed
from bot.services import mondays, patrol, pictures
from bot.services.clock_watch import ClockWatch, mend
from bot.services.delivery import Parcel
from bot.services.duties import perform
from bot.services.points import audit
from bot.services.privacy import retention
from bot.services.turn import Office
from bot.services.workshop import MAKINGS
from bot.storage import due
from bot.storage.database import Database

log = structlog.get_logger(__name__)

LOOK_S = 1.0
AUDIT_LOOK_S = 60.0
CLOCK_LOOK_S = 20.0
PAGE = 200
LATER_MS = 600_000
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Clockwork:
    """Runs the loops below until cancelled. `token` and `offer` are the sender's, where it is here."""

    db: Database
    office: Office
    settings: Settings
    token: str | None
    offer: Callable[[list[Parcel]], None]

    async def run(self) -> None:
        """Until cancelled; a store that cannot be read now is tried again at the next look."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._every(LOOK_S, self._do_what_is_due))
            group.create_task(self._every(CLOCK_LOOK_S, partial(self._look_at_clock, ClockWatch(self.office.clock))))
            group.create_task(self._every(HOUR_MS / 1000, self._forget))
            group.create_task(self._every(HOUR_MS / 1000, self._look_at_patrols))
            group.create_task(self._every(HOUR_MS / 1000, self._look_at_calendar))
            group.create_task(self._every(HOUR_MS / 1000, self._look_at_mondays))
            group.create_task(self._every(HOUR_MS / 1000, self._look_at_nights))
            group.create_task(self._every(AUDIT_LOOK_S, self._audit))

    async def keep_calendar(self) -> None:
        """The working days in the memory of this process, for one whose clock runs in another."""
        await self._every(HOUR_MS / 1000, self._look_at_calendar)

    async def _every(self, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await act()
            except Transient as error:
                log.warning("clockwork_delayed", kind=type(error).__name__)
            await asyncio.sleep(seconds)

    async def _do_what_is_due(self) -> None:
        """All that is due by now, however long we were away; each in a unit of its own. Files are the workshop's."""
        for duty in await self.db.read(due.ready, self._now(), PAGE, (*MAKINGS, audit.KIND, pictures.COPY)):
            try:
                moment = self.office.clock.now()
                with followed(duty.goes_back_to):
                    self.offer(await self.db.write(perform, self.office, duty, moment, self.token))
            except Transient:
                raise
            except Exception:  # a bug in one duty must not stop the clock for all others: later again
                log.exception("duty_failed", kind=duty.kind, subject=duty.subject, trace=duty.goes_back_to)
                await self.db.write(due.plan, duty.kind, duty.subject, self._now() + LATER_MS)

    async def _look_at_clock(self, watch: ClockWatch) -> None:
        watch.look()
        if mended := await self.db.write(mend, self.settings, self._now()):
            log.warning("plans_brought_near", number=mended)

    async def _look_at_patrols(self) -> None:
        await self.db.write(patrol.look, self.office, self._now())

    async def _look_at_calendar(self) -> None:
        self.office.timetable.look_ahead(self.office.clock.now().astimezone(SHANGHAI).date())

    async def _look_at_mondays(self) -> None:
        await self.db.write(mondays.look, self.office, self._now())

    async def _look_at_nights(self) -> None:
        await self.db.write(audit.look, self.office, self._now())

    async def _audit(self) -> None:
        """The ledger, read on a reader: it takes long, and nobody waits for it."""
        self.offer(await audit.at_night(self.db, self.office, self.token))

    async def _forget(self) -> None:
        await retention.tidy(self.db, self.settings, self.office.clock.now())

    def _now(self) -> int:
        return to_millis(self.office.clock.now())
