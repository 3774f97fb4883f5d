"""Learnt weights: one row per word, one column per category, as a file a person can read and a change can be seen in.

    word	物业服务	房屋质量与开发商	…
    楼道灯	312	-20	…

A cell is the hundredfold of what the word adds to the category's log-odds. Rows that are no words: `=base`, the log of
the base rates (what is said when nothing is known); `=heat`, whose first two cells are those of `Heat`; `=trust`, the
offsets of `Trust`, and `=ask`, its slope and threshold. A file without the last two is trusted blindly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from classifier.errors import BrokenData
from classifier.trust import Trust, blind
from classifier.verdict import CATEGORIES

Row = tuple[float, ...]
BASE: Final = "=base"
HEAT: Final = "=heat"
TRUST: Final = "=trust"
ASK: Final = "=ask"
PIECES: Final = 30
FEWEST: Final = 15
MOST: Final = 1_000
"""What one word may add at most, in log-odds: more is a slip, and the sums would outgrow their lanes (`lanes.py`)."""
HEADER: Final = "\t".join(("word", *CATEGORIES))


@dataclass(frozen=True, slots=True)
class Heat:
    """The temperature that makes sums into calibrated probabilities: it rises with the pieces of evidence, because what
    a long text says twice is no second proof. `usual` (above 0) holds at `PIECES`, `growth` (0..1) is the power."""

    usual: float
    growth: float

    def of(self, pieces: int) -> float:
        """What the sums of a text with so many pieces of evidence are divided by; 1 where there are none."""
        return self.usual * (max(pieces, FEWEST) / PIECES) ** self.growth if pieces else 1.0


@dataclass(frozen=True, slots=True)
class Weights:
    """`words`: word → one weight per category; `base`: log base rates; `heat`: the temperature; `trust`: what the
    probabilities are worth."""

    words: dict[str, Row]
    base: Row
    heat: Heat
    trust: Trust


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
            raise BrokenData(path, number, f"a cell is {fault}: «{line[:40]}»") from fault
        if len(row) != len(CATEGORIES):
            raise BrokenData(path, number, f"{len(row)} cells where {len(CATEGORIES)} are needed")
    return _of(rows, path)


def _of(rows: dict[str, Row], path: Path) -> Weights:
    for name in (BASE, HEAT):
        if name not in rows:
            raise BrokenData(path, 2, f"the row «{name}» is missing")
    base, (usual, growth, *_) = rows.pop(BASE), rows.pop(HEAT)
    if usual <= 0 or not 0 <= growth <= 1:
        raise BrokenData(path, 3, f"the first cell of «{HEAT}» must be above 0, the second between 0 and 100")
    if (TRUST in rows) != (ASK in rows):
        raise BrokenData(path, 2, f"«{TRUST}» and «{ASK}» stand together or not at all")
    return Weights(rows, base, Heat(usual, growth), _trust(rows, path) if ASK in rows else blind())


def _trust(rows: dict[str, Row], path: Path) -> Trust:
    offsets, (slope, ask_below, *_) = rows.pop(TRUST), rows.pop(ASK)
    if slope <= 0 or not 0 <= ask_below <= 1:
        raise BrokenData(path, 4, f"the first cell of «{ASK}» must be above 0, the second between 0 and 100")
    return Trust(slope, offsets, ask_below)


@cache
def _hundredth(cell: str) -> float:
    """Shared, so that 100,000 cells are a few hundred objects. Raises `ValueError` with what a cell must not be."""
    if not re.fullmatch(r"-?\d{1,9}", cell):
        raise ValueError("no whole number")
    if abs(int(cell)) > 100 * MOST:
        raise ValueError(f"beyond {100 * MOST}")
    return int(cell) / 100


def write(path: Path, weights: Weights) -> None:
    """Write `weights` so that `read` gives them back to the hundredth; rows that round to nothing are left out."""
    heat, trust = weights.heat, weights.trust
    ask = _row(trust.slope, trust.ask_below)
    settings = [(BASE, weights.base), (HEAT, _row(heat.usual, heat.growth)), (TRUST, trust.offsets), (ASK, ask)]
    rows = [*settings, *sorted(weights.words.items())]
    cells = ((word, [round(100 * value) for value in row]) for word, row in rows)
    lines = ("\t".join((word, *map(str, row))) for word, row in cells if any(row))
    path.write_text("\n".join((HEADER, *lines)) + "\n", "utf-8")


def _row(*cells: float) -> Row:
    return (*cells, *(0.0,) * (len(CATEGORIES) - len(cells)))
