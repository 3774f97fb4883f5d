"""Reads the tables of .xlsx and .csv files as somebody else's: nothing in them is believed, nothing is run."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from bot.domain.errors import CannotStart

# What a real district needs, many times over. Unpacked, in bytes, before anything of it is read.
MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 100_000, 100, 300 << 20
MOST_CSV, LONGEST_RECORD = 64 << 20, 1 << 20
# A sheet of all its lines is counted and refused by name; one that is as wide as well has no room in memory.
MOST_CELLS = 20_000_000
ENCODINGS = ("utf-8-sig", "gb18030")
_FORMULA = re.compile(rb'<c [^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<f[\s/>]')
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_BROKEN = (KeyError, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as it was read: its lines by their number from 1, without those in which nothing stands.

    `merged`: (first line, first column) of each stretch of merged cells, from (1, 0); `formulas`: cells that are
    computed. `lines` > 0: it has so many that it was not read.
    """

    name: str
    file: str
    rows: tuple[tuple[int, list[Any]], ...]
    merged: tuple[tuple[int, int], ...] = ()
    formulas: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    lines: int = 0


def read_tables(path: Path) -> list[Table]:
    """Every table of an .xlsx file, of a .csv file (one, named like the file), or of a folder of such.

    Raises `CannotStart` where there is no such file, or what there is cannot be read.
    """
    if path.is_dir():
        files = sorted(
            file for file in path.iterdir() if file.suffix.lower() in READERS and not file.name.startswith(("~", "."))
        )
        if not files:
            raise CannotStart(f"no .xlsx or .csv in {path}")
        return [table for file in files for table in READERS[file.suffix.lower()](file)]
    if not path.is_file() or path.suffix.lower() not in READERS:
        raise CannotStart(f"no .xlsx, .csv or folder of such: {path}")
    return READERS[path.suffix.lower()](path)


def _read_csv(path: Path) -> list[Table]:
    if path.stat().st_size > MOST_CSV:
        raise CannotStart(f"{path.name}: larger than {MOST_CSV >> 20} MB")
    text = _decoded(path)
    lines = _Lines(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=_delimiter(text[:LONGEST_RECORD]))
    rows = []
    try:
        for row in reader:
            lines.taken = 0
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, row[:MOST_COLUMNS]))
    except csv.Error as error:
        raise CannotStart(f"{path.name}: line {reader.line_num}: {error}") from error
    too_many = len(rows) if len(rows) > MOST_ROWS else 0
    return [Table(path.stem.strip(), path.name, () if too_many else tuple(rows), lines=too_many)]


@dataclass(slots=True)
class _Lines:
    """The lines of a file; `taken` since the last whole record. Raises `csv.Error` for a record that does not end."""

    text: io.StringIO
    taken: int = 0

    def __iter__(self) -> Iterator[str]:
        while line := self.text.readline(LONGEST_RECORD):
            self.taken += len(line)
            if self.taken >= LONGEST_RECORD:
                raise csv.Error(f"one record is longer than {LONGEST_RECORD} characters")
            yield line


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotStart(f"{path.name}: neither UTF-8 nor GB18030; save it as CSV UTF-8")


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",", "\t", ";", key=first.count)


def _read_xlsx(path: Path) -> list[Table]:
    import python_calamine  # noqa: PLC0415 - of Rust, and only an import needs it

    try:
        parts = _unpacked(path)
        formulas, size = dict(_formulas(parts)), _size(parts)
        if size[0] * size[1] > MOST_CELLS:
            raise CannotStart(f"{path.name}: a sheet of {size[0]} lines and {size[1]} columns; delete what is empty")
        with python_calamine.CalamineWorkbook.from_filelike(_packed(parts)) as book:
            return [_table(path, book.get_sheet_by_name(name), formulas.get(name)) for name in book.sheet_names]
    except (python_calamine.CalamineError, zipfile.BadZipFile, ElementTree.ParseError, *_BROKEN) as error:
        raise CannotStart(f"{path.name}: no .xlsx that can be read, or locked by a password ({error})") from error


def _unpacked(path: Path) -> dict[str, bytes]:
    """The parts that tell of cells. No part is believed to be as large as it says: it is read so far and no further."""
    with zipfile.ZipFile(path) as packed:
        if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
            raise CannotStart(f"{path.name}: unpacked it is larger than {MOST_BYTES >> 20} MB")
        wanted = (part for part in packed.infolist() if part.filename.endswith((".xml", ".rels")))
        return {part.filename: packed.read(part) for part in wanted}


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    """The same again, as the reader takes it: what stood behind a part's end is not in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    out.seek(0)
    return out


def _size(parts: dict[str, bytes]) -> tuple[int, int]:
    """The last line and the last column of which any sheet tells: the reader makes room for all that is between."""
    cells = [_CELL.findall(content) for name, content in parts.items() if name.startswith("xl/worksheets/")]
    lines = max((int(line) for found in cells for _, line in found), default=0)
    letters = {column for found in cells for column, _ in found}
    return lines, 1 + max((_column(one.upper()) for one in letters), default=0)


def _table(path: Path, sheet: Any, formulas: frozenset[tuple[int, int]] | None) -> Table:
    if sheet.total_height > MOST_ROWS:
        return Table(sheet.name.strip(), path.name, (), lines=sheet.total_height)
    rows = tuple(
        (number, row[:MOST_COLUMNS])
        for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1)
        if any(str(cell).strip() for cell in row)
    )
    merged = tuple((first[0] + 1, first[1]) for first, _ in sheet.merged_cell_ranges or ())
    return Table(sheet.name.strip(), path.name, rows, merged, formulas or frozenset())


def _formulas(parts: dict[str, bytes]) -> Iterator[tuple[str, frozenset[tuple[int, int]]]]:
    """The cells of each sheet that are computed: the reader gives only what came out when it was saved."""
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314 - expat refuses bombs
    targets = {one.get("Id"): one.get("Target", "").removeprefix("/xl/") for one in relations}
    book = ElementTree.fromstring(parts["xl/workbook.xml"])  # noqa: S314
    for sheet in book.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"):
        content = parts.get(f"xl/{targets.get(sheet.get(_RELATION), '')}", b"")
        found = _FORMULA.finditer(content) if b"<f" in content else ()
        yield sheet.get("name", ""), frozenset((int(one[2]), _column(one[1])) for one in found)


def _column(letters: bytes) -> int:
    """«A» → 0, «AB» → 27."""
    at = 0
    for letter in letters:
        at = at * 26 + letter - 64
    return at - 1


READERS = {".xlsx": _read_xlsx, ".csv": _read_csv}
