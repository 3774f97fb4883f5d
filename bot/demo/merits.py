"""A year of points behind the demo's week: an empty ledger would show nothing."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.channels.telegram.translate import CHANNEL
from bot.config import Settings
from bot.domain.clock import SHANGHAI, Clock, to_millis
from bot.domain.people import Post, Role
from bot.domain.points import Dimension, Earning
from bot.services.points import ledger
from bot.storage import meta, people, standings
from bot.storage.database import Database, Tx

FILE = Path(__file__).with_name("merits.toml")
MARK = "demo_merits"
DAYS = 364
# A deed is done in the evening.
EVENING = time(18, 30)


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody of the demo who serves: a deed `every` so many days."""

    id: int
    compound: str
    ranked: bool
    every: int


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done in turn."""

    matter: str
    dimension: Dimension
    reason: str
    times: int


@dataclass(frozen=True, slots=True)
class Merits:
    """All of merits.toml."""

    volunteers: tuple[Volunteer, ...]
    deeds: tuple[Deed, ...]


def load_merits(path: Path = FILE) -> Merits:
    """All of it. Raises `KeyError`, `TypeError` or `ValueError` where the file is not of its shape."""
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    deeds = ({**entry, "dimension": Dimension(entry["dimension"])} for entry in tree["deed"])
    return Merits(tuple(Volunteer(**entry) for entry in tree["volunteer"]), tuple(Deed(**deed) for deed in deeds))


async def fill_merits(db: Database, merits: Merits, settings: Settings, clock: Clock) -> None:
    """Put it into a database that the demo has filled, once, in one unit of work."""
    await db.write(_fill, merits, settings, clock.now().astimezone(SHANGHAI))


async def _fill(tx: Tx, merits: Merits, settings: Settings, today: datetime) -> None:
    if await meta.get(tx, MARK):
        return
    began = to_millis(today - timedelta(days=DAYS))
    known = {one.id: await _settle(tx, one, began) for one in merits.volunteers}
    for days_ago in range(DAYS, 0, -1):
        for place, one in enumerate(merits.volunteers):
            if (days_ago + place) % one.every == 0:
                deed = merits.deeds[(days_ago // one.every + place) % len(merits.deeds)]
                at = datetime.combine(today.date() - timedelta(days=days_ago), EVENING, SHANGHAI)
                await _do(tx, settings, known[one.id], deed, str(days_ago), to_millis(at))
    await meta.put(tx, MARK, str(len(merits.volunteers)))


async def _settle(tx: Tx, one: Volunteer, since: int) -> str:
    """They have the post, beside the file that `volunteers.py` put there."""
    person = await people.arrive(tx, people.Address(CHANNEL, str(one.id)), since)
    await people.appoint(tx, person.id, Post(Role.VOLUNTEER, one.compound), since)
    await standings.rank(tx, person.id, one.compound, since, ranked=one.ranked)
    return person.id


async def _do(tx: Tx, settings: Settings, person_id: str, deed: Deed, source_id: str, now: int) -> None:
    """Nothing where an operator's own config.toml does not know the matter."""
    if deed.matter in {matter.name for matter in settings.matters}:
        earning = Earning(person_id, deed.matter, deed.dimension, "demo", source_id, deed.reason, times=deed.times)
        await ledger.award(tx, settings, earning, now)
