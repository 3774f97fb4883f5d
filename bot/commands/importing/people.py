"""The sheets 人员 and 积分期初: who is expected in which post, and what they bring along."""

import re
from collections.abc import Collection, Iterable, Mapping

from bot.commands.importing.district import HELD_IN, PostKey
from bot.commands.importing.grids import through_grids
from bot.commands.importing.problems import Report, nearest
from bot.commands.importing.tables import Line
from bot.domain.people import Role, Unit, UnitKind
from bot.services.phones import mobile_of
from bot.storage.roster import Member, Opening
from bot.texts import importing as say
from bot.texts.sheets import NO, OPENING_REASON, ROLES, YES
from bot.texts.talk import TITLES

KEY = re.compile(r"[\w-]{1,32}")
LONGEST_NAME, LONGEST_REASON = 20, 60
MOST_POINTS = 100_000
_ROLES = {word: role for role, words in ROLES.items() for word in words}


def check_people(
    lines: Iterable[Line], units: Mapping[str, Unit], report: Report
) -> tuple[dict[str, Member], dict[PostKey, bool], dict[PostKey, bool]]:
    """The people by key; their posts, whether shown in public; and the grids for which they answer, likewise."""
    members: dict[str, Member] = {}
    posts: dict[PostKey, bool] = {}
    grids: dict[PostKey, bool] = {}
    at: dict[str, int] = {}
    phones: dict[str, str] = {}
    posts_at: dict[PostKey, int] = {}
    for line in lines:
        member = _member(line, report)
        known = members.setdefault(member.key, member)
        first = at.setdefault(member.key, line.number)
        if known != member:
            report.add(line.number, "姓名" if known.name != member.name else "手机", say.differs(first))
        owner = phones.setdefault(member.phone, member.key)
        if member.phone and owner != member.key:
            report.add(line.number, "手机", say.phone_of_another(at[owner]))
        role, unit = role_of(line, report), unit_of(line, units, report)
        shown = _is_shown(line, role, report)
        if role and unit and fits(line, role, unit, report):
            key = (member.key, role, unit.id)
            if posts_at.setdefault(key, line.number) != line.number:
                report.add(line.number, "", say.twice(posts_at[key]))
            (grids if unit.kind is UnitKind.GRID else posts)[key] = shown
    through = through_grids(units, grids)
    for key in posts.keys() & through.keys():
        report.add(posts_at[key], "单位编码", say.in_their_grid(units[through[key].grid_id].name))
    return members, posts, grids


def _member(line: Line, report: Report) -> Member:
    check_name(line, report)
    if not KEY.fullmatch(line["工号"]):
        report.add(line.number, "工号", say.bad_key() if line["工号"] else say.empty())
    phone = mobile_of(line["手机"])
    if not phone:
        report.add(line.number, "手机", say.no_mobile(line["手机"]) if line["手机"] else say.empty())
    return Member(line["工号"], line["姓名"], phone)


def check_name(line: Line, report: Report) -> None:
    """A name stands there that is not too long."""
    if not line["姓名"] or len(line["姓名"]) > LONGEST_NAME:
        report.add(line.number, "姓名", say.too_long(LONGEST_NAME) if line["姓名"] else say.empty())


def role_of(line: Line, report: Report) -> Role | None:
    """The role that stands there; None, and a problem, for none of ours."""
    written = line["角色"]
    if written not in _ROLES:
        said = say.not_known("角色", written, nearest(written, _ROLES)) if written else say.empty()
        report.add(line.number, "角色", said)
    return _ROLES.get(written)


def unit_of(line: Line, units: Mapping[str, Unit], report: Report) -> Unit | None:
    """The unit whose code stands there; None, and a problem, for none."""
    code = line["单位编码"]
    if code not in units:
        said = say.not_known("单位编码", code, nearest(code, units)) if code else say.empty()
        report.add(line.number, "单位编码", said)
    return units.get(code)


def fits(line: Line, role: Role, unit: Unit, report: Report, besides: UnitKind | None = None) -> bool:
    """Whether the role is held in such a unit; `besides` is a kind that does not count."""
    kinds = tuple(kind for kind in HELD_IN[role] if kind is not besides)
    if unit.kind in kinds:
        return True
    report.add(line.number, "单位编码", say.wrong_unit(role, kinds, unit.kind))
    return False


def _is_shown(line: Line, role: Role | None, report: Report) -> bool:
    if line["公示"] not in (YES, NO, ""):
        report.add(line.number, "公示", say.yes_or_no())
    shown = line["公示"] == YES
    if shown and role and role not in TITLES:
        report.add(line.number, "公示", say.not_shown(role))
        return False
    return shown


def check_openings(
    lines: Iterable[Line],
    members: Collection[str],
    before: Mapping[str, Opening],
    entered: Collection[str],
    report: Report,
) -> dict[str, Opening]:
    """What people bring along, by key; what the ledger has already stays, listed or not."""
    found = {key: opening for key, opening in before.items() if key in entered}
    at: dict[str, int] = {}
    for line in lines:
        key, points = line["工号"], whole(line, "积分", 1, MOST_POINTS, report)
        opening = Opening(key, points or 0, line["原因"] or OPENING_REASON)
        if len(opening.reason) > LONGEST_REASON:
            report.add(line.number, "原因", say.too_long(LONGEST_REASON))
        if key not in members:
            said = say.not_known("工号", key, nearest(key, members)) if key else say.empty()
            report.add(line.number, "工号", said)
        elif at.setdefault(key, line.number) != line.number:
            report.add(line.number, "工号", say.twice(at[key]))
        elif key in found and found[key] != opening and points:
            report.add(line.number, "积分", say.entered_already(found[key].points))
        else:
            found[key] = opening
    return found


def whole(line: Line, title: str, least: int, most: int, report: Report) -> int | None:
    """The whole number that stands there; None, and a problem, for none between `least` and `most`."""
    written = line[title]
    if written.isascii() and written.isdigit() and len(written) < 9 and least <= int(written) <= most:
        return int(written)
    report.add(line.number, title, say.out_of_range(least, most) if written else say.empty())
    return None
