"""How a sentence is brought into one form before anything looks at it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from operator import add
from pathlib import Path
from typing import Final, NamedTuple

from classifier.errors import BrokenData

LONGEST: Final = 2_000
"""Characters that are looked at; a complaint says what it is about well before."""

WIDE: Final = tuple(zip("，！？：；（）", ",!?:;()", strict=True))
"""What `normalize` would do with them, but text without them it leaves at once as it is."""


class Line(NamedTuple):
    """A text, its characters and its pairs of neighbours: made once, for several dictionaries are asked about them."""

    text: str
    letters: list[str]
    pairs: list[str]

    @classmethod
    def of(cls, text: str) -> Line:
        """`text` taken apart."""
        letters = list(text)
        return cls(text, letters, list(map(add, letters, letters[1:])))


class Speller:
    """Traditional characters and usual typing errors become what was meant."""

    def __init__(self, spellings: Path, traditional: Path) -> None:
        """Both files are lines of words between spaces; `#` begins a remark. Refuses (`BrokenData`) other lines."""
        self._meant = dict(_spellings(spellings))
        self._wrong = re.compile(_any_of(self._meant))
        pairs = dict(_pairs(traditional))
        self._simple, self._traditional = str.maketrans(pairs), re.compile(f"[{''.join(pairs)}]" if pairs else "(?!)")

    def normal(self, text: str) -> str:
        """Full-width forms become half-width, capitals small, control characters spaces, spelling the usual one.

        Never longer than `LONGEST`, and never longer than `text` unless a form is short for several characters.
        """
        text = text[:LONGEST]
        for mark, half in WIDE:
            text = text.replace(mark, half)
        plain = unicodedata.normalize("NFKC", text)[:LONGEST].lower()
        if self._traditional.search(plain):
            plain = plain.translate(self._simple)
        plain = plain if plain.isprintable() else "".join(c if c.isprintable() else " " for c in plain)
        return self._wrong.sub(lambda found: self._meant[found[0]], plain)


def is_han(word: str) -> bool:
    """Whether `word` is written in Chinese characters only (the range that jieba segments)."""
    return all("\u4e00" <= c <= "\u9fd5" for c in word)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    if not path.is_file():
        raise BrokenData(path, 1, "there is no such file")
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.startswith("#"):
            yield number, line.split()


def _spellings(path: Path) -> Iterator[tuple[str, str]]:
    for number, words in _lines(path):
        if len(words) < 2:  # a word and how it is misspelt
            raise BrokenData(path, number, "expected the right word and at least one wrong one")
        for wrong in words[1:]:
            yield wrong, words[0]


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for number, pairs in _lines(path):
        for pair in pairs:
            if len(pair) != 2:  # a pair
                raise BrokenData(path, number, f"«{pair}» is not two characters")
            yield pair[0], pair[1]


def _any_of(words: Iterable[str]) -> str:
    """An expression for any of `words`, the longest first, with a branch per first character: few are tried."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()) or "(?!)"
