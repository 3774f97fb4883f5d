"""The same sheets written: empty with examples to begin with, or filled with what the store holds."""

from collections.abc import Iterable

from bot.commands.importing.district import District, PostKey
from bot.commands.importing.grids import through_grids
from bot.domain.people import Role, Unit, UnitKind
from bot.files.workbook import Heading, Page, write_book
from bot.services.phones import as_dialled
from bot.storage.units import BETWEEN
from bot.texts.sheets import (
    FORMS,
    GOODS,
    HOW_TO,
    KINDS,
    NO,
    NOTES,
    OPENINGS,
    PEOPLE,
    PUBLIC,
    RESPONSIBILITIES,
    ROLES,
    UNITS,
    YES,
    Form,
)

Rows = Iterable[tuple[str, ...]]


def template() -> bytes:
    """The workbook to begin with."""
    return write_book((_notes(), *(_page(form, form.examples) for form in FORMS)))


def export(district: District) -> bytes:
    """The workbook of what the store holds: imported again, it changes nothing. A sheet without lines is left out."""
    filled = {UNITS: _units(district), PEOPLE: _people(district), PUBLIC: _public(district), OPENINGS: _open(district)}
    filled |= {GOODS: _goods(district), RESPONSIBILITIES: _responsibilities(district)}
    pages = (_page(form, rows) for form, found in filled.items() if (rows := tuple(found)))
    return write_book((_notes(), *pages))


def _notes() -> Page:
    return Page(NOTES, (Heading(NOTES, 90),), tuple((line,) for line in HOW_TO))


def _page(form: Form, rows: tuple[tuple[str, ...], ...]) -> Page:
    columns = tuple(Heading(field.title, field.width, field.note, field.options) for field in form.fields)
    return Page(form.name, columns, rows)


def _units(district: District) -> Rows:
    order = list(UnitKind)
    for unit in sorted(district.units.values(), key=lambda unit: (order.index(unit.kind), unit.id)):
        yield unit.id, KINDS[unit.kind][0], unit.name, unit.parent_id or "", *_degrees(unit), *_beside(unit)


def _degrees(unit: Unit) -> tuple[str, str]:
    if unit.latitude is None or unit.longitude is None:
        return "", ""
    return str(unit.latitude), str(unit.longitude)


def _beside(unit: Unit) -> tuple[str, str]:
    return BETWEEN.join(unit.estates), unit.grid_id or ""


def _people(district: District) -> Rows:
    for (key, role, unit_id), shown in sorted(_listed(district).items()):
        member = district.members[key]
        yield key, member.name, as_dialled(member.phone), ROLES[role][0], unit_id, YES if shown else NO


def _listed(district: District) -> dict[PostKey, bool]:
    """The posts as the sheet has them: whoever answers for a grid has one line for it."""
    through = through_grids(district.units, district.grids)
    return {key: shown for key, shown in district.posts.items() if key not in through} | dict(district.grids)


def _public(district: District) -> Rows:
    for entry in sorted(district.published.values(), key=lambda one: (one.unit_id, one.role, one.position, one.name)):
        yield entry.unit_id, ROLES[entry.role][0], entry.name, entry.phone, str(entry.position)


def _open(district: District) -> Rows:
    for key, opening in sorted(district.openings.items()):
        yield key, str(opening.points), opening.reason


def _goods(district: District) -> Rows:
    for one in district.goods.values():
        yield one.shop_id, one.name, str(one.price), str(one.stock), YES if one.on_sale else NO


def _responsibilities(district: District) -> Rows:
    order = list(Role)
    listed = district.responsibilities.values()
    for one in sorted(listed, key=lambda one: (order.index(one.role), one.unit_id or "", one.position, one.code)):
        yield one.code, one.area, one.words, ROLES[one.role][0], one.unit_id or "", str(one.position)


def lines(district: District) -> int:
    """How many lines an export has."""
    listed = len(district.units) + len(_listed(district)) + len(district.published)
    return listed + len(district.openings) + len(district.goods) + len(district.responsibilities)
