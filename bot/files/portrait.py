"""Paints a `Portrait` to be read on a phone: a radar of matters, a calendar of days, and tags; 1080 pixels wide."""

from math import cos, pi, sin

from bot.domain.charts import Axis, Portrait
from bot.files.canvas import Align, Canvas
from bot.files.typeface import bold, regular

WIDTH, MARGIN, GAP = 1080, 48, 24
INNER = WIDTH - 2 * MARGIN
HEADER, RADAR, TAG = 216, 860, 84
RADIUS, RINGS, BESIDE = 270, 3, 220
GROUND, PAPER, INK, GREY, LINE = "#F5F1EA", "#FFFFFF", "#22201D", "#6F6A63", "#DDD5C9"
RED, PALE_RED = "#B3251E", "#E9B7B2"
# A day without, and from one to four things done.
DAYS = ("#EFE7DC", "#F3C9A5", "#E79A5B", "#D0632B", "#A5341A")
CELL, LABEL, ROOM = 30, 52, 34
DAYS_TITLE, MONTHS = 84, 44


def draw(portrait: Portrait) -> bytes:
    """The portrait as a PNG; as high as its tags need."""
    lines = _lines(portrait.tags or (portrait.no_tags,))
    calendar = DAYS_TITLE + MONTHS + ROOM * 7 + GAP
    height = HEADER + GAP + RADAR + GAP + calendar + GAP + TAG * len(lines) + GAP
    canvas = Canvas(WIDTH, height, GROUND)
    _header(canvas, portrait)
    y = HEADER + GAP
    _radar(canvas, y, portrait)
    y += RADAR + GAP
    _calendar(canvas, y, calendar, portrait)
    y += calendar + GAP
    for at, line in enumerate(lines):
        _tags(canvas, y + TAG * at, line, bright=bool(portrait.tags))
    return canvas.png()


def _header(canvas: Canvas, portrait: Portrait) -> None:
    canvas.box(0, 0, WIDTH, HEADER, RED)
    total = canvas.words(WIDTH - MARGIN, 152, portrait.total, 48, bold(), PAPER, align="right")
    canvas.words(MARGIN, 74, portrait.title, 68, bold(), PAPER, within=INNER)
    canvas.words(MARGIN, 154, portrait.line, 44, regular(), "#F7DCD8", within=INNER - total - GAP)


# ── the matters ───────────────────────────────────────────────────────────────────────────────────────────────
def _radar(canvas: Canvas, y: float, portrait: Portrait) -> None:
    """A ray for each matter, the first at the top; each as long as it earned, against the one that earned most."""
    canvas.box(MARGIN, y, INNER, RADAR, PAPER, radius=24)
    canvas.words(MARGIN + GAP, y + 52, portrait.axes_title, 42, bold(), INK)
    middle, centre = WIDTH / 2, y + 84 + (RADAR - 84) / 2
    rays = [_ray(at, len(portrait.axes)) for at in range(len(portrait.axes))]
    for ring in range(1, RINGS + 1):
        canvas.outline(
            [(middle + x * RADIUS * ring / RINGS, centre + z * RADIUS * ring / RINGS) for x, z in rays], LINE
        )
    for x, z in rays:
        canvas.outline([(middle, centre), (middle + x * RADIUS, centre + z * RADIUS)], LINE)
    reach = [RADIUS * max(0.02, axis.share) for axis in portrait.axes]
    points = [(middle + x * far, centre + z * far) for (x, z), far in zip(rays, reach, strict=True)]
    canvas.area(points, PALE_RED, RED)
    for (x, z), axis in zip(rays, portrait.axes, strict=True):
        _label(canvas, middle, centre, x, z, axis)


def _ray(at: int, of: int) -> tuple[float, float]:
    angle = 2 * pi * at / of - pi / 2
    return cos(angle), sin(angle)


def _label(canvas: Canvas, middle: float, centre: float, x: float, z: float, axis: Axis) -> None:
    align: Align = "center" if abs(x) < 0.2 else "left" if x > 0 else "right"
    left, top = middle + x * (RADIUS + 24), centre + z * (RADIUS + 52)
    canvas.words(left, top - 20, axis.label, 36, regular(), GREY, align=align, within=BESIDE)
    canvas.words(left, top + 24, axis.value, 40, bold(), INK, align=align)


# ── the days ──────────────────────────────────────────────────────────────────────────────────────────────────
def _calendar(canvas: Canvas, y: float, height: float, portrait: Portrait) -> None:
    """A column for each week from Monday down, the present one at the right; the more was done, the darker."""
    canvas.box(MARGIN, y, INNER, height, PAPER, radius=24)
    canvas.words(MARGIN + GAP, y + 48, portrait.days_title, 42, bold(), INK)
    left, top = MARGIN + GAP + LABEL, y + DAYS_TITLE + MONTHS
    for at, name in enumerate(portrait.weekdays):
        canvas.words(MARGIN + GAP, top + ROOM * 2 * at + CELL / 2, name, 34, regular(), GREY)
    for column, (week, month) in enumerate(zip(portrait.weeks, portrait.months, strict=True)):
        x = left + ROOM * column
        if month:
            canvas.words(x, top - 28, month, 34, regular(), GREY)
        for row, done in enumerate(week):
            if done >= 0:
                canvas.box(x, top + ROOM * row, CELL, CELL, DAYS[min(done, len(DAYS) - 1)], radius=6)


# ── the tags ──────────────────────────────────────────────────────────────────────────────────────────────────
def _wide(tag: str) -> float:
    return 40 * len(tag) + 56


def _lines(tags: tuple[str, ...]) -> list[tuple[str, ...]]:
    """As many beside each other as fit."""
    lines: list[tuple[str, ...]] = []
    for tag in tags:
        if lines and sum(map(_wide, lines[-1])) + _wide(tag) + GAP * len(lines[-1]) <= INNER:
            lines[-1] = (*lines[-1], tag)
        else:
            lines.append((tag,))
    return lines


def _tags(canvas: Canvas, y: float, line: tuple[str, ...], *, bright: bool) -> None:
    x = float(MARGIN)
    for tag in line:
        wide = min(_wide(tag), INNER)
        canvas.box(x, y, wide, TAG - 16, PAPER, radius=32)
        canvas.words(
            x + wide / 2, y + 34, tag, 38, regular(), RED if bright else GREY, align="center", within=wide - 40
        )
        x += wide + GAP
