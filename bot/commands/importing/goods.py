"""The sheet 商品: what lies on the shelves of the shops, for how many points."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.commands.importing.district import GoodsKey
from bot.commands.importing.people import whole
from bot.commands.importing.problems import Report, nearest
from bot.commands.importing.tables import Line
from bot.domain.people import Unit, UnitKind
from bot.domain.shop import LONGEST_NAME, MOST_PRICE, MOST_STOCK, Goods, Shelf
from bot.texts import importing as say
from bot.texts.sheets import NO, YES


def check_goods(
    lines: Iterable[Line], units: Mapping[str, Unit], before: Mapping[GoodsKey, Goods], low: int, report: Report
) -> dict[GoodsKey, Goods]:
    """What the shops have in the end: a line changes price and shelf, or brings something new with its pieces.

    What no line names stays as it is, and so do the pieces of what was there: both are the shopkeepers' (`low`: the
    mark at which these are told, for what is new).
    """
    found = dict(before)
    at: dict[GoodsKey, int] = {}
    for line in lines:
        shop, name = _shop(line, units, report), _name(line, report)
        price, stock = whole(line, "积分", 1, MOST_PRICE, report), whole(line, "件数", 0, MOST_STOCK, report)
        state = _shelf(line, report)
        if not (shop and name):
            continue
        key = (shop, name)
        if at.setdefault(key, line.number) != line.number:
            report.add(line.number, "名称", say.twice(at[key]))
        elif price is not None and stock is not None:
            new = Goods("", shop, name, price, stock, low, state)
            found[key] = replace(before[key], price=price, state=state) if key in before else new
    return found


def _shop(line: Line, units: Mapping[str, Unit], report: Report) -> str:
    code = line["商店编码"]
    if code not in units:
        shops = [unit.id for unit in units.values() if unit.kind is UnitKind.SHOP]
        said = say.not_known("商店编码", code, nearest(code, shops)) if code else say.empty()
        report.add(line.number, "商店编码", said)
    elif units[code].kind is not UnitKind.SHOP:
        report.add(line.number, "商店编码", say.no_shop(units[code].kind))
    else:
        return code
    return ""


def _name(line: Line, report: Report) -> str:
    name = line["名称"]
    if not name or len(name) > LONGEST_NAME:
        report.add(line.number, "名称", say.too_long(LONGEST_NAME) if name else say.empty())
        return ""
    return name


def _shelf(line: Line, report: Report) -> Shelf:
    if line["上架"] not in (YES, NO, ""):
        report.add(line.number, "上架", say.yes_or_no())
    return Shelf.OFF if line["上架"] == NO else Shelf.ON
