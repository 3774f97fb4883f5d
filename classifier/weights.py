"""Learnt weights: one row per word, one column per category, as a file a person can read and a change can be seen in.

    word	物业服务	房屋质量与开发商	…
    楼道灯	312	-20	…

A cell is the hundredfold of what the word adds to the category's log-odds. Two rows are no words: `=base`, the log of
the base rates (what is said when nothing is known), and `=heat`, whose first cell divides all sums before they become
probabilities (the temperature that calibrates them; the other cells are 0).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from classifier.errors import BrokenData
from classifier.verdict import CATEGORIES

Row = tuple[float, ...]
BASE: Final = "=base"
HEAT: Final = "=heat"
HEADER: Final = "\t".join(("word", *CATEGORIES))


@dataclass(frozen=True, slots=True)
class Weights:
    """`words`: word → one weight per category; `base`: log base rates; `heat`: the temperature, above 0."""

    words: dict[str, Row]
    base: Row
    heat: float


def read(path: Path) -> Weights:
    """The weights in `path`; refuses (`BrokenData`) a missing file or a line that is no row of whole numbers."""
    if not path.is_file():
        raise BrokenData(path, 1, "there is no such file")
    lines = path.read_text("utf-8").splitlines()
    if not lines or lines[0] != HEADER:
        raise BrokenData(path, 1, "the first line must be «word» and the categories in their order")
    rows: dict[str, Row] = {}
    for number, line in enumerate(lines[1:], 2):
        word, _, cells = line.partition("\t")
        try:
            rows[word] = row = tuple(map(_hundredth, cells.split("\t")))
        except ValueError as fault:
            raise BrokenData(path, number, f"a cell is no whole number: «{line[:40]}»") from fault
        if len(row) != len(CATEGORIES):
            raise BrokenData(path, number, f"{len(row)} cells where {len(CATEGORIES)} are needed")
    return _of(rows, path)


def _of(rows: dict[str, Row], path: Path) -> Weights:
    for name in (BASE, HEAT):
        if name not in rows:
            raise BrokenData(path, 2, f"the row «{name}» is missing")
    base, heat = rows.pop(BASE), rows.pop(HEAT)[0]
    if heat <= 0:
        raise BrokenData(path, 2, "the temperature must be above 0")
    return Weights(rows, base, heat)


@cache
def _hundredth(cell: str) -> float:
    """Shared, so that 100,000 cells are a few hundred objects."""
    return int(cell) / 100


def write(path: Path, weights: Weights) -> None:
    """Write `weights` so that `read` gives them back to the hundredth; rows that round to nothing are left out."""
    still = (0.0,) * (len(CATEGORIES) - 1)
    rows = [(BASE, weights.base), (HEAT, (weights.heat, *still)), *sorted(weights.words.items())]
    cells = ((word, [round(100 * value) for value in row]) for word, row in rows)
    lines = ("\t".join((word, *map(str, row))) for word, row in cells if any(row))
    path.write_text("\n".join((HEADER, *lines)) + "\n", "utf-8")
