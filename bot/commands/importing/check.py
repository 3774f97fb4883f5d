"""From the lines of all sheets, and what the store holds, to the district as it is to be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.commands.importing.district import District, PostKey, Present
from bot.commands.importing.goods import check_goods
from bot.commands.importing.grids import Through, through_grids
from bot.commands.importing.people import check_openings, check_people
from bot.commands.importing.problems import Problems, Report
from bot.commands.importing.public import check_public
from bot.commands.importing.responsibilities import check_responsibilities
from bot.commands.importing.tables import Line
from bot.commands.importing.units import check_units
from bot.domain.people import Unit
from bot.storage.roster import Member
from bot.texts import imported as words
from bot.texts import importing as say
from bot.texts.sheets import GOODS, OPENINGS, PEOPLE, PUBLIC, RESPONSIBILITIES, ROLES, UNITS


def wanted(
    lines: Mapping[str, Sequence[Line]],
    present: Present,
    departments: Collection[str],
    problems: Problems,
    low: int = 0,
) -> District:
    """The district as the sheets want it; a sheet that is not there leaves its part as it is.

    `low`: the mark of new goods. What is wrong goes into `problems`: where there are any, the district is not to be
    used.
    """
    before = present.district
    units, members, grids = before.units, before.members, before.grids
    through = through_grids(units, grids)
    posts = {key: shown for key, shown in before.posts.items() if key not in through}
    if UNITS.name in lines:
        found = check_units(lines[UNITS.name], units, departments, problems.of(UNITS.name))
        units = {key: replace(unit, code=units[key].code if key in units else "") for key, unit in found.items()}
    if PEOPLE.name in lines:
        members, posts, grids = check_people(lines[PEOPLE.name], units, problems.of(PEOPLE.name))
    through = through_grids(units, grids)
    if PEOPLE.name not in lines:
        _check_alone(posts, through, units, members, problems)
    posts |= {key: one.shown for key, one in through.items()}
    after = District(units, members, posts, before.published, before.openings, grids=grids)
    if PUBLIC.name not in lines:
        _check_shown_once(after, problems.of(PEOPLE.name if PEOPLE.name in lines else UNITS.name))
    else:
        public = check_public(lines[PUBLIC.name], units, after.shown(), problems.of(PUBLIC.name))
        after = replace(after, published=public)
    if OPENINGS.name in lines:
        brought = check_openings(
            lines[OPENINGS.name], members, before.openings, present.entered, problems.of(OPENINGS.name)
        )
        after = replace(after, openings=brought)
    else:
        after = replace(after, openings={key: one for key, one in before.openings.items() if key in members})
    held = {key: one for key, one in before.goods.items() if one.shop_id in units}
    if GOODS.name in lines:
        held = check_goods(lines[GOODS.name], units, held, low, problems.of(GOODS.name))
    after = replace(after, goods=held)
    listed = {key: one for key, one in before.responsibilities.items() if one.unit_id is None or one.unit_id in units}
    if RESPONSIBILITIES.name in lines:
        listed = check_responsibilities(lines[RESPONSIBILITIES.name], units, problems.of(RESPONSIBILITIES.name))
    after = replace(after, responsibilities=listed)
    _check_ends(after, present, problems)
    return replace(after, published={key: one for key, one in after.published.items() if one.unit_id in units})


def _check_alone(
    posts: Mapping[PostKey, bool],
    through: Mapping[PostKey, Through],
    units: Mapping[str, Unit],
    members: Mapping[str, Member],
    problems: Problems,
) -> None:
    """No line for a single compound, which this file does not have before it, is swallowed by a grid."""
    for key in sorted(posts.keys() & through.keys()):
        member, _, unit_id = key
        unit, grid = units[unit_id], units[through[key].grid_id]
        said = say.alone_and_in_grid(members[member].name, grid.name)
        problems.of(UNITS.name).add(0, words.unit_words(unit_id, unit.kind, unit.name), said)


def _check_shown_once(after: District, report: Report) -> None:
    """Nobody is shown by 人员 who stands in 公示, which this file does not have before it."""
    for unit_id, role, name in sorted(after.published.keys() & after.shown().keys()):
        report.add(0, "", say.published_already(name, ROLES[role][0], after.units[unit_id].name))


def _check_ends(after: District, present: Present, problems: Problems) -> None:
    """Nothing that goes on is in a unit that ends."""
    ended = present.district.units.keys() - after.units.keys()
    report = problems.of(UNITS.name)
    posts = {unit_id: after.members[key].name for key, _, unit_id in (*after.posts, *after.grids) if unit_id in ended}
    for unit_id, name in sorted(posts.items()):
        unit = present.district.units[unit_id]
        report.add(0, words.unit_words(unit_id, unit.kind, unit.name), say.still_there(name))
