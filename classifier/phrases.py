"""Finding many phrases in one reading of a sentence.

A phrase is `燃气味|煤气味` (spellings) or `楼上…漏水|渗水` (parts in this order, at most twelve characters apart).
One reading finds every spelling that stands in the sentence, looked up by its first two characters. A spelling bears
a bit for each phrase that it begins and for each whose second part it is, so `&` tells what two of them make.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import itemgetter, or_
from typing import Final, Generic, NamedTuple, TypeVar

from classifier.text import Line

Owner = TypeVar("Owner")
GAP: Final = 12
HEAD: Final = 2

Found = tuple[int, int, tuple[str, ...], Owner]
"""Where in the sentence a phrase stands (start, end), its parts, whose it is; a bare tuple, for there are many."""


Spelling = tuple[str, list[Owner], int, int]
"""A spelling, whose phrase it is by itself, the phrases that it begins and those whose second part it is."""
Spot = tuple[int, int, Spelling[Owner]]
"""Where in the sentence a spelling stands (start, end); bare tuples both, for they are quicker to take apart."""


class _Long(NamedTuple, Generic[Owner]):
    """A phrase of several parts; `later`: the spellings of the third and following ones."""

    owner: Owner
    later: tuple[str, ...]

    def ended(self, text: str, end: int) -> tuple[int, tuple[str, ...]] | None:
        """Where the later parts end, and what they are; each the nearest that begins at most `GAP` on."""
        parts: tuple[str, ...] = ()
        for spellings in self.later:
            found = re.search(spellings, text[end : end + 2 * GAP])
            if found is None or found.start() > GAP:
                return None
            end += found.end()
            parts = (*parts, found[0])
        return end, parts


class Phrases(Generic[Owner]):
    """Phrases and their owners, of whatever kinds: a sentence is read once for all of them. Raises `ValueError`, in
    words for the person who wrote it, when one is no phrase."""

    def __init__(self, phrases: Iterable[tuple[str, Owner]]) -> None:
        alone: dict[str, list[Owner]] = defaultdict(list)
        begins: dict[str, int] = defaultdict(int)
        second: dict[str, int] = defaultdict(int)
        self._long: list[_Long[Owner]] = []
        for phrase, owner in phrases:
            first, *rest = parts_of(phrase)
            bit = 1 << len(self._long)
            for text in first:
                alone[text] += () if rest else (owner,)
                begins[text] |= bit if rest else 0
            if rest:
                second.update({text: second[text] | bit for text in rest[0]})
                self._long.append(_Long(owner, tuple("|".join(map(re.escape, part)) for part in rest[1:])))
        spellings = {*alone, *second}
        self._known = {text: (text, alone[text], begins[text], second[text]) for text in spellings}
        self._longer: dict[str, list[int]] = {text[:HEAD]: [] for text in spellings}
        for head, size in sorted({(text[:HEAD], len(text)) for text in spellings if len(text) > HEAD}, reverse=True):
            self._longer[head].append(size)

    def find(self, line: Line) -> list[Found[Owner]]:
        """Every place where a phrase stands, from left to right, at one place those in one piece first."""
        spots = self._spots(line)
        found: list[Found[Owner]] = [
            (start, end, (word,), owner) for start, end, (word, alone, _, _) in spots for owner in alone
        ]
        seconds = [spot for spot in spots if spot[2][3]]
        follows = reduce(or_, [spot[2][3] for spot in seconds], 0)
        firsts = [spot for spot in spots if spot[2][2] & follows]
        if not firsts:
            return found
        starts, bits = [start for start, _, _ in seconds], [spelling[3] for _, _, spelling in seconds]
        for first in firsts:
            end, begins = first[1], first[2][2]
            near = range(bisect_left(starts, end), bisect_right(starts, end + GAP))
            if reached := [seconds[at] for at in near if begins & bits[at]]:
                found += self._joined(line.text, first, reached)
        found.sort(key=itemgetter(0))
        return found

    def _spots(self, line: Line) -> list[Spot[Owner]]:
        """Every spelling that stands in `line`, from left to right, at one place the longest first."""
        text, known, longer = line.text, self._known, self._longer
        spots: list[Spot[Owner]] = []
        for start, pair in [(at, pair) for at, pair in enumerate(line.pairs) if pair in longer]:
            for size in longer[pair]:
                spelling = text[start : start + size]
                if spelling in known and len(spelling) == size:
                    spots.append((start, start + size, known[spelling]))
            if pair in known:
                spots.append((start, start + HEAD, known[pair]))
        spots += [(at, at + 1, known[letter]) for at, letter in enumerate(line.letters) if letter in known]
        spots.sort(key=itemgetter(0))
        return spots

    def _joined(self, text: str, first: Spot[Owner], near: list[Spot[Owner]]) -> Iterator[Found[Owner]]:
        """The phrases in several parts that begin with the spelling at `first`, each with its nearest second part."""
        start, _, (word, _, begins, _) = first
        for _, stop, (later, _, _, second) in near:
            both = begins & second
            while both:
                bit = both & -both
                both ^= bit
                phrase = self._long[bit.bit_length() - 1]
                if ended := phrase.ended(text, stop):
                    begins ^= bit
                    yield start, ended[0], (word, later, *ended[1]), phrase.owner


def parts_of(phrase: str) -> list[list[str]]:
    """The spellings of each part; refuses (`ValueError`) what is no phrase."""
    parts = [part.split("|") for part in phrase.split("…")]
    if not all(spelling for part in parts for spelling in part):
        raise ValueError(f"«{phrase}»: nothing stands before or after «…» or «|»")
    return parts
