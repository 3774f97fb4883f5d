"""What the office brings onto the shelves, and what stays the shopkeepers'."""

from pathlib import Path

from bot.commands.importing import book, store
from bot.domain.ids import new_id
from bot.domain.shop import Goods, Shelf
from bot.storage import goods
from tests.importing.office import NOW, Office
from tests.importing.sheets import Rows, district

HEAD = ["商店编码", "名称", "积分", "件数", "上架"]


async def shelves(office: Office) -> list[tuple[str, str, int, int, Shelf]]:
    found = await office.db.read(goods.everything)
    return [(one.shop_id, one.name, one.price, one.stock, one.state) for one in found]


def only(*rows: list[object]) -> dict[str, Rows]:
    return {"商品": [HEAD, *rows]}


async def test_what_is_new_comes_with_its_pieces_and_the_second_time_nothing_does(office: Office) -> None:
    await office.brings_sheets(district())
    assert await shelves(office) == [("S1", "洗衣液", 20, 30, Shelf.ON), ("S1", "电饭锅", 300, 2, Shelf.OFF)]
    assert (await office.db.read(goods.everything))[0].low == office.settings.shop.low
    assert not (await office.brings_sheets(district())).difference


async def test_price_and_shelf_follow_the_file_and_pieces_the_shopkeepers(office: Office) -> None:
    await office.brings_sheets(district())
    soap, _ = await office.db.read(goods.everything)
    await office.db.write(goods.restock, soap.id, -4, None, NOW)
    found = await office.brings_sheets(only(["S1", "洗衣液", 25, 99], ["S1", "电饭锅", 300, 9, "是"]))
    assert len(found.difference) == 2
    assert await shelves(office) == [("S1", "洗衣液", 25, 26, Shelf.ON), ("S1", "电饭锅", 300, 2, Shelf.ON)]
    assert (await office.db.read(goods.everything))[0].id == soap.id


async def test_what_the_file_does_not_name_stays_and_an_export_is_the_same_file(office: Office, tmp_path: Path) -> None:
    await office.brings_sheets(district())
    own = Goods(new_id(), "S1", "牙膏", 5, 9, 1, Shelf.ON)
    await office.db.write(goods.add, own, None, NOW + 5)
    await office.brings_sheets(only(["S1", "毛巾", 8, 3]))
    before = await shelves(office)
    assert {name for _, name, *_ in before} == {"洗衣液", "电饭锅", "牙膏", "毛巾"}
    (tmp_path / "out.xlsx").write_bytes(book.export((await office.db.read(store.present)).district))
    again = await office.brings(tmp_path / "out.xlsx")
    assert (list(again.problems), len(again.difference)) == ([], 0)
    assert await shelves(office) == before


async def test_a_shop_that_has_goods_does_not_end(office: Office) -> None:
    await office.brings_sheets(district())
    without = district()
    without["单位"] = [row for row in without["单位"] if row[0] != "S1"]
    without["人员"] = [row for row in without["人员"] if row[-1] != "S1"]
    del without["商品"]
    assert [sheet for sheet, *_ in await office.finds(without)] == ["单位"]


WRONG: list[tuple[list[object], str, str]] = [
    (["", "肥皂", 5, 1], "商店编码", "没填"),
    (["S2", "肥皂", 5, 1], "商店编码", "是不是「S1」"),
    (["C1", "肥皂", 5, 1], "商店编码", "商品要在商店里，这里是小区"),
    (["S1", "", 5, 1], "名称", "没填"),
    (["S1", "皂" * 17, 5, 1], "名称", "最多 16 个字"),
    (["S1", "=1+1", 5, 1], "名称", "像公式"),
    (["S1", "洗衣液", 5, 1], "名称", "和第 2 行重复"),
    (["S1", "甲皂", 0, 1], "积分", "1 到 10000"),
    (["S1", "乙皂", 10_001, 1], "积分", "1 到 10000"),
    (["S1", "丙皂", 1.5, 1], "积分", "1 到 10000"),
    (["S1", "丁皂", "", 1], "积分", "没填"),
    (["S1", "戊皂", 5, 10_000], "件数", "0 到 9999"),
    (["S1", "己皂", 5, "许多"], "件数", "0 到 9999"),
    (["S1", "庚皂", 5, ""], "件数", "没填"),
    (["S1", "辛皂", 5, 1, "下架"], "上架", "填「是」或「否」"),
]


async def test_everything_that_is_wrong_is_named(office: Office) -> None:
    sheets = district()
    sheets["商品"] = [HEAD, ["S1", "洗衣液", 20, 30], *(row for row, *_ in WRONG)]
    found = await office.finds(sheets)
    assert [one[:3] for one in found] == [("商品", line, column) for line, (_, column, _) in enumerate(WRONG, 3)]
    assert [one[3] for one, (*_, piece) in zip(found, WRONG, strict=True) if piece not in one[3]] == []
