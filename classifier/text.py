"""How a sentence is brought into one form before anything looks at it."""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST: Final = 2_000
"""Characters that are looked at; a complaint says what it is about well before."""


def normalise(text: str) -> str:
    """Full-width forms become half-width, capitals small, control characters spaces; never longer than `LONGEST`."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST].lower()
    return plain if plain.isprintable() else "".join(c if c.isprintable() else " " for c in plain)


def is_han(word: str) -> bool:
    """Whether `word` is written in Chinese characters only (the range that jieba segments)."""
    return all("\u4e00" <= c <= "\u9fd5" for c in word)
