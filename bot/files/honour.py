"""Prints an `Honour` on a page (A4, landscape, PDF): its words can be searched and its font is inside."""

from typing import Protocol

import segno
from fpdf import FPDF

from bot.domain.charts import Honour
from bot.files.typeface import FONTS, drawable

# Millimetres.
WIDTH, HEIGHT, MARGIN = 297.0, 210.0, 12.0
MIDDLE = WIDTH / 2
CODE = 34.0
RED, GOLD, INK, GREY, GROUND = (179, 37, 30), (201, 160, 84), (34, 32, 29), (111, 106, 99), (253, 250, 244)
STAR = "★"


class Paper(Protocol):
    """What the page is drawn on: boxes and words, in millimetres from the upper left corner."""

    def box(self, x: float, y: float, width: float, height: float, colour: tuple[int, int, int]) -> None:
        """A filled rectangle."""
        ...

    def words(
        self, x: float, y: float, words: str, points: float, colour: tuple[int, int, int], align: str, *, bold: bool
    ) -> None:
        """Words whose baseline is at `y`; `align` L, C or R of `x`."""
        ...


class Page:
    """`Paper` of a PDF."""

    def __init__(self) -> None:
        self._pdf = FPDF(orientation="L", unit="mm", format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.add_font("plain", fname=FONTS / "NotoSansSC-Regular.otf")
        self._pdf.add_font("bold", fname=FONTS / "NotoSansSC-Bold.otf")
        self._pdf.add_page()

    def box(self, x: float, y: float, width: float, height: float, colour: tuple[int, int, int]) -> None:
        self._pdf.set_fill_color(*colour)
        self._pdf.rect(x, y, width, height, style="F")

    def words(
        self, x: float, y: float, words: str, points: float, colour: tuple[int, int, int], align: str, *, bold: bool
    ) -> None:
        written = drawable(words)
        self._pdf.set_font("bold" if bold else "plain", size=points)
        self._pdf.set_text_color(*colour)
        wide = self._pdf.get_string_width(written)
        self._pdf.text(x - wide * {"L": 0, "C": 0.5, "R": 1}[align], y, written)

    def file(self) -> bytes:
        """The whole file."""
        return bytes(self._pdf.output())


def print_page(honour: Honour) -> bytes:
    """The certificate as a PDF of one page."""
    page = Page()
    draw_on(page, honour)
    return page.file()


def draw_on(paper: Paper, honour: Honour) -> None:
    """All that stands on it."""
    _frame(paper)
    paper.words(MIDDLE, 40, honour.district, 20, GREY, "C", bold=False)
    paper.words(MIDDLE, 64, honour.title, 54, RED, "C", bold=True)
    if honour.stars:
        paper.words(MIDDLE, 82, STAR * honour.stars, 30, GOLD, "C", bold=True)
    paper.words(46, 101, honour.name, 28, INK, "L", bold=True)
    for at, line in enumerate(honour.lines):
        paper.words(64 if at == 0 else 46, 116 + 13 * at, line, 21, INK, "L", bold=False)
    paper.words(WIDTH - 46, 176, honour.district, 18, INK, "R", bold=True)
    paper.words(WIDTH - 46, 186, honour.day, 16, INK, "R", bold=False)
    paper.words(46 + CODE + 8, 178, honour.number, 13, GREY, "L", bold=False)
    paper.words(46 + CODE + 8, 186, honour.hint, 13, GREY, "L", bold=False)
    _code(paper, honour.link, 46, 153)


def _frame(paper: Paper) -> None:
    """Gold, red, and the paper within."""
    for inset, colour in ((0.0, GROUND), (MARGIN, GOLD), (MARGIN + 1.2, GROUND), (MARGIN + 3, RED)):
        paper.box(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset, colour)
    inset = MARGIN + 3.6
    paper.box(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset, GROUND)


def _code(paper: Paper, link: str, x: float, y: float) -> None:
    matrix = [list(row) for row in segno.make(link, error="m", micro=False).matrix]
    size = CODE / len(matrix)
    for down, row in enumerate(matrix):
        for right, dark in enumerate(row):
            if dark:
                paper.box(x + right * size, y + down * size, size * 1.02, size * 1.02, INK)
