"""Who lives where the benchmarks are played, what they say, and the bot's store with them in it."""

from itertools import cycle
from pathlib import Path

from bot.app import open_database
from bot.config import Settings, load_settings
from bot.config.loading import packaged_path
from bot.domain.clock import SystemClock, to_millis
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.storage import people, units
from bot.storage.database import Tx
from tests.engines.keys import KEYS

TOKEN = "424242:sandbox"
CHATS = 64
COMPOUNDS = 8
RESIDENTS = range(1001, 1001 + CHATS)
SECRETARIES = range(2001, 2001 + COMPOUNDS)


def sentence(resident: int, turn: int) -> str:
    """An ordinary report that the classifier is sure of. Each has a staircase of their own, in another house each time:
    nobody else told of the like there, and none of their own last reports could be meant."""
    staircase = resident // COMPOUNDS % (CHATS // COMPOUNDS) + 1
    return f"{11 + turn % 89}号楼{staircase}单元楼道灯坏了，黑得很"


def compound_of(resident: int) -> int:
    """The number of the compound where somebody lives."""
    return resident % COMPOUNDS


UNLIMITED = ("per_day", "new_per_day", "same_words", "compound_per_hour")


def compound_name(number: int) -> str:
    return f"{number + 1}号院"


def sandbox_people(more: range = range(0)) -> list[dict[str, object]]:
    """Everybody as the sandbox takes them."""
    return [{"id": person, "first_name": f"人{person}"} for person in (*RESIDENTS, *SECRETARIES, *more)]


def settings_in(folder: Path, **delivery: float) -> Settings:
    """The settings as shipped, with a store in `folder` and the pace changed as said; by night as by day.

    Nobody reports too much: how many one person or compound may report in a day is out of the way.
    """
    shipped = load_settings(packaged_path())
    limits = shipped.limits.model_copy(update=dict.fromkeys(UNLIMITED, 10**9))
    database = shipped.database.model_copy(update={"url": f"sqlite:{folder / 'bench.db'}"})
    awake = shipped.quiet.model_copy(update={"hours": ()})
    return shipped.model_copy(
        update={
            "database": database,
            "delivery": shipped.delivery.model_copy(update=delivery),
            "quiet": awake,
            "limits": limits,
        }
    )


def _units() -> list[Unit]:
    above = (
        Unit("district", UnitKind.DISTRICT, None, "杏林区", "d_1"),
        Unit("street", UnitKind.STREET, "district", "柳巷街道", "s_1"),
        Unit("community", UnitKind.COMMUNITY, "street", "桃园社区", "m_1"),
    )
    compounds = (
        Unit(f"compound{n}", UnitKind.COMPOUND, "community", compound_name(n), f"c_{n}") for n in range(COMPOUNDS)
    )
    return [*above, *compounds]


async def _move_in(tx: Tx, now: int, more: range) -> None:
    for unit in _units():
        await units.add(tx, unit)
    for telegram_id in (*RESIDENTS, *more):
        person = await people.enrol(tx, people.Address("telegram", str(telegram_id)), now)
        await people.consent(tx, person.id, 1, now)
        await people.settle_in(tx, person.id, f"compound{compound_of(telegram_id)}")
    for telegram_id, number in zip(SECRETARIES, cycle(range(COMPOUNDS)), strict=False):
        person = await people.enrol(tx, people.Address("telegram", str(telegram_id)), now)
        await people.appoint(tx, person.id, Post(Role.SECRETARY, f"compound{number}"), now)


async def fill(settings: Settings, more: range = range(0)) -> None:
    """The units and the people, into an empty store; residents have agreed to the notice, long ago."""
    db = await open_database(settings, KEYS)
    try:
        await db.write(_move_in, to_millis(SystemClock().now()), more)
    finally:
        await db.close()
