"""Who is who around somebody's home (公示): found, put in order, worded."""

from collections.abc import Collection

from bot.domain.messages import Outbound
from bot.domain.people import Role, Unit, UnitKind
from bot.domain.places import read_place
from bot.services.report import draft as drafts
from bot.services.turn import Turn
from bot.storage import homes, published
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import talk as say

# The leads of so many buildings can be read at a glance, where it is not known which building is theirs.
MOST_LEADS = 6
MOST = 20
ORDER = tuple(say.TITLES)


async def who(turn: Turn, tx: Tx, roles: Collection[Role] = (), named: str = "", house: str = "") -> Outbound | None:
    """Names and numbers around a home; None where no compound is known.

    Those of `roles` alone, where any of them is published. The compound `named` and the building `house` go before
    their own.
    """
    compound = await _compound_meant(turn, tx, named)
    if compound is None:
        return None
    above = [unit.id for unit in turn.office.directory.upwards(compound.id)]
    entries = await published.concerning(tx, compound.id, above)
    building = read_place(house or await _their_building(turn, tx, compound))
    entries = _of_their_building(turn, entries, building)
    wanted = [entry for entry in entries if entry.role in roles] or entries
    if not wanted:
        return turn.reply(say.NobodyPublished(compound.name))
    ordered = sorted(wanted, key=lambda entry: ORDER.index(entry.role) if entry.role in ORDER else len(ORDER))
    return turn.reply(say.WhoIsWho(compound.name, tuple(_line(turn, compound, entry) for entry in ordered[:MOST])))


async def _compound_meant(turn: Turn, tx: Tx, named: str) -> Unit | None:
    """The compound that they name, else their own, else that of what they are writing."""
    directory = turn.office.directory
    if found := directory.named(named) if named else None:
        return found
    draft = None if turn.person.home_id else await drafts.load(tx, turn.person.id)
    return directory.get(turn.person.home_id or (draft.compound_id if draft else None))


async def _their_building(turn: Turn, tx: Tx, compound: Unit) -> str:
    told = await homes.of_person(tx, turn.person.id)
    return next((home.building for home in told if home.compound_id == compound.id), "")


def _of_their_building(turn: Turn, entries: list[Published], building: str) -> list[Published]:
    """Without what other buildings publish; where theirs is not known, with all of it if it is little."""
    of_buildings = [entry for entry in entries if _unit(turn, entry).kind is UnitKind.BUILDING]
    if building:
        theirs = [entry for entry in of_buildings if read_place(_unit(turn, entry).name) == building]
    else:
        theirs = of_buildings if len(of_buildings) <= MOST_LEADS else []
    return [entry for entry in entries if entry not in of_buildings or entry in theirs]


def _line(turn: Turn, compound: Unit, entry: Published) -> tuple[str, Role, str, str]:
    unit = _unit(turn, entry)
    return "" if unit == compound else unit.name, entry.role, entry.name, entry.phone


def _unit(turn: Turn, entry: Published) -> Unit:
    return turn.office.directory[entry.unit_id]
