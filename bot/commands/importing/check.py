"""From the lines of all sheets, and what the store holds, to the district as it is to be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.commands.importing.district import District, GoodsKey, PostKey, Present, PublicKey
from bot.commands.importing.goods import check_goods
from bot.commands.importing.grids import Through, through_grids
from bot.commands.importing.people import check_openings, check_people
from bot.commands.importing.problems import Problems, Report
from bot.commands.importing.public import check_public
from bot.commands.importing.responsibilities import check_responsibilities
from bot.commands.importing.tables import Line
from bot.commands.importing.units import check_units
from bot.domain.people import Unit
from bot.domain.responsibilities import Responsibility
from bot.domain.shop import Goods
from bot.storage.published import Published
from bot.storage.roster import Member, Opening
from bot.texts import imported as words
from bot.texts import importing as say
from bot.texts.sheets import GOODS, OPENINGS, PEOPLE, PUBLIC, RESPONSIBILITIES, ROLES, UNITS, Form


@dataclass(frozen=True, slots=True)
class _Book:
    """The lines of the sheets that are there, the district before it, and where what is wrong goes."""

    lines: Mapping[str, Sequence[Line]]
    before: District
    problems: Problems

    def has(self, sheet: Form) -> bool:
        """Whether this sheet is there: one that is not leaves its part as it is."""
        return sheet.name in self.lines

    def of(self, sheet: Form) -> tuple[Sequence[Line], Report]:
        """Its lines, and where its problems go."""
        return self.lines[sheet.name], self.problems.of(sheet.name)


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
    book = _Book(lines, present.district, problems)
    units = _units(book, departments)
    members, posts, grids = _people(book, units)
    after = District(units, members, posts, book.before.published, grids=grids)
    after = replace(
        after,
        published=_published(book, after),
        openings=_openings(book, members, present.entered),
        goods=_goods(book, units, low),
        responsibilities=_responsibilities(book, units),
    )
    _check_ends(after, present, problems)
    return after


def _units(book: _Book, departments: Collection[str]) -> Mapping[str, Unit]:
    """A unit that goes on keeps the code of its posters."""
    before = book.before.units
    if not book.has(UNITS):
        return before
    lines, report = book.of(UNITS)
    found = check_units(lines, before, departments, report)
    return {key: replace(unit, code=before[key].code if key in before else "") for key, unit in found.items()}


def _people(
    book: _Book, units: Mapping[str, Unit]
) -> tuple[Mapping[str, Member], Mapping[PostKey, bool], Mapping[PostKey, bool]]:
    """Who is listed, their posts with those that follow from grids, and the grids."""
    before = book.before
    if book.has(PEOPLE):
        lines, report = book.of(PEOPLE)
        members, posts, grids = check_people(lines, units, report)
        through = through_grids(units, grids)
    else:
        members, grids = dict(before.members), dict(before.grids)
        followed = through_grids(before.units, grids)
        posts = {key: shown for key, shown in before.posts.items() if key not in followed}
        through = through_grids(units, grids)
        _check_alone(posts, through, units, members, book.problems)
    return members, posts | {key: one.shown for key, one in through.items()}, grids


def _published(book: _Book, after: District) -> Mapping[PublicKey, Published]:
    """公示 of the units that go on; `after` has the people and, of 公示, what was there."""
    published = after.published
    if book.has(PUBLIC):
        lines, report = book.of(PUBLIC)
        published = check_public(lines, after.units, after.shown(), report)
    else:
        _check_shown_once(after, book.problems.of(PEOPLE.name if book.has(PEOPLE) else UNITS.name))
    return {key: one for key, one in published.items() if one.unit_id in after.units}


def _openings(book: _Book, members: Collection[str], entered: Collection[str]) -> Mapping[str, Opening]:
    if book.has(OPENINGS):
        lines, report = book.of(OPENINGS)
        return check_openings(lines, members, book.before.openings, entered, report)
    return {key: one for key, one in book.before.openings.items() if key in members}


def _goods(book: _Book, units: Mapping[str, Unit], low: int) -> Mapping[GoodsKey, Goods]:
    held = {key: one for key, one in book.before.goods.items() if one.shop_id in units}
    if book.has(GOODS):
        lines, report = book.of(GOODS)
        return check_goods(lines, units, held, low, report)
    return held


def _responsibilities(book: _Book, units: Mapping[str, Unit]) -> Mapping[str, Responsibility]:
    if book.has(RESPONSIBILITIES):
        lines, report = book.of(RESPONSIBILITIES)
        return check_responsibilities(lines, units, report)
    listed = book.before.responsibilities
    return {key: one for key, one in listed.items() if one.unit_id is None or one.unit_id in units}


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
