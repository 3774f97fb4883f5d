"""A sheet of pixels to draw on: rectangles and words, placed from the upper left corner."""

from collections.abc import Sequence
from io import BytesIO
from typing import Literal, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Polygon
from matplotlib.text import Text
from PIL import Image

from bot.files.typeface import drawable

DPI = 100
COLOURS = 96
Align: TypeAlias = Literal["left", "center", "right"]


class Canvas:
    """`width` by `height` pixels on `ground`."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=ground)
        self._renderer = FigureCanvasAgg(self._figure)
        self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, radius: float = 0) -> None:
        """A filled rectangle, its corners rounded."""
        style = f"round,pad=0,rounding_size={radius}" if radius else "square,pad=0"
        self._axes.add_artist(FancyBboxPatch((x, y), width, height, boxstyle=style, facecolor=colour, linewidth=0))

    def outline(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """A thin line from each point to the next, and back to the first."""
        self._axes.add_artist(Polygon(points, closed=True, fill=False, edgecolor=colour, linewidth=1.5))

    def area(self, points: Sequence[tuple[float, float]], colour: str, edge: str) -> None:
        """What lies between the points, through which the ground is seen, and a strong line around it."""
        self._axes.add_artist(Polygon(points, closed=True, facecolor=colour, linewidth=0, alpha=0.7))
        self._axes.add_artist(Polygon(points, closed=True, fill=False, edgecolor=edge, linewidth=3, joinstyle="round"))

    def words(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        font: FontProperties,
        colour: str,
        *,
        align: Align = "left",
        within: float | None = None,
    ) -> float:
        """Words of `size` pixels with their middle at `y`; smaller where they would be wider than `within`.

        How wide they became.
        """
        text = self._axes.text(
            x, y, drawable(words), fontproperties=font, fontsize=size * 72 / DPI, color=colour, ha=align,
            va="center_baseline", parse_math=False,
        )  # fmt: skip
        wide = self._width(text)
        if within is not None and wide > within:
            text.set_fontsize(size * 72 / DPI * within / wide)
            wide = within
        return wide

    def png(self) -> bytes:
        """The picture, in so few colours that it takes a quarter of the bytes; nobody sees the difference."""
        self._renderer.draw()
        drawn = Image.fromarray(np.asarray(self._renderer.buffer_rgba())).convert("RGB")
        file = BytesIO()
        drawn.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
        return file.getvalue()

    def _width(self, text: Text) -> float:
        return float(text.get_window_extent(self._renderer.get_renderer()).width)
