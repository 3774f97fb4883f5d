"""A file with 71 planted errors is refused with all 71 named: sheet, line, column, and what is wrong."""

from datetime import date
from pathlib import Path

import pytest

from bot.storage import units
from tests.importing.office import Office
from tests.importing.sheets import Rows, district, xlsx

# (sheet, the line as an office would have written it wrongly, [(column, a piece of what is said)]).
PLANTED: list[tuple[str, list[object], list[tuple[str, str]]]] = [
    ("单位", ["", "小区", "无码苑", "TX"], [("编码", "没填")]),
    ("单位", ["C 9", "小区", "空格苑", "TX"], [("编码", "只能用字母")]),
    ("单位", ["C" * 25, "小区", "长码苑", "TX"], [("编码", "最多 24 位")]),
    ("单位", ["C1", "小区", "重码苑", "TX"], [("编码", "和第 6 行重复")]),
    ("单位", ["K1", "小曲", "错类苑", "TX"], [("类别", "是不是「小区」")]),
    ("单位", ["K2", "", "无类苑", "TX"], [("类别", "没填")]),
    ("单位", ["N1", "小区", "", "TX"], [("名称", "没填")]),
    ("单位", ["N2", "小区", "名" * 41, "TX"], [("名称", "最多 40 个字")]),
    ("单位", ["N3", "小区", "=HYPERLINK(\"x\")", "TX"], [("名称", "像公式")]),
    ("单位", ["N4", "小区", "翠湖苑", "TX"], [("名称", "和第 6 行重复")]),
    ("单位", ["P1", "小区", "无上级苑"], [("上级编码", "没填")]),
    ("单位", ["P2", "小区", "错上级苑", "TXX"], [("上级编码", "是不是「TX」")]),
    ("单位", ["P3", "楼栋", "9号楼", "TX"], [("上级编码", "楼栋的上级要是小区，这里是社区")]),
    ("单位", ["P4", "小区", "自家苑", "P4"], [("上级编码", "P4 → P4")]),
    ("单位", ["R1", "社区", "甲社区", "R2"], [("上级编码", "R1 → R2 → R1")]),
    ("单位", ["R2", "镇街", "乙街道", "R1"], [("上级编码", "R2 → R1 → R2")]),
    ("单位", ["Q2", "区", "第二区"], [("类别", "区只能有一个，第 2 行")]),
    ("单位", ["zhujan", "部门", "住建", "Q"], [("编码", "是不是「zhujian」")]),
    ("单位", ["G1", "小区", "反了苑", "TX", 112.9, 38.1], [("纬度", "填反了")]),
    ("单位", ["G2", "小区", "远方苑", "TX", 48.85, 2.35], [("纬度", "不在中国")]),
    ("单位", ["G3", "小区", "半个苑", "TX", 38.1], [("经度", "都不填")]),
    ("单位", ["G4", "小区", "度数苑", "TX", "北纬38", 112.9], [("纬度", "不是数")]),
    ("单位", ["G5", "小区", date(2026, 3, 4), "TX"], [("名称", "变成日期了")]),
    ("单位", ["E1", "小区", "甲苑", "TX", "", "", "名" * 41], [("院落", "最多 40 个字")]),
    ("单位", ["E12", "小区", "辛苑", "TX", "", "", "东院，西院3号楼"], [("院落", "是楼栋，不是院落")]),
    ("单位", ["E2", "小区", "乙苑", "TX", "", "", "东院、东院"], [("院落", "重复")]),
    ("单位", ["E3", "小区", "丙苑", "TX", "", "", "翠湖苑"], [("院落", "和第 6 行重名")]),
    ("单位", ["E4", "小区", "丁苑", "TX", "", "", "丁苑"], [("院落", "小区自己的名字")]),
    ("单位", ["E5", "楼栋", "5号楼", "C1", "", "", "西院"], [("院落", "只有小区写院落")]),
    ("单位", ["E6", "小区", "戊苑", "TX", "", "", "", "C1"], [("网格编码", "是小区，不是网格")]),
    ("单位", ["E7", "社区", "己社区", "YH", "", "", "", "W1"], [("网格编码", "这里是社区")]),
    ("单位", ["E8", "小区", "庚苑", "TX", "", "", "", "W22"], [("网格编码", "是不是「W2」")]),
    ("单位", ["E9", "网格", "太深网格", "W3"], [("上级编码", "最多套 3 层")]),
    ("单位", ["E10", "网格", "小区网格", "C1"], [("上级编码", "要是区或镇街或社区或网格，这里是小区")]),
    ("单位", ["E11", "网格", "一圈网格", "E11"], [("上级编码", "E11 → E11")]),
    ("人员", ["", "赵甲", "13900000021", "书记", "C2"], [("工号", "没填")]),
    ("人员", ["工 号", "赵乙", "13900000022", "书记", "C2"], [("工号", "只能用")]),
    ("人员", ["2001", "", "13900000023", "书记", "C2"], [("姓名", "没填")]),
    ("人员", ["2002", "名" * 21, "13900000024", "书记", "C2"], [("姓名", "最多 20 个字")]),
    ("人员", ["2003", "赵丁", "", "书记", "C2"], [("手机", "没填")]),
    ("人员", ["2004", "赵戊", "1390000", "书记", "C2"], [("手机", "不是能用的手机号")]),
    ("人员", ["2005", "赵己", "0360-5550101", "书记", "C2"], [("手机", "不是能用的手机号")]),
    ("人员", ["2006", "赵庚", "139 0000 0001", "书记", "C2"], [("手机", "和第 2 行的人同一个手机号")]),
    ("人员", ["2007", "赵辛", "13900000027", "书计", "C2"], [("角色", "是不是「书记」")]),
    ("人员", ["2008", "赵壬", "13900000028", "管理员", "C2"], [("角色", "没有「管理员」")]),
    ("人员", ["2009", "赵癸", "13900000029", "", "C2"], [("角色", "没填")]),
    ("人员", ["2010", "钱甲", "13900000030", "书记", "C22"], [("单位编码", "是不是「C2」")]),
    ("人员", ["2011", "钱乙", "13900000031", "书记", ""], [("单位编码", "没填")]),
    ("人员", ["2012", "钱丙", "13900000032", "书记", "TX"], [("单位编码", "书记要在小区，这里是社区")]),
    ("人员", ["2013", "钱丁", "13900000033", "店长", "chengguan"], [("单位编码", "店长要在商店，这里是部门")]),
    ("人员", ["2014", "钱戊", "13900000034", "书记", "C2", "可以"], [("公示", "填「是」或「否」")]),
    ("人员", ["2015", "钱己", "13900000035", "志愿者", "C2", "是"], [("公示", "志愿者不公示")]),
    ("人员", ["1001", "陈国花", "13900000001", "物业", "C2"], [("姓名", "和第 2 行写的不一样")]),
    ("人员", ["1001", "陈国华", "13900000041", "网格员", "C2"], [("手机", "和第 2 行写的不一样")]),
    ("人员", ["1002", "韩福生", "13900000002", "楼栋长", "C1-3"], [("", "和第 3 行重复")]),
    ("人员", ["1005", "田静", "13900000005", "网格员", "C1"], [("单位编码", "已经负责「听雪网格」")]),
    ("人员", ["2016", "钱庚", "13900000036", "书记", "W1"], [("单位编码", "书记要在小区，这里是网格")]),
    ("公示", ["W1", "网格员", "田静", "0360-5550112"], [("单位编码", "网格员要在小区，这里是网格")]),
    ("公示", ["C1", "店长", "周梅", "0360-5550110"], [("角色", "店长不公示")]),
    ("公示", ["C1", "书记", "陈国华", "13900000001"], [("姓名", "「人员」表里已经公示")]),
    ("公示", ["C2", "物业", "马二", "打我电话", 4], [("电话", "不像电话号码")]),
    ("公示", ["C2", "物业", "马三", "0360-5550111", "头一个"], [("顺序", "0 到 999")]),
    ("积分期初", ["1009", 50], [("工号", "没有「1009」")]),
    ("积分期初", ["1001", -5], [("积分", "1 到 100000")]),
    ("积分期初", ["1002", 30], [("工号", "和第 2 行重复")]),
    ("职责", ["SJ-01", "听意见", "另一件事。", "书记"], [("编号", "和第 2 行重复")]),
    ("职责", ["SJ-91", "听意见", "每周到小区转一圈。", "书记"], [("职责", "和第 2 行重复")]),
    ("职责", ["SJ-92", "听意见", "事" * 121, "书记"], [("职责", "最多 120 个字")]),
    ("职责", ["SJ-93", "听意见", "又一件事。", "书计"], [("角色", "是不是「书记」")]),
    ("职责", ["SJ-94", "听意见", "再一件事。", "书记", "chengguan"], [("部门编码", "只有部门人员的职责才写部门")]),
    ("职责", ["SJ-95", "街面", "还有一件事。", "部门人员", "chenguan"], [("部门编码", "是不是「chengguan」")]),
]  # fmt: skip


def planted() -> tuple[dict[str, Rows], list[tuple[str, int, str, str]]]:
    """The file, and what must be said about it."""
    sheets, wanted = district(), []
    for sheet, row, said in PLANTED:
        sheets[sheet].append(list(row))
        wanted += [(sheet, len(sheets[sheet]), column, piece) for column, piece in said]
    return sheets, wanted


def test_there_are_so_many() -> None:
    assert len(planted()[1]) == 71


async def test_all_of_them_are_named_and_nothing_else_is(office: Office, tmp_path: Path) -> None:
    sheets, wanted = planted()
    found = await office.finds(sheets)
    for sheet, line, column, piece in wanted:
        assert any((sheet, line, column) == one[:3] and piece in one[3] for one in found), (sheet, line, column, piece)
    assert {one[:3] for one in found} == {one[:3] for one in wanted}
    assert not any("13900000001" in one[3] or one[3] == "1390000" for one in found)
    await office.brings(xlsx(tmp_path / "in.xlsx", sheets))
    assert await office.db.read(units.load_all) == []


@pytest.mark.parametrize("turned", [False, True], ids=["as usual", "last sheet first"])
async def test_they_are_listed_as_they_stand_in_the_file(office: Office, *, turned: bool) -> None:
    sheets, _ = planted()
    sheets = dict(reversed(sheets.items())) if turned else sheets
    # One that is no table of ours stands between them, and is met while the others are only sorted out.
    first, *others = sheets.items()
    sheets = dict([first, ("账本", [["a"]]), *others])
    found = [(list(sheets).index(sheet), line) for sheet, line, *_ in await office.finds(sheets)]
    assert found == sorted(found)
    assert len({sheet for sheet, _ in found}) == 6


@pytest.mark.parametrize(("sheet", "row", "said"), PLANTED, ids=[f"{one[0]}-{one[2][0][1]}" for one in PLANTED])
async def test_each_alone_is_named_alone(
    office: Office, sheet: str, row: list[object], said: list[tuple[str, str]]
) -> None:
    sheets = district()
    partner = {"R1": "R2", "R2": "R1"}
    rows = [row, *(one for name, one, _ in PLANTED if name == sheet and one[0] == partner.get(str(row[0])))]
    sheets[sheet] += [list(one) for one in rows]
    lines = {line for _, line, *_ in await office.finds(sheets)}
    assert len(sheets[sheet]) - len(rows) + 1 in lines
    assert len(lines) == len(rows)


async def test_a_column_that_slipped_shows_nobodys_number(office: Office) -> None:
    sheets = district()
    sheets["人员"] += [
        ["3001", "赵甲", "书记", number, number, number] for number in ("13900000071", "+86 139 0000 0071")
    ]
    sheets["公示"] += [["13900000071", "13900000071", "x", "y", "13900000071"]]
    sheets["积分期初"] += [["13900000071", "13900000071"]]
    sheets["单位"] += [["K9", "13900000071", "名", "13900000071", "13900000071", "13900000071"]]
    said = "".join(one[3] for one in await office.finds(sheets)).replace(" ", "")
    assert "139****0071" in said
    assert "13900000071" not in said
