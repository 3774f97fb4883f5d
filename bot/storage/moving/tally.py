"""How much there is in a table and of what, whatever the engine and the order: to compare two of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

_BYTES = 16
_WHOLE = 1 << 8 * _BYTES


@dataclass(frozen=True, slots=True)
class Tally:
    """Number of rows and the sum of their hashes: a sum, because of two equal rows nothing would be left of XOR."""

    rows: int = 0
    sum: int = 0

    def with_rows(self, rows: Iterable[tuple[Any, ...]]) -> "Tally":
        """The same and `rows`: whole numbers, text, bytes, floats and NULL are written alike for both engines."""
        number, total = self.rows, self.sum
        for row in rows:
            number += 1
            total += int.from_bytes(blake2b(repr(row).encode(), digest_size=_BYTES).digest(), "big")
        return Tally(number, total % _WHOLE)
