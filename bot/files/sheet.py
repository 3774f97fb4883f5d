"""Writes a `Sheet` as a spreadsheet file. Words are written as words: nothing in it can be a formula or a link."""

from io import BytesIO
from typing import Any

import xlsxwriter

from bot.domain.charts import Book, Sheet

OPTIONS = {
    "in_memory": True,
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(sheet: Sheet) -> bytes:
    """The sheet as an .xlsx file: a bold first line that stays in sight and can be filtered by."""
    return bind(Book((sheet,)))


def bind(book: Book) -> bytes:
    """The sheets as one .xlsx file, each like `write`'s."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as bound:
        heading = bound.add_format({"bold": True})
        for sheet in book.sheets:
            _write_page(bound.add_worksheet(sheet.name), sheet, heading)
    return file.getvalue()


def _write_page(page: Any, sheet: Sheet, heading: object) -> None:
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.title, heading)
    for line, row in enumerate(sheet.rows, 1):
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(line, at, cell)
            elif cell:
                page.write_string(line, at, cell)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
