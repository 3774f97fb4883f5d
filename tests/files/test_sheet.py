"""The sheet, read back by another library: words stay words."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bot.domain.charts import Column, Sheet
from bot.files.sheet import write

COLUMNS = (Column("编号", 12), Column("位置", 20))


def read_back(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def inside(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    "words", ["=1+1", "@SUM(A1)", "+1", "-1", "{=1}", "http://evil.example", "\t=1", "=cmd|' /C calc'!A0"]
)
def test_nothing_is_a_formula_or_a_link(words: str) -> None:
    content = write(Sheet("清单", COLUMNS, ((words, "3号楼"),)))
    assert read_back(content) == [["编号", "位置"], [words, "3号楼"]]
    assert "<f>" not in inside(content)
    assert "hyperlink" not in inside(content)


def test_numbers_are_numbers_and_empty_cells_are_empty() -> None:
    assert read_back(write(Sheet("清单", COLUMNS, ((3, ""), ("03", "x"))))) == [
        ["编号", "位置"],
        [3.0, ""],
        ["03", "x"],
    ]


@settings(max_examples=30)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=40))
def test_whatever_is_written_is_read(words: str) -> None:
    assert read_back(write(Sheet("清单", COLUMNS, ((words, "x"),))))[1][0] == words
