"""In which grid (网格) something lies, in words: for residents who ask whose it is, and desks that work by grids."""

from bot.domain.people import Unit, UnitKind
from bot.services.directory import Directory
from bot.texts.words import IN_A_GRID


def grid_of(directory: Directory, compound: Unit, buildings: tuple[Unit, ...] = ()) -> str:
    """「听雪网格 › 第二微网格」: that of the building where just one is meant, else of its compound; empty for none."""
    near = (*buildings, compound) if len(buildings) == 1 else (compound,)
    grid_id = next((unit.grid_id for unit in near if unit.grid_id), None)
    way = [unit.name for unit in directory.upwards(grid_id) if unit.kind is UnitKind.GRID]
    return IN_A_GRID.join(reversed(way))


def grid_at(directory: Directory, unit_id: str, place: str) -> str:
    """The same of a place in a compound; empty where it is no compound, or lies in no grid."""
    unit = directory.get(unit_id)
    if unit is None:
        return ""
    own = any(one.grid_id for one in directory.buildings(unit.id))
    building = directory.building(unit.id, place) if own and place else None
    return grid_of(directory, unit, (building,) if building else ())
