"""Posters (A4) and stickers (A6, four on A4) as PDF: vectors and an embedded part of the font, in millimetres.

All words are bold: they are read from two metres, in a stairway. fpdf2 embeds a font with CFF outlines and CIDs as
CIDFontType0C with what is used of it (ADR 28 says how this was looked at).
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import segno
from fontTools import subset
from fpdf import FPDF
from fpdf.enums import Align
from fpdf.fonts import TTFFont

from bot.domain.posters import Poster, Printed, Sticker
from bot.files.typeface import FONTS, drawable

Colour: TypeAlias = tuple[int, int, int]

FAMILY = "noto"
FONT = FONTS / "NotoSansSC-Bold.otf"
RED, INK, GREY, WHITE = (190, 24, 32), (24, 22, 20), (150, 146, 140), (255, 255, 255)
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 12.0
# A quarter of what can be read may be dirty or torn; around it the standard's quiet zone, in modules.
LEVEL, QUIET = "q", 4
POINTS_PER_MM = 72 / 25.4


def cut_font(printed: Iterable[Printed], path: Path) -> None:
    """Write what the words of `printed` need of the font to `path`: to read it whole costs more than a poster."""
    options = subset.Options(layout_features=[], notdef_outline=True, desubroutinize=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=drawable("".join({letter for one in printed for letter in _words(one)})))
    with closing(subset.load_font(str(FONT), options)) as font:
        cutter.subset(font)
        subset.save_font(font, str(path), options)


def paint(what: Printed, font: Path = FONT, *, compressed: bool = True) -> bytes:
    """The PDF."""
    pdf = FPDF(format="A4")
    pdf.set_compression(compressed)
    pdf.set_auto_page_break(auto=False)
    pdf.add_font(FAMILY, "", font)
    embedded = pdf.fonts[FAMILY]
    if isinstance(embedded, TTFFont):
        # How far the part reaches is not measured again: the bounds of the whole hold, and it is half of the work.
        embedded.ttfont.recalcBBoxes = False
    if isinstance(what, Poster):
        pdf.add_page()
        _poster(pdf, what)
    else:
        for sticker in what:
            pdf.add_page()
            _sheet(pdf, sticker)
    return bytes(pdf.output())


def _poster(pdf: FPDF, poster: Poster) -> None:
    inner = WIDTH - 2 * MARGIN
    _box(pdf, 0, 0, WIDTH, 52, RED)
    _line(pdf, poster.place, (MARGIN, 8, inner), 18, WHITE)
    _line(pdf, poster.title, (MARGIN, 19, inner), 76, WHITE)
    _line(pdf, poster.purpose, (MARGIN, 58, inner), 40, INK)
    _code(pdf, poster.link, 47, 69, 116)
    _line(pdf, poster.call, (MARGIN, 183, inner), 54, RED)
    _line(pdf, poster.how, (MARGIN, 206, inner), 20, INK)
    for at, (title, name, phone) in enumerate(poster.contacts):
        left, top = MARGIN + at % 2 * inner / 2, 220 + at // 2 * 16
        _line(pdf, f"{title} {name}", (left, top, inner / 2 - 6), 17, INK)
        _line(pdf, phone, (left, top + 6, inner / 2 - 6), 21, INK)
    _box(pdf, 0, 273, WIDTH, HEIGHT - 273, RED)
    _line(pdf, poster.warning, (MARGIN, 276, inner), 28, WHITE)
    _line(pdf, poster.further, (MARGIN, 287, inner), 17, WHITE)


def _sheet(pdf: FPDF, sticker: Sticker) -> None:
    """Four of the same: one for each entrance, and cut along the middle."""
    for left in (0, WIDTH / 2):
        for top in (0, HEIGHT / 2):
            _sticker(pdf, sticker, left, top)
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.1)
    pdf.set_dash_pattern(2, 2)
    pdf.line(WIDTH / 2, 0, WIDTH / 2, HEIGHT)
    pdf.line(0, HEIGHT / 2, WIDTH, HEIGHT / 2)
    pdf.set_dash_pattern()


def _sticker(pdf: FPDF, sticker: Sticker, left: float, top: float) -> None:
    x, inner = left + 8, WIDTH / 2 - 16
    _line(pdf, sticker.compound, (x, top + 8, inner), 24, INK)
    _line(pdf, sticker.building, (x, top + 19, inner), 50, RED)
    _code(pdf, sticker.link, left + 20.5, top + 40, 64)
    _line(pdf, sticker.call, (x, top + 106, inner), 30, INK)
    _line(pdf, sticker.contact, (x, top + 121, inner), 17, INK)
    _line(pdf, sticker.warning, (x, top + 132, inner), 14, RED)


def _line(pdf: FPDF, words: str, place: tuple[float, float, float], points: float, colour: Colour) -> None:
    """One line in the middle of a width from (x, y) down; smaller where it would be wider."""
    x, y, width = place
    said = drawable(words)
    if not said:
        return
    pdf.set_font(FAMILY, size=points)
    wide = pdf.get_string_width(said)
    if wide > width:
        points *= width / wide * 0.99
        pdf.set_font(FAMILY, size=points)
    pdf.set_text_color(*colour)
    pdf.set_xy(x, y)
    pdf.cell(w=width, h=points / POINTS_PER_MM, text=said, align=Align.C)


def _code(pdf: FPDF, link: str, x: float, y: float, side: float) -> None:
    """The QR code, its quiet zone inside `side`: one path, so that no viewer shows seams between its parts."""
    size, rectangles = _rectangles(link)
    module = side / (size + 2 * QUIET)
    path = []
    for row, begin, end, rows in rectangles:
        left, top = x + (QUIET + begin) * module, HEIGHT - y - (QUIET + row) * module
        sides = (left, top, (end - begin) * module, -rows * module)
        path.append(" ".join(f"{POINTS_PER_MM * one:.3f}" for one in sides))
    pdf.set_fill_color(*INK)
    pdf._out(" re ".join((*path, "f")))


@lru_cache(maxsize=1)
def _rectangles(link: str) -> tuple[int, tuple[tuple[int, int, int, int], ...]]:
    """How many modules a side has, and the dark ones; found once for the four of a sheet."""
    matrix = matrix_of(link)
    return len(matrix), tuple(dark(matrix))


def matrix_of(link: str) -> tuple[tuple[int, ...], ...]:
    """The modules, 1 for a dark one."""
    return tuple(tuple(row) for row in segno.make(link, error=LEVEL, micro=False, boost_error=False).matrix)


def dark(matrix: tuple[tuple[int, ...], ...]) -> Iterator[tuple[int, int, int, int]]:
    """The dark modules as few rectangles: row, first column, column behind the last one, number of rows."""
    begun: dict[tuple[int, int], int] = {}
    for at, row in enumerate((*matrix, (0,) * len(matrix))):
        edges = [x for x, (a, b) in enumerate(zip((0, *row), (*row, 0), strict=True)) if bool(a) != bool(b)]
        runs = set(zip(edges[::2], edges[1::2], strict=True))
        for run in [run for run in begun if run not in runs]:
            top = begun.pop(run)
            yield top, *run, at - top
        for run in runs:
            begun.setdefault(run, at)


def _box(pdf: FPDF, x: float, y: float, width: float, height: float, colour: Colour) -> None:
    pdf.set_fill_color(*colour)
    pdf.rect(x, y, width, height, style="F")


def _words(what: Printed) -> str:
    if isinstance(what, Poster):
        contacts = "".join(map("".join, what.contacts))
        said = (what.place, what.title, what.purpose, what.call, what.how, what.warning, what.further)
        return "".join((*said, contacts))
    return "".join("".join((one.compound, one.building, one.call, one.contact, one.warning)) for one in what)
