"""From tables as they were read to lines of words: which sheet is which, where the titles stand, what are no words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from bot.commands.importing.problems import Problems, Report, nearest
from bot.domain.words import clean
from bot.files.reading import MOST_ROWS, Table
from bot.texts import importing as say
from bot.texts.sheets import EXAMPLE, FORMS, NOTES, Form

# The titles stand in one of the first lines; above them may be a heading.
TITLES_WITHIN = 10
# An office has columns of its own: only one that is very like ours may be meant for it.
LIKE_A_TITLE = 60
# Full-width digits and letters, and the marks of a number: 「１３９」 is 139.
_HALVED = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_HALVED |= {ord("－"): ord("-"), ord("＋"): ord("+"), ord("．"): ord("."), ord("＿"): ord("_")}
DATES = (date, datetime, time, timedelta)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet: its number and its words by the title of the column (empty: nothing stands there)."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, title: str) -> str:
        return self.cells[title]


def sort_out(tables: Iterable[Table], problems: Problems) -> dict[str, list[Line]]:
    """The lines of each sheet that is there, by its name; what is wrong goes into `problems`."""
    by_name: dict[str, list[Table]] = {}
    for table in tables:
        by_name.setdefault(table.name, []).append(table)
    found = {}
    forms = {form.name: form for form in FORMS}
    for name, same in by_name.items():
        report = problems.of(name)
        if name not in forms:
            if not name.startswith(NOTES):
                report.add(0, "", say.unknown_sheet(nearest(name, forms)))
        elif len(same) > 1:
            report.add(0, "", say.sheet_twice([table.file for table in same]))
        elif (lines := lines_of(same[0], forms[name], report)) is not None:
            found[name] = lines
    return found


def lines_of(table: Table, form: Form, report: Report) -> list[Line] | None:
    """The lines below the titles, without the examples; None where they cannot be told."""
    if table.lines:
        report.add(0, "", say.too_many_lines(table.lines, MOST_ROWS))
        return None
    head = next((at for at, (_, row) in enumerate(table.rows[:TITLES_WITHIN]) if _is_heading(row, form)), None)
    if head is None:
        report.add(0, "", say.no_heading(form.titles))
        return None
    number, titles = table.rows[head][0], [_plain(cell) for cell in table.rows[head][1]]
    columns = _columns(number, titles, form, report)
    if columns is None:
        return None
    titled = {at: title for title, at in columns.items()}
    for line, at in table.merged:
        if line >= number:
            report.add(line, titled.get(at, ""), say.merged())
    lines = [
        Line(line, {title: _words(table, line, columns.get(title), row, title, report) for title in form.titles})
        for line, row in table.rows[head + 1 :]
        if not _plain(row[0] if row else "").startswith(EXAMPLE)
    ]
    if not lines:
        report.add(0, "", say.no_lines())
        return None
    return lines


def _is_heading(row: Sequence[Any], form: Form) -> bool:
    return len({_plain(cell) for cell in row} & set(form.titles)) >= 2


def _columns(line: int, titles: list[str], form: Form, report: Report) -> dict[str, int] | None:
    """Where each column stands; None where one that is needed is missing."""
    foreign = [title for title in titles if title and title not in form.titles]
    complete = True
    for field in form.fields:
        if titles.count(field.title) > 1:
            report.add(line, field.title, say.column_twice())
        guess = nearest(field.title, foreign, LIKE_A_TITLE)
        if field.title not in titles and (field.needed or guess):
            report.add(line, field.title, say.no_column(guess))
            complete = complete and not field.needed
    return {title: titles.index(title) for title in form.titles if title in titles} if complete else None


def _words(table: Table, line: int, at: int | None, row: Sequence[Any], title: str, report: Report) -> str:
    if at is None or at >= len(row):
        return ""
    value = row[at]
    if (line, at) in table.formulas:
        report.add(line, title, say.computed())
    elif isinstance(value, DATES):
        report.add(line, title, say.a_date())
        return ""
    words = _plain(value)
    if words.startswith(("=", "+", "-", "@")) and not _is_number(words):
        report.add(line, title, say.like_a_formula())
    elif words.startswith("#") and words.rstrip("!?").isupper():
        report.add(line, title, say.an_error())
    return words


def _is_number(words: str) -> bool:
    """«+86 139 …» and «-3.5»: for a number somebody else says what is wrong with it."""
    return words[1:].replace(" ", "").replace("-", "").replace(".", "").isdigit()


def _plain(value: Any) -> str:
    """What somebody sees in the cell: a whole number without «.0», digits and letters of half width, trimmed."""
    return _tidy(str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))


@lru_cache(maxsize=4096)
def _tidy(text: str) -> str:
    if text.isascii() and text.isprintable():  # most cells: codes and numbers
        return " ".join(text.split())
    return clean(text.translate(_HALVED)).replace("\n", " ")
