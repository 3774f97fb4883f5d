"""The sheet 单位: what may be a unit, what belongs to what."""

import re
from collections.abc import Collection, Iterable, Mapping

from bot.commands.importing.district import PARENTS
from bot.commands.importing.estates import LONGEST_NAME, check_estates, read_estates
from bot.commands.importing.grids import check_grid
from bot.commands.importing.problems import Report, nearest
from bot.commands.importing.tables import Line
from bot.domain.people import Unit, UnitKind
from bot.texts import importing as say
from bot.texts.sheets import KINDS

# It travels behind buttons.
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}")
_KINDS = {word: kind for kind, words in KINDS.items() for word in words}
# The mainland with its islands, degrees.
_SOUTH, _NORTH, _WEST, _EAST = 3.5, 53.7, 73.4, 135.2


def check_units(
    lines: Iterable[Line], before: Mapping[str, Unit], departments: Collection[str], report: Report
) -> dict[str, Unit]:
    """The units of the sheet by id, those too of which something is wrong, as far as they can be told."""
    at: dict[str, int] = {}
    found: dict[str, Unit] = {}
    read: dict[str, Line] = {}
    for line in lines:
        code, kind = line["编码"], _kind(line, report)
        if code and at.setdefault(code, line.number) != line.number:
            report.add(line.number, "编码", say.twice(at[code]))
            continue
        _check_code(line, kind, before, departments, report)
        _check_name(line, report)
        place, estates = _place(line, report), read_estates(line, kind, report)
        if kind and code:
            read[code] = line
            parent_id, grid_id = line["上级编码"] or None, line["网格编码"] or None
            found[code] = Unit(code, kind, parent_id, line["名称"], "", *place, grid_id, estates)
    for unit in found.values():
        _check_parent(unit, found, at, report)
        check_grid(read[unit.id], unit, found, report)
    _check_whole(found, at, report)
    check_estates(found, at, report)
    return found


def _kind(line: Line, report: Report) -> UnitKind | None:
    written = line["类别"]
    if written not in _KINDS:
        said = say.not_known("类别", written, nearest(written, _KINDS)) if written else say.empty()
        report.add(line.number, "类别", said)
    return _KINDS.get(written)


def _check_code(
    line: Line, kind: UnitKind | None, before: Mapping[str, Unit], departments: Collection[str], report: Report
) -> None:
    code = line["编码"]
    if not CODE.fullmatch(code):
        report.add(line.number, "编码", say.bad_code() if code else say.empty())
    elif kind and code in before and before[code].kind is not kind:
        report.add(line.number, "类别", say.kind_changed(before[code].kind))
    elif kind is UnitKind.DEPARTMENT and code not in departments:
        report.add(line.number, "编码", say.no_department(nearest(code, departments)))


def _check_name(line: Line, report: Report) -> None:
    if not line["名称"]:
        report.add(line.number, "名称", say.empty())
    elif len(line["名称"]) > LONGEST_NAME:
        report.add(line.number, "名称", say.too_long(LONGEST_NAME))


def _place(line: Line, report: Report) -> tuple[float | None, float | None]:
    degrees = {title: _degrees(line, title, report) for title in ("纬度", "经度")}
    latitude, longitude = degrees["纬度"], degrees["经度"]
    if bool(line["纬度"]) != bool(line["经度"]):
        report.add(line.number, "经度" if line["纬度"] else "纬度", say.one_degree_alone())
    if latitude is None or longitude is None:
        return None, None
    if not _is_in_china(latitude, longitude):
        swapped = _is_in_china(longitude, latitude)
        report.add(line.number, "纬度", say.degrees_swapped() if swapped else say.not_in_china())
    return latitude, longitude


def _degrees(line: Line, title: str, report: Report) -> float | None:
    if not line[title]:
        return None
    try:
        return float(line[title])
    except ValueError:
        report.add(line.number, title, say.no_number(line[title]))
        return None


def _is_in_china(latitude: float, longitude: float) -> bool:
    return _SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST


def _check_parent(unit: Unit, found: Mapping[str, Unit], at: Mapping[str, int], report: Report) -> None:
    line, parent_id = at[unit.id], unit.parent_id
    if unit.kind is UnitKind.DISTRICT:
        if parent_id:
            report.add(line, "上级编码", say.top_has_no_parent())
    elif not parent_id:
        report.add(line, "上级编码", say.empty())
    elif parent_id not in at:
        report.add(line, "上级编码", say.not_known("单位编码", parent_id, nearest(parent_id, at)))
    elif circle := _circle(unit, found):
        report.add(line, "上级编码", say.circle(circle))
    elif parent_id in found and found[parent_id].kind not in PARENTS[unit.kind]:
        report.add(line, "上级编码", say.wrong_parent(unit.kind, found[parent_id].kind, PARENTS[unit.kind]))


def _circle(unit: Unit, found: Mapping[str, Unit]) -> list[str]:
    """The way up from a unit back to itself; empty where it leads to an end, or into a circle of others."""
    way, above = [unit.id], unit.parent_id
    while above and above in found and len(way) <= len(UnitKind):
        way.append(above)
        if above == unit.id:
            return way
        above = found[above].parent_id
    return []


def _check_whole(found: Mapping[str, Unit], at: Mapping[str, int], report: Report) -> None:
    """One district; no two of one name side by side, which nobody could tell apart."""
    tops = [unit for unit in found.values() if unit.kind is UnitKind.DISTRICT]
    if not tops:
        report.add(0, "", say.district_once(0))
    for second in tops[1:]:
        report.add(at[second.id], "类别", say.district_once(at[tops[0].id]))
    named: dict[tuple[str | None, UnitKind, str], int] = {}
    for unit in found.values():
        first = named.setdefault((unit.parent_id, unit.kind, unit.name), at[unit.id])
        if unit.name and first != at[unit.id]:
            report.add(at[unit.id], "名称", say.twice(first))
