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
from operator import add
from typing import Final, Generic, NamedTuple, TypeVar

Owner = TypeVar("Owner")
GAP: Final = 12


Found = tuple[int, int, tuple[str, ...], Owner]
"""Where in the sentence a phrase stands (start, end), its parts, whose it is; a bare tuple, for there are many."""


class _Spelling(NamedTuple, Generic[Owner]):
    """A spelling, whose phrase it is by itself, the phrases that it begins and those whose second part it is."""

    text: str
    alone: list[Owner]
    begins: int
    second: int


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


Spot = tuple[int, int, _Spelling[Owner]]


class Phrases(Generic[Owner]):
    """Phrases and their owners; raises `ValueError`, in words for the person who wrote it, when one is no phrase."""

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
        self._known: dict[str, list[_Spelling[Owner]]] = defaultdict(list)
        for text in sorted({*alone, *second}, key=len, reverse=True):
            self._known[text[:2]].append(_Spelling(text, alone[text], begins[text], second[text]))

    def find(self, text: str) -> list[Found[Owner]]:
        """Every place where a phrase stands, from left to right, at one place the longest first part first."""
        spots = self._spots(text)
        seconds = [spot for spot in spots if spot[2][3]]
        starts = [start for start, _, _ in seconds]
        found: list[Found[Owner]] = []
        for spot in spots:
            start, end, (spelling, alone, begins, _) = spot
            if alone:
                found += [(start, end, (spelling,), owner) for owner in alone]
            if begins:
                reached = seconds[bisect_left(starts, end) : bisect_right(starts, end + GAP)]
                near = [one for one in reached if begins & one[2][3]]
                if near:
                    found += self._joined(text, spot, near)
        return found

    def _joined(self, text: str, first: Spot[Owner], near: list[Spot[Owner]]) -> Iterator[Found[Owner]]:
        """The phrases in several parts that begin with the spelling at `first`, each with its nearest second part."""
        begins = first[2].begins
        for _, stop, second in near:
            both = begins & second.second
            while both:
                bit = both & -both
                both ^= bit
                phrase = self._long[bit.bit_length() - 1]
                if ended := phrase.ended(text, stop):
                    begins ^= bit
                    yield first[0], ended[0], (first[2].text, second.text, *ended[1]), phrase.owner

    def _spots(self, text: str) -> list[Spot[Owner]]:
        """Every spelling that stands in the text, where it begins and ends; at one place the longest first."""
        known, spots = self._known, []
        pairs = enumerate(map(add, text, text[1:] + " "))
        for start, two in [(at, pair) for at, pair in pairs if pair in known]:
            for spelling in known[two]:
                if text.startswith(spelling[0], start):
                    spots.append((start, start + len(spelling[0]), spelling))  # noqa: PERF401  # nothing is quicker
        single = [(at, letter) for at, letter in enumerate(text) if letter in known]
        spots += [(start, start + 1, known[letter][0]) for start, letter in single]
        spots.sort(key=_first_and_longest)
        return spots


def _first_and_longest(spot: Spot[Owner]) -> tuple[int, int]:
    return spot[0], -spot[1]


def parts_of(phrase: str) -> list[list[str]]:
    """The spellings of each part; refuses (`ValueError`) what is no phrase."""
    parts = [part.split("|") for part in phrase.split("…")]
    if not all(spelling for part in parts for spelling in part):
        raise ValueError(f"«{phrase}»: nothing stands before or after «…» or «|»")
    return parts
