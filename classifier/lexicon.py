"""The hand-written lexicon: for each category the phrases that speak for it and against it.

    [worth]
    strong = 3.0

    ["供热"]
    strong = ["暖气", "温度不够|温度上不去"]
    weak = ["阀门"]
    against = ["暖气片店"]
    pattern = ["家里…冻|冷"]

Phrases (`phrases.py`) are found as they stand in the sentence, not by segmentation. Of those in one piece that overlap
in one category the first and longest counts; of those in several parts one for each category. A phrase after 「不是」
speaks against what it spoke for, and says nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from classifier.phrases import Phrases
from classifier.tables import Table
from classifier.verdict import POSITION

WORTH: Final = "worth"
DENIED: Final = re.compile(r"(?<!是)(不是|并非|不关)[^,。;!?]{0,2}$")


class Mark(NamedTuple):
    """Which category a phrase concerns (its position) and what it adds to the category's log-odds."""

    category: int
    weight: float


class Hit(NamedTuple):
    """A phrase that stands in a sentence, its parts joined by 「…」."""

    text: str
    mark: Mark


class Lexicon:
    """All phrases of all categories."""

    def __init__(self, phrases: Phrases[Mark]) -> None:
        self._phrases = phrases

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """The lexicon in `path`; refuses (`BrokenData`) an unknown category, an unknown kind, what is no phrase."""
        return cls(Phrases(_marked(Table(path))))

    def find(self, text: str) -> list[Hit]:
        """Every phrase that counts in `text`."""
        hits: list[Hit] = []
        taken: dict[tuple[int, bool], int] = {}
        denies = "不" in text or "并非" in text
        for start, end, parts, mark in self._phrases.find(text):
            several = len(parts) > 1
            if taken.get((mark.category, several), 0) <= start:
                taken[mark.category, several] = len(text) if several else end
                denied = denies and DENIED.search(text, max(0, start - 5), start)
                told = Mark(mark.category, min(0.0, -mark.weight)) if denied else mark
                hits.append(Hit("…".join(parts), told))
        return hits


def _marked(table: Table) -> Iterator[tuple[str, Mark]]:
    worth = table.content.pop(WORTH, {})
    for kind, weight in worth.items():
        if not isinstance(weight, float):
            table.refuse(f"{kind} =", f"the worth of «{kind}» must be a number such as 3.0")
    for category, kinds in table.content.items():
        head = f'["{category}"]'
        if category not in POSITION:
            table.refuse(head, f"unknown category «{category}»")
        for kind, phrases in kinds.items():
            if kind not in worth:
                table.refuse(f"{kind} =", f"unknown kind «{kind}»: it has no worth", head)
            for phrase in table.phrases(phrases, kind, head):
                yield phrase, Mark(POSITION[category], worth[kind])
