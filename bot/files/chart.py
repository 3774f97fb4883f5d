"""Draws a `Chart` to be read on a phone: 1080 pixels wide, shown at a third of it; nothing smaller than 34 pixels."""

from itertools import accumulate

from bot.domain.charts import Bar, Chart, Rate, Tone
from bot.files.canvas import Canvas
from bot.files.typeface import bold, regular

WIDTH, MARGIN, GAP = 1080, 48, 24
INNER = WIDTH - 2 * MARGIN
HEADER, CARD, FACT, BAR, TITLE = 216, 300, 208, 76, 84
GROUND, PAPER, INK, GREY = "#F5F1EA", "#FFFFFF", "#22201D", "#6F6A63"
RED, BLUE, PALE, GOOD = "#B3251E", "#3F6284", "#EFE7DC", "#1B7A43"
TONES = {Tone.GOOD: GOOD, Tone.BAD: RED, Tone.PLAIN: GREY}
# The stages in their order: waits, goes on, resolved, dropped.
STAGES = ("#B3251E", "#E9A23B", "#3C8D5A", "#B9B2A8")


def draw(chart: Chart) -> bytes:
    """The chart as a PNG; as high as it needs."""
    rows = -(-len(chart.stages) // 2)
    stages = 64 + 62 * rows + GAP
    bars = TITLE + BAR * len(chart.bars) if chart.bars else 0
    notes = [*chart.foot, *([chart.legend] if chart.legend else [])]
    foot = 52 * len(notes) + 24
    height = HEADER + GAP + CARD + GAP + stages + bars + GAP + FACT + GAP + foot
    canvas = Canvas(WIDTH, height, GROUND)
    _header(canvas, chart)
    y = float(HEADER + GAP)
    _cards(canvas, y, CARD, chart.rates, big=104)
    y += CARD + GAP
    _stages(canvas, y, chart.stages)
    y += stages
    _bars(canvas, y, chart.bars_title, chart.bars)
    y += bars + GAP
    _cards(canvas, y, FACT, chart.facts, big=62)
    y += FACT + GAP
    for at, line in enumerate(notes):
        canvas.words(MARGIN, y + 22 + 52 * at, line, 34, regular(), GREY, within=INNER)
    return canvas.png()


def _header(canvas: Canvas, chart: Chart) -> None:
    canvas.box(0, 0, WIDTH, HEADER, RED)
    total = canvas.words(WIDTH - MARGIN, 152, chart.total, 56, bold(), PAPER, align="right")
    canvas.words(MARGIN, 74, chart.title, 68, bold(), PAPER, within=INNER)
    canvas.words(MARGIN, 154, chart.period, 48, regular(), "#F7DCD8", within=INNER - total - GAP)


def _cards(canvas: Canvas, y: float, height: float, rates: tuple[Rate, ...], *, big: float) -> None:
    """Beside each other: the label, the value, how it changed."""
    width = (INNER - GAP * (len(rates) - 1)) / len(rates)
    for at, rate in enumerate(rates):
        x = MARGIN + at * (width + GAP)
        middle, within = x + width / 2, width - 28
        lines = [line for line in (rate.change, rate.note) if line]
        canvas.box(x, y, width, height, PAPER, radius=24)
        canvas.words(middle, y + 46, rate.label, 40, regular(), GREY, align="center", within=within)
        canvas.words(middle, y + 68 + big * 0.62, rate.value, big, bold(), INK, align="center", within=within)
        for line_at, line in enumerate(lines):
            below = y + height - 34 - 52 * (len(lines) - 1 - line_at)
            font, colour = (bold(), TONES[rate.tone]) if line is rate.change else (regular(), GREY)
            canvas.words(middle, below, line, 36, font, colour, align="center", within=within)


def _stages(canvas: Canvas, y: float, stages: tuple[Bar, ...]) -> None:
    """One bar of all tickets in their parts, and what each part is."""
    total = sum(stage.count for stage in stages)
    canvas.box(MARGIN, y, INNER, 44, PALE, radius=12)
    ends = [INNER * count / max(total, 1) for count in accumulate(stage.count for stage in stages)]
    for colour, begin, end in zip(STAGES, (0.0, *ends), ends, strict=False):
        if end > begin:
            canvas.box(MARGIN + begin, y, end - begin, 44, colour)
    for at, (stage, colour) in enumerate(zip(stages, STAGES, strict=False)):
        x, line = MARGIN + (at % 2) * INNER / 2, y + 96 + 62 * (at // 2)
        canvas.box(x, line - 16, 32, 32, colour, radius=8)
        wide = canvas.words(x + 50, line, stage.label, 40, regular(), INK)
        canvas.words(x + 50 + wide + 18, line, str(stage.count), 44, bold(), INK)


def _bars(canvas: Canvas, y: float, title: str, bars: tuple[Bar, ...]) -> None:
    """What it was about, the most first."""
    if not bars:
        return
    canvas.words(MARGIN, y + 42, title, 42, bold(), INK)
    longest, label = max(bar.count for bar in bars), 300
    room = INNER - label - 110
    for at, bar in enumerate(bars):
        middle = y + TITLE + BAR * at + BAR / 2
        canvas.words(MARGIN, middle, bar.label, 40, regular(), INK, within=label - 20)
        canvas.box(MARGIN + label, middle - 22, max(8, room * bar.count / longest), 44, BLUE, radius=8)
        canvas.words(MARGIN + label + max(8, room * bar.count / longest) + 18, middle, str(bar.count), 42, bold(), INK)
