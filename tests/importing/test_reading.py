"""Files as they come: titles further down, full-width letters, formulas, merged cells, bombs, a million lines."""

import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from bot.commands.importing import tables
from bot.commands.importing.problems import Problems
from bot.domain.errors import CannotStart
from bot.files import reading
from bot.files.reading import read_tables
from tests.importing.office import Office
from tests.importing.sheets import Rows, district, folder, xlsx


def sorted_out(path: Path) -> tuple[dict[str, list[tables.Line]], list[tuple[int, str, str]]]:
    problems = Problems()
    return tables.sort_out(read_tables(path), problems), [(one.line, one.column, one.said) for one in problems]


def units(*rows: list[object]) -> dict[str, Rows]:
    return {"单位": [["编码", "类别", "名称", "上级编码"], *rows]}


def test_a_heading_empty_lines_other_columns_and_blanks_do_no_harm(tmp_path: Path) -> None:
    rows = [
        ["云槐区单位表（2026 年）"],
        [],
        ["序号", " 编码 ", "类别", "名称", "上级编码", "备注"],
        [1, " Ｃ－１　", "小区 ", "翠湖苑\u200b", "TX", "好"],
        ["", "  ", ""],
        [2, 12.0, "小区", "枣香里", "TX"],
    ]
    lines, found = sorted_out(xlsx(tmp_path / "a.xlsx", {"单位": rows, "说明": [["随便"]]}))
    assert found == []
    assert [(line.number, line["编码"], line["名称"], line["纬度"]) for line in lines["单位"]] == [
        (4, "C-1", "翠湖苑", ""), (6, "12", "枣香里", ""),
    ]  # fmt: skip


def test_a_sheet_and_a_column_with_a_slip_are_asked_about(tmp_path: Path) -> None:
    rows = [["编码", "类型", "名称", "上级编号"], ["Q", "区", "云槐区", ""]]
    _, found = sorted_out(xlsx(tmp_path / "a.xlsx", {"单位": rows, "人员名单": [["工号"]], "账本": [["a"]]}))
    assert [(line, column) for line, column, _ in found] == [(0, ""), (1, "上级编码"), (1, "类别"), (0, "")] or found
    said = "".join(words for *_, words in found)
    assert "有一列叫「上级编号」" in said
    assert "是不是「人员」" in said
    assert "能导入的：单位、人员、公示、积分期初" in said


def test_no_titles_no_lines_and_a_title_twice(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "单位": [["Q", "区", "云槐区"]],
        "人员": [["工号", "姓名", "手机", "角色", "单位编码", "公示"]],
        "积分期初": [["工号", "积分", "积分"], ["1", 2, 3]],
    }
    _, found = sorted_out(xlsx(tmp_path / "a.xlsx", sheets))
    assert {words[:6] for *_, words in found} == {"前十行里没找", "一行数据也没", "有两列都叫这"}


def test_a_sheet_in_two_files_is_one_too_many(tmp_path: Path) -> None:
    path = folder(tmp_path / "f", district())
    xlsx(path / "more.xlsx", {"单位": district()["单位"]})
    (path / "~$more.xlsx").write_bytes(b"lock")
    _, found = sorted_out(path)
    assert [words for *_, words in found] == ["这张表有两份：more.xlsx、单位.csv。"]


def test_a_formula_and_merged_cells_are_named_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("单位")
        for at, title in enumerate(["编码", "类别", "名称", "上级编码"]):
            page.write(0, at, title)
        page.write_row(1, 0, ["C1", "小区"])
        page.write_formula(1, 2, '="翠"&"湖苑"', None, "翠湖苑")
        page.write(1, 3, "TX")
        page.merge_range(2, 3, 3, 3, "TX")
        page.write_row(2, 0, ["C2", "小区", "枣香里"])
    _, found = sorted_out(path)
    assert [(line, column) for line, column, _ in found] == [(2, "名称"), (3, "上级编码")]


def test_what_a_program_would_run_is_refused_in_a_csv_too(tmp_path: Path) -> None:
    cells = ["=1+1", "@SUM(A1)", "-cmd|x", "+cmd", "#REF!", "#N/A"]
    path = folder(tmp_path / "f", units(*(["C1", "小区", cell, "TX"] for cell in cells)))
    _, found = sorted_out(path)
    assert [(line, column) for line, column, _ in found] == [(line, "名称") for line in range(2, 8)]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_of_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "单位.csv"
    path.write_text("\n".join(delimiter.join(map(str, row)) for row in units(["Q", "区", "云槐区", ""])["单位"]))
    lines, found = sorted_out(path)
    assert (found, lines["单位"][0]["名称"]) == ([], "云槐区")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b""),
        ("a.xlsx", b"PK\x03\x04 half"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") * 100),
        ("a.txt", b"x"),
        ("单位.csv", b"\xff\xff\xfe\x00\x81"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotStart):
        read_tables(tmp_path / name)


def test_nothing_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.xlsx"):
        with pytest.raises(CannotStart):
            read_tables(path)


def test_a_zip_without_a_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("hello.txt", "x")
    with pytest.raises(CannotStart):
        read_tables(tmp_path / "a.xlsx")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 3 << 20)
    path = xlsx(tmp_path / "a.xlsx", district())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/media/x", "w") as part:
        for _ in range(4):
            part.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(CannotStart, match="3 MB"):
        read_tables(path)


async def test_a_million_lines_are_counted_and_not_read(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("单位")
        page.write_row(0, 0, ["编码", "类别", "名称", "上级编码"])
        page.write(1_048_575, 0, "x")
    [problem] = (await office.reads(path)).problems
    assert problem.said.startswith("有 10485") and "最多 100000 行" in problem.said


def test_a_csv_of_too_many_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    [table] = read_tables(folder(tmp_path / "f", units(*([["Q", "区", "x", ""]] * 5))) / "单位.csv")
    assert (table.lines, table.rows) == (6, ())


@pytest.mark.parametrize("degrees", ["nan", "inf", "1e9", "-38", "0"])
async def test_no_degrees_that_are_none_get_in(office: Office, degrees: str) -> None:
    sheets = district()
    sheets["单位"][5][4:] = [degrees, "112.9"]
    assert [one[2] for one in await office.finds(sheets)] == ["纬度"]


def test_a_part_that_says_it_is_small_is_believed_no_further(tmp_path: Path) -> None:
    """The directory of the file lies about how much comes out: what is behind that is never unpacked."""
    path = xlsx(tmp_path / "a.xlsx", district())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/more.xml", "w") as part:
        for _ in range(48):
            part.write(bytes(1 << 20))
    content = path.read_bytes()
    at = content.rindex(b"xl/more.xml") - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    path.write_bytes(content[: at + 24] + (100).to_bytes(4, "little") + content[at + 28 :])
    began = time.process_time()
    with pytest.raises(CannotStart, match="that can be read"):
        read_tables(path)
    assert time.process_time() - began < 1


def test_two_cells_at_opposite_corners_take_no_memory(tmp_path: Path) -> None:
    """All that is between them would be seventeen thousand million cells."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("单位")
        page.write_row(0, 0, ["编码", "类别", "名称", "上级编码"])
        page.write(1_048_575, 16_383, "x")
    began = time.process_time()
    with pytest.raises(CannotStart, match="1048576 lines and 16384 columns"):
        read_tables(path)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "content",
    [b"a" * (8 << 20), b"," * (8 << 20), b'"' + b"a" * (8 << 20), b'"a\n",' * (1 << 20)],
    ids=["letters", "commas", "a quotation", "a record of many lines"],
)
def test_a_line_without_an_end(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "单位.csv"
    path.write_bytes(content)
    began = time.process_time()
    with pytest.raises(CannotStart, match="line "):
        read_tables(path)
    assert time.process_time() - began < 1
