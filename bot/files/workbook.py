"""Writes a workbook of several sheets to be filled in by hand. Words are written as words: nothing is a formula."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter

from bot.files.sheet import OPTIONS

# As far down as the lists to choose from go.
CHOSEN_TO = 20_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its title, its width in letters, what is said when one comes to it, and what may be chosen."""

    title: str
    width: int
    note: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its columns, and its lines as words."""

    name: str
    columns: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]


def write_book(pages: tuple[Page, ...]) -> bytes:
    """The pages as one .xlsx file; every cell is text, also numbers and telephone numbers."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        heading, cell = book.add_format({"bold": True, "bg_color": "#DDEBF7"}), book.add_format({"num_format": "@"})
        for page in pages:
            _write_page(book.add_worksheet(page.name), page, heading, cell)
    return file.getvalue()


def _write_page(sheet: Any, page: Page, heading: object, cell: object) -> None:
    for at, column in enumerate(page.columns):
        sheet.set_column(at, at, column.width, cell)
        sheet.write_string(0, at, column.title, heading)
        if column.options:
            sheet.data_validation(
                1, at, CHOSEN_TO, at, {"validate": "list", "source": list(column.options), "error_type": "warning"}
            )
        if column.note:
            sheet.write_comment(0, at, column.note)
    for line, row in enumerate(page.rows, 1):
        for at, words in enumerate(row):
            sheet.write_string(line, at, words, cell)
    sheet.freeze_panes(1, 0)
