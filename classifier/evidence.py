"""What speaks for a category, and how it is told to a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Final

from classifier.lanes import packed
from classifier.lexicon import Hit
from classifier.segment import Segmenter, pieces
from classifier.text import Line
from classifier.weights import Row

SHOWN: Final = 5
FAINT: Final = 0.01
TELLING: Final = 12
"""Words looked at for the reasons; what the others add is small and only lowers the shares."""
REMEMBERED: Final = 20_000
SHORT: Final = 12
"""How many islands are kept, and how long they may be: some 5 MB."""

Evidence = tuple[str, Row, int]
"""A word, what it adds to each category, and the same packed; a bare tuple, for a sentence has sixty."""


class Learnt:
    """The learnt words in a text. Those of an island (`Segmenter.islands`) are kept: most is said again."""

    def __init__(self, segmenter: Segmenter, rows: dict[str, Row]) -> None:
        self._segmenter = segmenter
        self._rows = rows
        self._met: dict[str, tuple[str, ...]] = {}
        self._evidence: dict[str, Evidence] = {}

    def find(self, line: Line) -> list[Evidence]:
        """What the distinct learnt words of `line` say."""
        islands = self._segmenter.islands(line)
        met = self._met
        words = [met[island] if island in met else self._meet(island) for island in islands]
        return list(map(self._evidence.__getitem__, dict.fromkeys(chain.from_iterable(words))))

    def _meet(self, island: str) -> tuple[str, ...]:
        known = tuple(word for word in pieces(self._segmenter, island) if word in self._rows)
        for word in known:
            if word not in self._evidence:
                self._evidence[word] = word, self._rows[word], packed(self._rows[word])
        if len(self._met) >= REMEMBERED:
            self._met.clear()
        if len(island) <= SHORT:
            self._met[island] = known
        return known


def written(hits: Iterable[Hit]) -> list[Evidence]:
    """What phrases of the lexicon say."""
    return [(text, mark.row, mark.number) for text, mark in hits]


def reasons(evidence: Sequence[Evidence], category: int) -> tuple[tuple[str, float], ...]:
    """The words that spoke for `category` and the share (0..1) each had in it, most telling first, at most `SHOWN`.

    What a character or shorter word adds counts for the longest word around it: 灯 and 楼道 are told as 楼道灯. Phrases
    in several parts (`楼道…黑`) take in no others; characters are told only where there are no words.
    """
    for_it = [(weight, word) for word, row, _ in evidence if (weight := row[category]) > 0]
    total = sum(map(itemgetter(0), for_it))
    faint = FAINT * total
    shares: dict[str, float] = {}
    telling = sorted([pair for pair in for_it if pair[0] > faint], reverse=True)[:TELLING]
    for weight, word in sorted(telling, key=_whole_first):
        for whole in shares:
            if word in whole:
                shares[whole] += weight / total
                break
        else:
            shares[word] = weight / total
    told = {word: share for word, share in shares.items() if len(word) > 1} or shares
    return tuple(sorted(told.items(), key=lambda pair: -pair[1])[:SHOWN])


def _whole_first(pair: tuple[float, str]) -> tuple[bool, int]:
    return "…" in pair[1], -len(pair[1])
