"""Who is who around somebody's home (公示): found, put in order, worded."""

from collections.abc import Collection, Iterable, Mapping

from bot.domain.messages import Choice, Outbound, Prompt
from bot.domain.people import Role, Unit, UnitKind
from bot.domain.policy import May
from bot.services.estates import label_for
from bot.services.grids import grid_of
from bot.services.scope import covers
from bot.services.turn import Turn
from bot.storage import homes, published
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import talk as say

# The leads of so many can be read at a glance, where it is not known which building is theirs.
FEW_BUILDINGS = 6
MOST = 20
ORDER = tuple(say.TITLES)
# Whom every compound should name, and in which kind of unit.
EXPECTED: Mapping[Role, UnitKind] = {
    Role.SECRETARY: UnitKind.COMPOUND,
    Role.BUILDING_LEAD: UnitKind.BUILDING,
    Role.GRID_WORKER: UnitKind.COMPOUND,
    Role.PROPERTY_STAFF: UnitKind.COMPOUND,
}


async def who(
    turn: Turn, tx: Tx, roles: Collection[Role] = (), named: str = "", house: str = "", told: str | None = None
) -> Outbound | None:
    """Names and numbers around a home; None where no compound is known.

    Those of `roles` alone, where any of them is published. The compound `named` and the building `house` go before
    their own; `told`: the compound that they said just now, for whoever has none of their own.
    """
    compound = _compound_meant(turn, named, told)
    if compound is None:
        return None
    page = await page_of(turn, tx, compound, await _their_buildings(turn, tx, compound, house), roles, named)
    edits = covers(turn.office.directory, turn.person, May.PUBLISH, compound.id)
    return turn.reply(page, ((Choice("board", compound.id),),) if edits else ())


async def page_of(
    turn: Turn, tx: Tx, around: Unit, buildings: Iterable[Unit], roles: Collection[Role] = (), named: str = ""
) -> Prompt:
    """Who is who around a unit, as residents read it, who called it `named`; and who is missing."""
    inside = tuple(buildings)
    units = (*turn.office.directory.upwards(around.id), *inside)
    entries = await published.of_units(tx, [unit.id for unit in units])
    wanted = [entry for entry in entries if entry.role in roles] or entries
    if not wanted:
        return say.NobodyPublished(around.name)
    ordered = sorted(wanted, key=lambda entry: ORDER.index(entry.role) if entry.role in ORDER else len(ORDER))
    public, kinds = {entry.role for entry in entries}, {unit.kind for unit in units}
    asked = roles or EXPECTED
    missing = [role for role, kind in EXPECTED.items() if kind in kinds and role in asked and role not in public]
    lines = tuple(_line(turn, around, entry) for entry in ordered[:MOST])
    by_grid = not roles or Role.GRID_WORKER in roles
    grid = grid_of(turn.office.directory, around, inside) if by_grid else ""
    return say.WhoIsWho(label_for(around, named), lines, tuple(missing), grid, turn.person.simple)


def _compound_meant(turn: Turn, named: str, told: str | None) -> Unit | None:
    """The compound that they name, else their own, else what they told."""
    directory = turn.office.directory
    if found := directory.named(named) if named else None:
        return found
    return directory.get(turn.person.home_id or told)


async def _their_buildings(turn: Turn, tx: Tx, compound: Unit, house: str) -> tuple[Unit, ...]:
    """The building that they ask about or live in; where neither is known, all of them if these are few."""
    directory = turn.office.directory
    told = await homes.of_person(tx, turn.person.id)
    written = house or next((home.building for home in told if home.compound_id == compound.id), "")
    if written:
        found = directory.building(compound.id, written)
        return (found,) if found else ()
    every = directory.buildings(compound.id)
    return every if len(every) <= FEW_BUILDINGS else ()


def _line(turn: Turn, compound: Unit, entry: Published) -> tuple[str, Role, str, str]:
    unit = turn.office.directory[entry.unit_id]
    return "" if unit == compound else unit.name, entry.role, entry.name, entry.phone
