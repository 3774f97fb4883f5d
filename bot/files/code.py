"""Paints a QR code to be shown on one phone and scanned by another, also by a camera in bad light."""

import segno

from bot.domain.charts import Code
from bot.files.canvas import Canvas
from bot.files.typeface import bold, regular

WIDTH, MARGIN, SIDE = 1080, 60, 840
GROUND, INK, GREY = "#FFFFFF", "#22201D", "#6F6A63"
TITLE, LINE = 140, 84
# The standard's quiet zone.
QUIET = 4


def paint(code: Code) -> bytes:
    """The code as a PNG, 1080 pixels wide, with its title above and its lines below."""
    height = TITLE + SIDE + LINE * len(code.lines) + MARGIN
    canvas = Canvas(WIDTH, height, GROUND)
    inner = WIDTH - 2 * MARGIN
    canvas.words(WIDTH / 2, TITLE / 2 + 10, code.title, 60, bold(), INK, align="center", within=inner)
    matrix = tuple(tuple(row) for row in segno.make(code.content, error="m", micro=False).matrix)
    size = SIDE // (len(matrix) + 2 * QUIET)
    left = (WIDTH - size * len(matrix)) / 2
    top = TITLE + (SIDE - size * len(matrix)) / 2
    for at, row in enumerate(matrix):
        for begin, end in _runs(row):
            canvas.box(left + begin * size, top + at * size, (end - begin) * size, size, INK)
    for at, line in enumerate(code.lines):
        font, colour, points = (bold(), INK, 64) if at == 0 else (regular(), GREY, 40)
        canvas.words(
            WIDTH / 2, TITLE + SIDE + LINE * (at + 0.5), line, points, font, colour, align="center", within=inner
        )
    return canvas.png()


def _runs(row: tuple[int, ...]) -> list[tuple[int, int]]:
    """The dark stretches of a row, each from its first module to before the next light one."""
    edges = [at for at, (a, b) in enumerate(zip((0, *row), (*row, 0), strict=True)) if bool(a) != bool(b)]
    return list(zip(edges[::2], edges[1::2], strict=True))
