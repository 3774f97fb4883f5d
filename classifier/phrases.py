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
from dataclasses import dataclass
from operator import add
from typing import Final, Generic, NamedTuple, TypeVar

Owner = TypeVar("Owner")
GAP: Final = 12


Found = tuple[int, int, tuple[str, ...], Owner]
"""Where in the sentence a phrase stands (start, end), its parts, whose it is; a bare tuple, for there are many."""


@dataclass(slots=True)
class _Spelling(Generic[Owner]):
    """A spelling, whose phrase it is by itself, the phrases that it begins and those whose second part it is."""

    text: str
    alone: list[Owner]
    begins: int = 0
    second: int = 0


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
        self._spellings: dict[str, _Spelling[Owner]] = {}
        self._long: list[_Long[Owner]] = []
        for phrase, owner in phrases:
            self._add(parts_of(phrase), owner)
        self._by_pair: dict[str, list[_Spelling[Owner]]] = defaultdict(list)
        for text in sorted(self._spellings, key=len, reverse=True):
            self._by_pair[text[:2]].append(self._spellings[text])

    def _add(self, parts: list[list[str]], owner: Owner) -> None:
        bit = 1 << len(self._long) if len(parts) > 1 else 0
        for text in parts[0]:
            spelling = self._spelling(text)
            spelling.begins |= bit
            if not bit:
                spelling.alone.append(owner)
        if bit:
            for text in parts[1]:
                self._spelling(text).second |= bit
            later = tuple("|".join(map(re.escape, spellings)) for spellings in parts[2:])
            self._long.append(_Long(owner, later))

    def _spelling(self, text: str) -> _Spelling[Owner]:
        return self._spellings.setdefault(text, _Spelling(text, []))

    def find(self, text: str) -> list[Found[Owner]]:
        """Every place where a phrase stands, from left to right, at one place the longest first part first."""
        spots = self._spots(text)
        seconds = [spot for spot in spots if spot[2].second]
        found: list[Found[Owner]] = []
        starts = [start for start, _, _ in seconds]
        for start, end, spelling in spots:
            found += [(start, end, (spelling.text,), owner) for owner in spelling.alone]
            if spelling.begins:
                near = seconds[bisect_left(starts, end) : bisect_right(starts, end + GAP)]
                found += self._joined(text, (start, end, spelling), near)
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
        spots: list[Spot[Owner]] = []
        get = self._by_pair.get
        for start, (pair, letter) in enumerate(zip(map(add, text, text[1:] + " "), text, strict=True)):
            if known := get(pair):
                starts = text.startswith
                spots += [(start, start + len(one.text), one) for one in known if starts(one.text, start)]
            if known := get(letter):
                spots.append((start, start + 1, known[0]))
        return spots


def parts_of(phrase: str) -> list[list[str]]:
    """The spellings of each part; refuses (`ValueError`) what is no phrase."""
    parts = [part.split("|") for part in phrase.split("…")]
    if not all(spelling for part in parts for spelling in part):
        raise ValueError(f"«{phrase}»: nothing stands before or after «…» or «|»")
    return parts
