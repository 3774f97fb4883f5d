"""Finding many phrases in one reading of a sentence.

A phrase is `燃气味|煤气味` (spellings) or `楼上…漏水|渗水` (parts in this order, at most twelve characters apart).
Phrases are looked up by the first two characters of their first part, so their number costs nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import add
from typing import Final, Generic, NamedTuple, TypeVar

Owner = TypeVar("Owner")
GAP: Final = 12


class Found(NamedTuple, Generic[Owner]):
    """Where in the sentence a phrase stands, the parts of it that do, and whose it is."""

    start: int
    end: int
    parts: tuple[str, ...]
    owner: Owner


class _Part:
    """A later part of a phrase. Its expression is compiled at first use: a thousand of them would delay the start."""

    __slots__ = ("_expression", "_reach", "_spellings")

    def __init__(self, spellings: list[str]) -> None:
        self._spellings = spellings
        self._reach = GAP + max(map(len, spellings))
        self._expression: re.Pattern[str] | None = None

    def after(self, text: str, end: int) -> re.Match[str] | None:
        """The nearest spelling that begins at most `GAP` characters after `end`."""
        if self._expression is None:
            self._expression = re.compile("|".join(map(re.escape, self._spellings)))
        return self._expression.search(text, end, end + self._reach)


class _Phrase(NamedTuple, Generic[Owner]):
    first: str
    rest: tuple[_Part, ...]
    owner: Owner

    def at(self, text: str, start: int) -> Found[Owner] | None:
        """The phrase where it starts at `start`, if it does."""
        if not text.startswith(self.first, start):
            return None
        end, parts = start + len(self.first), [self.first]
        for part in self.rest:
            found = part.after(text, end)
            if found is None:
                return None
            end = found.end()
            parts.append(found[0])
        return Found(start, end, tuple(parts), self.owner)


Index = dict[str, list[_Phrase[Owner]]]


class Phrases(Generic[Owner]):
    """Phrases and their owners; raises `ValueError`, in words for the person who wrote it, when one is no phrase."""

    def __init__(self, phrases: Iterable[tuple[str, Owner]]) -> None:
        self._by_pair: Index[Owner] = defaultdict(list)
        self._by_letter: Index[Owner] = defaultdict(list)
        for phrase, owner in phrases:
            for entry in _spelled_out(phrase, owner):
                index = self._by_pair if len(entry.first) > 1 else self._by_letter
                index[entry.first[:2]].append(entry)
        for entries in self._by_pair.values():
            entries.sort(key=lambda entry: -len(entry.first))

    def find(self, text: str) -> Iterator[Found[Owner]]:
        """Every place where a phrase stands, from left to right, at one place the longest first part first."""
        pairs = map(self._by_pair.get, map(add, text, text[1:] + " "))
        for start, both in enumerate(zip(pairs, map(self._by_letter.get, text), strict=True)):
            for entries in both:
                for entry in entries or ():
                    if found := entry.at(text, start):
                        yield found


def check(phrase: str) -> None:
    """Refuse (`ValueError`) what is no phrase."""
    list(_spelled_out(phrase, None))


def _spelled_out(phrase: str, owner: Owner) -> Iterator[_Phrase[Owner]]:
    first, *rest = (part.split("|") for part in phrase.split("…"))
    if not all(spelling for part in (first, *rest) for spelling in part):
        raise ValueError(f"«{phrase}»: nothing stands before or after «…» or «|»")
    parts = tuple(map(_Part, rest))
    for spelling in first:
        yield _Phrase(spelling, parts, owner)
