"""What speaks for a category, and how it is told to a person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from classifier.lexicon import Mark
from classifier.verdict import CATEGORIES
from classifier.weights import Row

SHOWN: Final = 5
FAINT: Final = 0.01
TELLING: Final = 12
"""Words looked at for the reasons; what the others add is small and only lowers the shares."""


Evidence = tuple[str, Row]
"""A word and what it adds to each category; a bare tuple, for a sentence has sixty."""


@cache
def row_of(mark: Mark) -> Row:
    """What a mark of the lexicon adds: it concerns one category only. Shared, for there are few different ones."""
    return tuple(mark.weight if at == mark.category else 0.0 for at in range(len(CATEGORIES)))


def reasons(evidence: Sequence[Evidence], category: int) -> tuple[tuple[str, float], ...]:
    """The words that spoke for `category` and the share (0..1) each had in it, most telling first, at most `SHOWN`.

    What a character or shorter word adds counts for the longest word around it: 灯 and 楼道 are told as 楼道灯. Phrases
    in several parts (`楼道…黑`) take in no others; characters are told only where there are no words.
    """
    for_it = [(row[category], word) for word, row in evidence if row[category] > 0]
    total = sum(weight for weight, _ in for_it)
    shares: dict[str, float] = {}
    telling = [pair for pair in for_it if pair[0] > FAINT * total]
    for weight, word in sorted(sorted(telling, reverse=True)[:TELLING], key=_whole_first):
        whole = next((longer for longer in shares if word in longer), word)
        shares[whole] = shares.get(whole, 0.0) + weight / total
    told = {word: share for word, share in shares.items() if len(word) > 1} or shares
    return tuple(sorted(told.items(), key=lambda pair: -pair[1])[:SHOWN])


def _whole_first(pair: tuple[float, str]) -> tuple[bool, int]:
    return "…" in pair[1], -len(pair[1])
