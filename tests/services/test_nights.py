"""The night: nothing that is not said is lost, nothing is said twice, whenever the program runs."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.app import open_office
from bot.config import Settings
from bot.domain.clock import SHANGHAI, ManualClock, to_millis
from bot.domain.messages import Outbound
from bot.services import nights
from bot.services.duties import perform
from bot.services.turn import Office
from bot.storage import due, quiet
from bot.storage.database import Tx
from bot.texts.desk import Morning
from tests.conversations.town import CHEN, MORNING, ZHAO
from tests.handlers import conftest as handlers
from tests.handlers.hall import Hall
from tests.services.owners import put, somebody

settings, classifier, template, hall = handlers.settings, handlers.classifier, handlers.template, handlers.hall


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In March 2026: the 13th is a Friday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@dataclass(slots=True)
class Night:
    """The two secretaries of 翠湖苑, and a clock that is moved by hand."""

    hall: Hall
    office: Office
    clock: ManualClock
    ids: dict[int, str] = field(default_factory=dict)

    async def call(self, moment: datetime, *, loud: bool = False) -> set[int]:
        """Who of both is called."""
        self.clock.at = moment

        async def unit(tx: Tx) -> list[str]:
            return await nights.awake(tx, self.office, list(self.ids.values()), loud=loud)

        called = await self.hall.db.write(unit)
        return {who for who, person_id in self.ids.items() if person_id in called}

    async def choose(self, who: int, hours: str) -> None:
        await self.hall.db.write(quiet.choose, self.ids[who], hours)

    async def go_on(self, moment: datetime) -> list[int]:
        """Whoever has a list when all that is due by now is done."""
        self.clock.at = moment
        heard: list[int] = []
        for duty in await self.hall.db.read(due.ready, to_millis(moment), 100):
            parcels = await self.hall.db.write(perform, self.office, duty, moment, "ours")
            again = await self.hall.db.write(perform, self.office, duty, moment, "ours")
            assert not again, "done twice"
            for message in (parcel.message for parcel in parcels):
                assert isinstance(message, Outbound)
                assert isinstance(message.prompt, Morning)
                heard += [who for who, person_id in self.ids.items() if person_id == message.to]
        return sorted(heard)


@pytest.fixture
async def night(hall: Hall, settings: Settings) -> AsyncIterator[Night]:
    clock = ManualClock(MORNING)
    office = await open_office(hall.db, settings.model_copy(update={"patrols": ()}), clock)

    async def both(tx: Tx) -> dict[int, str]:
        return {who: await somebody(tx, who) for who in (CHEN, ZHAO)}

    yield Night(hall, office, clock, await hall.db.write(both))


async def test_who_sleeps_is_not_called_but_for_what_is_loud(night: Night) -> None:
    assert await night.call(at(10, 21, 29)) == {CHEN, ZHAO}
    assert await night.call(at(10, 21, 30)) == set()
    assert await night.call(at(10, 23), loud=True) == {CHEN, ZHAO}
    await night.choose(CHEN, nights.ALWAYS)
    assert await night.call(at(11, 3)) == {CHEN}
    assert await night.call(at(11, 7, 30)) == {CHEN, ZHAO}


async def test_what_came_at_night_is_listed_in_the_morning_also_on_a_saturday(night: Night, hall: Hall) -> None:
    await put(hall, 1)
    await night.call(at(13, 22))
    assert await night.go_on(at(14, 7, 29)) == []
    assert await night.go_on(at(14, 7, 30)) == [CHEN, ZHAO]
    assert await night.go_on(at(14, 7, 31)) == []
    # By then nothing new has come: what still waits is said on Monday.
    assert await night.go_on(at(15, 12)) == []
    assert await night.go_on(at(16, 7, 30)) == [CHEN, ZHAO]


async def test_what_is_called_aloud_at_night_or_by_day_postpones_no_list(night: Night, hall: Hall) -> None:
    await put(hall, 1)
    await night.call(at(13, 22))
    await night.call(at(13, 23), loud=True)
    # The program was away at half past seven, and is called before it looks at what is due.
    await night.call(at(14, 9))
    assert await night.go_on(at(14, 9)) == [CHEN, ZHAO]


async def test_after_an_outage_over_the_day_nobody_is_woken_by_a_list(night: Night, hall: Hall) -> None:
    await put(hall, 1)
    await night.call(at(10, 22))
    assert await night.go_on(at(11, 23)) == []
    assert await night.go_on(at(12, 7, 29)) == []
    assert await night.go_on(at(12, 8)) == [CHEN, ZHAO]


async def test_nothing_waits_nothing_is_said_and_nothing_is_planned(night: Night, hall: Hall) -> None:
    await night.call(at(10, 22))
    assert await night.go_on(at(11, 8)) == []
    assert await hall.db.read(due.ready, to_millis(at(31, 0)), 100) == []


async def test_own_hours_have_their_own_morning(night: Night, hall: Hall) -> None:
    await put(hall, 1)
    await night.choose(ZHAO, "2200-0800")
    await night.call(at(10, 22))
    assert await night.go_on(at(11, 7, 30)) == [CHEN]
    assert await night.go_on(at(11, 8)) == [ZHAO]


async def test_hours_that_the_district_offers_no_more_still_count(night: Night) -> None:
    await night.choose(CHEN, "2000-0600")
    assert await night.call(at(10, 20, 30)) == {ZHAO}
    assert await night.call(at(10, 20, 30) + timedelta(hours=10)) == {CHEN}


async def test_a_district_without_a_night_wakes_everybody(night: Night, settings: Settings) -> None:
    awake = settings.model_copy(update={"quiet": settings.quiet.model_copy(update={"hours": ()}), "patrols": ()})
    night.office = await open_office(night.hall.db, awake, night.clock)
    assert await night.call(at(10, 23)) == {CHEN, ZHAO}
