"""The clock's side of patrols, without any platform: a store, a clock that may be wrong, and what was told."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import open_office
from bot.config import Settings
from bot.domain.clock import ManualClock
from bot.domain.messages import Outbound
from bot.domain.patrols import span_of
from bot.services.clockwork import Clockwork
from bot.storage.database import Row, Tx
from bot.storage.sqlite import SqliteDatabase
from bot.texts.patrol import RoundsMissed, Today
from tests.conversations.town import MORNING
from tests.engines.keys import VAULT

# Where the packaged patrols take place in the town.
PLACES = {"小区日巡查": "cuihu", "楼栋日巡查": "cuihu3", "重点户周走访": "cuihu3"}


async def rows(tx: Tx) -> list[Row]:
    return await tx.fetch("SELECT name, unit_id, day, state, due_at FROM patrol_task ORDER BY day, name")


@dataclass
class Watch:
    """A program that runs, stops and starts again while its clock goes as it likes."""

    db: SqliteDatabase
    settings: Settings
    clock: ManualClock
    clockwork: Clockwork
    told: list[tuple[str, datetime, RoundsMissed]] = field(default_factory=list)
    called: list[tuple[str, datetime]] = field(default_factory=list)
    awake: set[str] = field(default_factory=set)

    @classmethod
    async def begin(cls, path: Path, settings: Settings, at: datetime = MORNING) -> "Watch":
        db, clock = await SqliteDatabase.open(path, VAULT), ManualClock(at)
        office = await open_office(db, settings, clock)
        watch = cls(db, settings, clock, None)  # type: ignore[arg-type]
        watch.clockwork = Clockwork(db, office, settings, "token", watch.hear)
        await watch.look()
        return watch

    def hear(self, parcels: list[Any]) -> None:
        for parcel in parcels:
            if isinstance(parcel.message, Outbound) and isinstance(parcel.message.prompt, RoundsMissed):
                self.told.append((parcel.message.to, self.clock.now(), parcel.message.prompt))
            if isinstance(parcel.message, Outbound) and isinstance(parcel.message.prompt, Today):
                self.called.append((parcel.message.to, self.clock.now()))

    async def move(self, by: timedelta) -> None:
        """The clock goes on, and whatever is due by then is done."""
        self.clock.at += by
        await self.tick()

    async def look(self) -> None:
        """What happens at each start, and every hour."""
        await self.clockwork._look_at_patrols()
        await self.tick()

    async def tick(self) -> None:
        self.awake |= {day for day, _ in self.wanted().values()}
        for _ in range(3):
            await self.clockwork._do_what_is_due()

    def wanted(self) -> dict[str, tuple[str, datetime]]:
        """By the name of each round that can be done now: its day, and when it is due."""
        found = {}
        for patrol in self.settings.patrols:
            if span := span_of(patrol.every, patrol.weekday or 0, patrol.by, self.clock.now()):
                found[patrol.name] = (span[0].isoformat(), span[1])
        return found
