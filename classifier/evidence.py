"""What speaks for a category, and how it is told to a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from classifier.lexicon import Hit
from classifier.verdict import CATEGORIES
from classifier.weights import Row

SHOWN: Final = 5


class Evidence(NamedTuple):
    """A word and what it adds to each category."""

    word: str
    row: Row

    @classmethod
    def of_hit(cls, hit: Hit) -> Evidence:
        """A hit of the lexicon concerns one category only."""
        row = [0.0] * len(CATEGORIES)
        row[hit.mark.category] = hit.mark.weight
        return cls(hit.text, tuple(row))


def reasons(evidence: Iterable[Evidence], category: int) -> tuple[tuple[str, float], ...]:
    """The words that spoke for `category` and the share (0..1) each had in it, most telling first, at most `SHOWN`.

    What a character or shorter word adds counts for the longest word around it: 灯 and 楼道 are told as 楼道灯.
    """
    for_it = [(e.word, e.row[category]) for e in evidence if e.row[category] > 0]
    shares: dict[str, float] = {}
    for word, weight in sorted(for_it, key=lambda pair: -len(pair[0])):
        whole = next((longer for longer in shares if word in longer), word)
        shares[whole] = shares.get(whole, 0.0) + weight
    total = sum(shares.values())
    told = sorted(shares.items(), key=lambda pair: -pair[1])[:SHOWN]
    return tuple((word, weight / total) for word, weight in told)
