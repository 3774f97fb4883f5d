"""Draws a `PointsYear`: twelve stacked columns, the latest month on the right, and what they were for below."""

from bot.domain.charts import Bar, PointsYear, Stack
from bot.files.canvas import Canvas
from bot.files.typeface import bold, regular

WIDTH, MARGIN, GAP = 1080, 48, 24
INNER = WIDTH - 2 * MARGIN
HEADER, LEGEND, COLUMNS, MONTHS, TITLE, BAR = 216, 84, 420, 64, 84, 76
GROUND, PAPER, INK, GREY, RED = "#F5F1EA", "#FFFFFF", "#22201D", "#6F6A63", "#B3251E"
PARTS = ("#3F6284", "#E9A23B", "#B3251E")
BLUE = PARTS[0]


def draw_year(year: PointsYear) -> bytes:
    """The year as a PNG; as high as it needs."""
    chart = LEGEND + COLUMNS + MONTHS + GAP
    canvas = Canvas(WIDTH, HEADER + GAP + chart + TITLE + BAR * len(year.bars) + GAP, GROUND)
    _header(canvas, year)
    canvas.box(MARGIN, HEADER + GAP, INNER, chart, PAPER, radius=24)
    _legend(canvas, HEADER + GAP + LEGEND / 2, year.parts)
    _columns(canvas, HEADER + GAP + LEGEND, year.months)
    _bars(canvas, HEADER + GAP + chart, year.bars_title, year.bars)
    return canvas.png()


def _header(canvas: Canvas, year: PointsYear) -> None:
    canvas.box(0, 0, WIDTH, HEADER, RED)
    total = canvas.words(WIDTH - MARGIN, 110, year.total, 84, bold(), PAPER, align="right")
    within = INNER - total - GAP
    canvas.words(MARGIN, 74, year.title, 68, bold(), PAPER, within=within)
    canvas.words(MARGIN, 154, year.period, 44, regular(), "#F7DCD8", within=within)


def _legend(canvas: Canvas, y: float, parts: tuple[str, ...]) -> None:
    x = float(MARGIN + GAP)
    for part, colour in zip(parts, PARTS, strict=True):
        canvas.box(x, y - 16, 32, 32, colour, radius=8)
        x += 48 + canvas.words(x + 44, y, part, 38, regular(), INK) + 36


def _columns(canvas: Canvas, y: float, months: tuple[Stack, ...]) -> None:
    """Each as high as its share of the greatest, with its sum above."""
    most = max((sum(month.parts) for month in months), default=0) or 1
    step = (INNER - 2 * GAP) / max(len(months), 1)
    foot, room = y + COLUMNS, COLUMNS - 60
    for at, month in enumerate(months):
        x, top = MARGIN + GAP + at * step + step * 0.16, foot
        for part, colour in zip(month.parts, PARTS, strict=True):
            if height := room * part / most:
                top -= height
                canvas.box(x, top, step * 0.68, height, colour)
        middle = x + step * 0.34
        if total := sum(month.parts):
            canvas.words(middle, top - 26, str(total), 34, bold(), INK, align="center", within=step - 6)
        canvas.words(middle, foot + 34, month.label, 34, regular(), GREY, align="center", within=step - 4)
    canvas.box(MARGIN + GAP, foot, INNER - 2 * GAP, 3, GREY)


def _bars(canvas: Canvas, y: float, title: str, bars: tuple[Bar, ...]) -> None:
    canvas.words(MARGIN, y + 46, title, 42, bold(), INK)
    longest, label = max((bar.count for bar in bars), default=1), 240
    room = INNER - label - 110
    for at, bar in enumerate(bars):
        middle, wide = y + TITLE + BAR * (at + 0.5), max(8, room * bar.count / longest)
        canvas.words(MARGIN, middle, bar.label, 40, regular(), INK, within=label - 20)
        canvas.box(MARGIN + label, middle - 22, wide, 44, BLUE, radius=8)
        canvas.words(MARGIN + label + wide + 18, middle, str(bar.count), 42, bold(), INK)
