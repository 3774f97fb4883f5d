"""Grids (网格): what lies in which, and the posts of whoever answers for one: in each compound that lies in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from bot.commands.importing.district import PostKey
from bot.commands.importing.problems import Report, nearest
from bot.commands.importing.tables import Line
from bot.domain.people import Unit, UnitKind
from bot.texts import importing as say

# 大网格, 小网格, 微网格.
MOST_LEVELS = 3
HOMES = (UnitKind.COMPOUND, UnitKind.BUILDING)


@dataclass(frozen=True, slots=True)
class Through:
    """A post that somebody has because they answer for a grid; `shown`: they are named in public there."""

    grid_id: str
    shown: bool


def check_grid(line: Line, unit: Unit, units: Mapping[str, Unit], report: Report) -> None:
    """In which grid it lies, where that is a grid; how deep a grid lies in others."""
    code = line["网格编码"]
    grids = [one.id for one in units.values() if one.kind is UnitKind.GRID] if code and code not in units else ()
    if unit.kind is UnitKind.GRID and len(list(_upwards(unit.id, units, MOST_LEVELS + 1))) > MOST_LEVELS:
        report.add(line.number, "上级编码", say.too_deep(MOST_LEVELS))
    if code and unit.kind not in HOMES:
        report.add(line.number, "网格编码", say.in_no_grid(unit.kind))
    elif code and code not in units:
        report.add(line.number, "网格编码", say.not_known("网格编码", code, nearest(code, grids)))
    elif code and units[code].kind is not UnitKind.GRID:
        report.add(line.number, "网格编码", say.no_grid(units[code].kind))


def through_grids(units: Mapping[str, Unit], lines: Mapping[PostKey, bool]) -> dict[PostKey, Through]:
    """The posts of whoever answers for grids (`lines`), in each compound of these and of the grids below them."""
    inside = _compounds(units) if lines else {}
    found: dict[PostKey, Through] = {}
    for (key, role, grid_id), shown in lines.items():
        for compound_id in inside.get(grid_id, ()):
            before = found.get((key, role, compound_id), Through(grid_id, shown=False))
            found[key, role, compound_id] = Through(before.grid_id, shown=before.shown or shown)
    return found


def _compounds(units: Mapping[str, Unit]) -> dict[str, dict[str, None]]:
    """By grid, in their order; a compound of which one building alone lies in it is among them."""
    found: dict[str, dict[str, None]] = {}
    for unit in units.values():
        compound = units.get(unit.parent_id or "") if unit.kind is UnitKind.BUILDING else unit
        if unit.kind in HOMES and compound and compound.kind is UnitKind.COMPOUND:
            for grid_id in _upwards(unit.grid_id, units, MOST_LEVELS):
                found.setdefault(grid_id, {})[compound.id] = None
    return found


def _upwards(grid_id: str | None, units: Mapping[str, Unit], most: int) -> Iterator[str]:
    """The grid and those in which it lies; of a circle no more than `most`."""

    def way() -> Iterator[str]:
        at = units.get(grid_id or "")
        while at and at.kind is UnitKind.GRID:
            yield at.id
            at = units.get(at.parent_id or "")

    return islice(way(), most)
