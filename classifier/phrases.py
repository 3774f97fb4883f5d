"""Finding many phrases in one reading of a sentence.

A phrase is `燃气味|煤气味` (spellings) or `楼上…漏水|渗水` (parts in this order, at most twelve characters apart, in
one sentence). Phrases are looked up by the first two characters of their first part, so their number costs nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, Generic, NamedTuple, TypeVar

Owner = TypeVar("Owner")
GAP: Final = "[^。;!?]{0,12}?"


class Found(NamedTuple, Generic[Owner]):
    """Where in the sentence a phrase stands and whose it is."""

    start: int
    end: int
    owner: Owner


class _Phrase(NamedTuple, Generic[Owner]):
    first: str
    rest: re.Pattern[str] | None
    owner: Owner

    def ends(self, text: str, start: int) -> int:
        """Where the phrase that starts at `start` ends; 0 when it does not stand there."""
        if not text.startswith(self.first, start):
            return 0
        end = start + len(self.first)
        if self.rest is None:
            return end
        tail = self.rest.match(text, end)
        return tail.end() if tail else 0


class Phrases(Generic[Owner]):
    """Phrases and their owners; raises `ValueError`, in words for the person who wrote it, when one is no phrase."""

    def __init__(self, phrases: Iterable[tuple[str, Owner]]) -> None:
        self._by_start: dict[str, list[_Phrase[Owner]]] = defaultdict(list)
        for phrase, owner in phrases:
            for entry in _spelled_out(phrase, owner):
                self._by_start[entry.first[:2]].append(entry)
        for entries in self._by_start.values():
            entries.sort(key=lambda entry: -len(entry.first))

    def find(self, text: str) -> Iterator[Found[Owner]]:
        """Every place where a phrase stands, from left to right, at one place the longest first part first."""
        look = self._by_start.get
        for start, letter in enumerate(text):
            for key in (text[start : start + 2], letter):
                for entry in look(key, ()):
                    if end := entry.ends(text, start):
                        yield Found(start, end, entry.owner)


def check(phrase: str) -> None:
    """Refuse (`ValueError`) what is no phrase."""
    list(_spelled_out(phrase, None))


def _spelled_out(phrase: str, owner: Owner) -> Iterator[_Phrase[Owner]]:
    first, *parts = phrase.split("…")
    if not all(spelling for part in (first, *parts) for spelling in part.split("|")):
        raise ValueError(f"«{phrase}»: nothing stands before or after «…» or «|»")
    rest = re.compile("".join(f"{GAP}(?:{_either(part)})" for part in parts)) if parts else None
    for spelling in first.split("|"):
        yield _Phrase(spelling, rest, owner)


def _either(part: str) -> str:
    return "|".join(map(re.escape, part.split("|")))
