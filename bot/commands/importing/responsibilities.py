"""The sheet 职责: what those in a role answer for, or the staff of one department."""

from collections.abc import Iterable, Mapping

from bot.commands.importing.people import KEY, role_of, whole
from bot.commands.importing.problems import Report, nearest
from bot.commands.importing.tables import Line
from bot.domain.people import Role, Unit, UnitKind
from bot.domain.responsibilities import LAST, LONGEST_AREA, LONGEST_WORDS, Responsibility
from bot.texts import importing as say


def check_responsibilities(
    lines: Iterable[Line], units: Mapping[str, Unit], report: Report
) -> dict[str, Responsibility]:
    """What the sheet lists, by code; none twice, neither the code nor the words for the same people."""
    found: dict[str, Responsibility] = {}
    at: dict[str, int] = {}
    said: dict[tuple[Role, str | None, str], int] = {}
    for line in lines:
        code, role = _code(line, report), role_of(line, report)
        area, words = _words(line, "领域", LONGEST_AREA, report), _words(line, "职责", LONGEST_WORDS, report)
        unit_id = _department(line, role, units, report)
        position = whole(line, "顺序", 0, LAST, report) if line["顺序"] else 0
        if code and at.setdefault(code, line.number) != line.number:
            report.add(line.number, "编号", say.twice(at[code]))
        elif role:
            first = said.setdefault((role, unit_id, words), line.number)
            if words and first != line.number:
                report.add(line.number, "职责", say.twice(first))
            found[code] = Responsibility(code, area, words, role, unit_id, position or 0)
    return found


def _code(line: Line, report: Report) -> str:
    if not KEY.fullmatch(line["编号"]):
        report.add(line.number, "编号", say.bad_key() if line["编号"] else say.empty())
    return line["编号"]


def _words(line: Line, title: str, most: int, report: Report) -> str:
    if not line[title] or len(line[title]) > most:
        report.add(line.number, title, say.too_long(most) if line[title] else say.empty())
    return line[title]


def _department(line: Line, role: Role | None, units: Mapping[str, Unit], report: Report) -> str | None:
    """The department whose staff alone it is for; None for all who hold the role."""
    code = line["部门编码"]
    if not code:
        return None
    if role not in (None, Role.DEPARTMENT_STAFF):
        report.add(line.number, "部门编码", say.staff_alone())
    elif code not in units:
        departments = [unit.id for unit in units.values() if unit.kind is UnitKind.DEPARTMENT]
        report.add(line.number, "部门编码", say.not_known("部门编码", code, nearest(code, departments)))
    elif units[code].kind is not UnitKind.DEPARTMENT:
        report.add(line.number, "部门编码", say.not_of_a_department(units[code].kind))
    return code
