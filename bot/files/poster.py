"""Posters (A4) and stickers (A6, four on A4) as PDF: vectors and an embedded part of the font, in millimetres.

All words are bold: they are read from two metres, in a stairway. fpdf2 embeds what is used of the font in each file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias, cast

from fpdf import FPDF
from fpdf.enums import Align
from fpdf.fonts import TTFFont

from bot.domain.posters import Poster, Printed, Sticker
from bot.files.coding import modules_of
from bot.files.typeface import FONTS, drawable

Colour: TypeAlias = tuple[int, int, int]

FAMILY = "noto"
FONT = FONTS / "NotoSansSC-Bold.otf"
RED, INK, GREY, WHITE = (190, 24, 32), (24, 22, 20), (150, 146, 140), (255, 255, 255)
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 12.0
# A quarter of what can be read may be dirty or torn; around it the standard's quiet zone, in modules.
LEVEL, QUIET = "q", 4
POINTS_PER_MM = 72 / 25.4


def paint(what: Printed, font: Path = FONT, *, compressed: bool = True) -> bytes:
    """The PDF; `font` may be one that `bot.files.cutting` cut for many."""
    pdf = FPDF(format="A4")
    pdf.set_compression(compressed)
    pdf.set_auto_page_break(auto=False)
    pdf.add_font(FAMILY, "", font)
    embedded = pdf.fonts[FAMILY]
    if isinstance(embedded, TTFFont):
        # How far the part reaches is not measured again: the bounds of the whole hold.
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
    _line(pdf, poster.estates, (MARGIN, 46, inner), 14, WHITE)
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
    """Four of the same: one for each entrance, and cut along the middle. The first is drawn, the others copy it."""
    _sticker(pdf, sticker)
    drawn = bytes(cast(bytearray, pdf.pages[pdf.page].contents))
    right, down = POINTS_PER_MM * WIDTH / 2, POINTS_PER_MM * HEIGHT / 2
    for along, below in ((right, 0.0), (0.0, down), (right, down)):
        pdf._out(f"q 1 0 0 1 {along:.3f} {-below:.3f} cm")
        pdf._out(drawn)
        pdf._out("Q")
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.1)
    pdf.set_dash_pattern(2, 2)
    pdf.line(WIDTH / 2, 0, WIDTH / 2, HEIGHT)
    pdf.line(0, HEIGHT / 2, WIDTH, HEIGHT / 2)
    pdf.set_dash_pattern()


def _sticker(pdf: FPDF, sticker: Sticker) -> None:
    x, inner = 8.0, WIDTH / 2 - 16
    _line(pdf, sticker.compound, (x, 8, inner), 24, INK)
    _line(pdf, sticker.building, (x, 19, inner), 50, RED)
    _code(pdf, sticker.link, 20.5, 40, 64)
    _line(pdf, sticker.call, (x, 106, inner), 30, INK)
    _line(pdf, sticker.contact, (x, 121, inner), 17, INK)
    _line(pdf, sticker.warning, (x, 132, inner), 14, RED)


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
    matrix = modules_of(link, LEVEL)
    size = len(matrix)
    module = side / (size + 2 * QUIET)
    # Each length occurs many times: it is written once.
    lefts = [_points(x + (QUIET + at) * module) for at in range(size)]
    tops = [_points(HEIGHT - y - (QUIET + at) * module) for at in range(size)]
    long = [_points(at * module) for at in range(size + 1)]
    path = [
        f"{lefts[begin]} {tops[row]} {long[end - begin]} -{long[rows]} re" for row, begin, end, rows in dark(matrix)
    ]
    pdf.set_fill_color(*INK)
    pdf._out(" ".join((*path, "f")))


def _points(millimetres: float) -> str:
    return f"{POINTS_PER_MM * millimetres:.3f}"


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
