"""Rows of weights that are added in one go: each is one whole number with a lane of 32 bits for every category.

Python adds two such numbers in the time of two floats, and exactly; sixty rows are sixty additions, not 1,500.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct
from typing import Final

from classifier.verdict import CATEGORIES
from classifier.weights import Row

LANES: Final = Struct(f"<{len(CATEGORIES)}I")
MIDDLE: Final = 1 << 31
"""What stands in a lane for nothing while it is written as bytes: no lane is below 0 then."""
MIDDLES: Final = int.from_bytes(LANES.pack(*(MIDDLE for _ in CATEGORIES)), "little")


def packed(row: Row) -> int:
    """`row`, to the hundredth, as a number that others may be added to. Sums hold up to twenty million."""
    cells = [round(100 * weight) + MIDDLE for weight in row]
    return int.from_bytes(LANES.pack(*cells), "little") - MIDDLES


def summed(base: int, numbers: Iterable[int]) -> list[float]:
    """The sum of packed rows, one weight for each category."""
    whole = sum(numbers, base + MIDDLES)
    return [(cell - MIDDLE) / 100 for cell in LANES.unpack(whole.to_bytes(LANES.size, "little"))]
