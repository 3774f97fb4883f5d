"""The estates (院落) that a compound was merged from: further names by which its residents call it."""

import re
from collections.abc import Mapping

from bot.commands.importing.problems import Report
from bot.commands.importing.tables import Line
from bot.domain.people import Unit, UnitKind
from bot.domain.places import building_of
from bot.texts import importing as say

LONGEST_NAME = 40
# 、 by our own pages; offices write others too, and no name has one of them in it.
_BETWEEN = re.compile(r"[、，,；;\s]+")


def read_estates(line: Line, kind: UnitKind | None, report: Report) -> tuple[str, ...]:
    """The names that stand there, each once; what is wrong with one of them goes into `report`."""
    written = [name for name in _BETWEEN.split(line["院落"]) if name]
    names = tuple(dict.fromkeys(written))
    if written and kind and kind is not UnitKind.COMPOUND:
        report.add(line.number, "院落", say.no_estates(kind))
    elif len(names) < len(written):
        report.add(line.number, "院落", say.estate_twice())
    elif any(len(name) > LONGEST_NAME for name in names):
        report.add(line.number, "院落", say.too_long(LONGEST_NAME))
    elif house := next((name for name in names if building_of(name)), ""):
        report.add(line.number, "院落", say.no_estate_but_a_house(house))
    return names


def check_estates(units: Mapping[str, Unit], at: Mapping[str, int], report: Report) -> None:
    """No two compounds of one community, or their estates, of one name: nobody could tell them apart there.

    Elsewhere there may be another of that name: whoever types it is asked which of them they mean.
    """
    named: dict[tuple[str | None, str], str] = {}
    compounds = [unit for unit in units.values() if unit.kind is UnitKind.COMPOUND]
    for unit in compounds:
        named.setdefault((unit.parent_id, unit.name), unit.id)
    for unit in compounds:
        for estate in unit.estates:
            first = named.setdefault((unit.parent_id, estate), unit.id)
            if estate == unit.name:
                report.add(at[unit.id], "院落", say.estate_is_the_compound(estate))
            elif first != unit.id:
                report.add(at[unit.id], "院落", say.estate_of_another(estate, at[first]))
