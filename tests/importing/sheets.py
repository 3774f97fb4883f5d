"""A district as an office would write it down, as rows; and files made of them."""

import csv
from copy import deepcopy
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = list[list[Any]]

# Everything in it is invented.
DISTRICT: dict[str, Rows] = {
    "单位": [
        ["编码", "类别", "名称", "上级编码", "纬度", "经度", "院落", "网格编码"],
        ["Q", "区", "云槐区"],
        ["YH", "街道", "榆禾街道", "Q"],
        ["TX", "社区", "听雪社区", "YH"],
        ["LT", "社区", "柳汀社区", "YH"],
        ["C1", "小区", "翠湖苑", "TX", 38.16121234567, 112.9536, "铁路宿舍、二建家属院", "W2"],
        ["C2", "小区", "枣香里", "LT", "38.15790", "112.95080", "纺织厂宿舍"],
        ["C1-3", "楼栋", "３号楼", "C1"],
        ["chengguan", "部门", "城管", "Q"],
        ["S1", "商店", "榆禾爱心商店", "TX"],
        ["W3", "微网格", "第三微网格", "W2"],
        ["W2", "网格", "第二网格", "W1"],
        ["W1", "大网格", "听雪网格", "TX"],
    ],
    "人员": [
        ["工号", "姓名", "手机", "角色", "单位编码", "公示"],
        [1001, "陈国华", 13900000001, "书记", "C1", "是"],
        ["1002", "韩福生", "139 0000 0002", "楼栋长", "C1-3"],
        ["1002", "韩福生", "+86 13900000002", "志愿者", "C1", "否"],
        ["1003", "施敏", "１３９０００００００３", "部门人员", "chengguan"],
        ["1004", "周梅", "139-0000-0004", "店长", "S1"],
        ["1005", "田静", 13900000005, "网格员", "W1", "是"],
    ],
    "公示": [
        ["单位编码", "角色", "姓名", "电话", "顺序"],
        ["C1", "物业", "马经理", "0360-5550103", 3],
        ["TX", "社区", "钱敏", "0360-5550105"],
        ["chengguan", "部门人员", "值班室", "0360-5550120"],
    ],
    "积分期初": [["工号", "积分", "原因"], ["1002", 120, "2025 年结转"]],
    "商品": [
        ["商店编码", "名称", "积分", "件数", "上架"],
        ["S1", "洗衣液", 20, 30, "是"],
        ["S1", "电饭锅", 300, 2, "否"],
    ],
    "职责": [
        ["编号", "领域", "职责", "角色", "部门编码", "顺序"],
        ["SJ-01", "听意见", "每周到小区转一圈。", "书记"],
        ["SJ-02", "听意见", "答应的事，三天内回一句话。", "小区书记", "", 2],
        ["CG-01", "街面", "占道的摊点，当天去看。", "部门人员", "chengguan", 1],
        ["BM-01", "规矩", "接到转交先报到。", "部门"],
    ],
}


def district() -> dict[str, Rows]:
    """One of one's own, to be changed."""
    return deepcopy(DISTRICT)


def xlsx(path: Path, sheets: dict[str, Rows], formulas: dict[tuple[str, int, int], str] | None = None) -> Path:
    """The sheets as one workbook; numbers stay numbers, as an office leaves them."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for at, cell in enumerate(row):
                    if hasattr(cell, "isoformat"):
                        page.write_datetime(line, at, cell, dated)
                    else:
                        page.write(line, at, cell)
            for (sheet, line, at), formula in (formulas or {}).items():
                if sheet == name:
                    page.write_formula(line - 1, at, formula, None, "楼")
    return path


def folder(path: Path, sheets: dict[str, Rows], encoding: str = "utf-8") -> Path:
    """The sheets as a folder of .csv files."""
    path.mkdir()
    for name, rows in sheets.items():
        with (path / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    return path
