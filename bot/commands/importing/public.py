"""The sheet 公示: whom a unit names in public beside those whom 人员 shows."""

from collections.abc import Collection, Iterable, Mapping

from bot.commands.importing.district import PublicKey
from bot.commands.importing.people import check_name, fits, role_of, unit_of, whole
from bot.commands.importing.problems import Report
from bot.commands.importing.tables import Line
from bot.domain.people import Role, Unit, UnitKind
from bot.services.phones import is_dialable
from bot.storage.published import Published
from bot.texts import importing as say
from bot.texts.sheets import MADE_KNOWN

LAST = 999


def check_public(
    lines: Iterable[Line], units: Mapping[str, Unit], shown: Collection[PublicKey], report: Report
) -> dict[PublicKey, Published]:
    """What the sheet names in public. `shown`: whom 人员 shows already."""
    found: dict[PublicKey, Published] = {}
    at: dict[PublicKey, int] = {}
    for line in lines:
        role, unit = _role(line, report), unit_of(line, units, report)
        check_name(line, report)
        if line["电话"] and not is_dialable(line["电话"]):
            report.add(line.number, "电话", say.no_phone())
        position = whole(line, "顺序", 0, LAST, report) if line["顺序"] else 0
        if not (role and unit and fits(line, role, unit, report, besides=UnitKind.GRID)):
            continue
        key = (unit.id, role, line["姓名"])
        if at.setdefault(key, line.number) != line.number:
            report.add(line.number, "姓名", say.twice(at[key]))
        elif key in shown:
            report.add(line.number, "姓名", say.shown_twice())
        found[key] = Published(unit.id, role, line["姓名"], line["电话"], position or 0)
    return found


def _role(line: Line, report: Report) -> Role | None:
    role = role_of(line, report)
    if role and role not in MADE_KNOWN:
        report.add(line.number, "角色", say.not_shown(role))
        return None
    return role
