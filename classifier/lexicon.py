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
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from classifier.lanes import packed
from classifier.phrases import Found
from classifier.tables import Table
from classifier.verdict import CATEGORIES, POSITION
from classifier.weights import MOST, Row

WORTH: Final = "worth"
DENIED: Final = re.compile(r"(?<!是)(不是|并非|不关)[^,。;!?]{0,2}$")
REACH: Final = 5
"""Characters before a phrase in which a denial stands."""


class Mark(NamedTuple):
    """Which category a phrase concerns (its position) and what it adds to the category's log-odds; the same as a row,
    and packed."""

    category: int
    weight: float
    row: Row
    number: int


Hit = tuple[str, Mark]
"""A phrase that stands in a sentence, its parts joined by 「…」."""


@cache
def marked(category: int, weight: float) -> Mark:
    """The mark of a category; shared, for there are few different ones."""
    row = tuple(weight if at == category else 0.0 for at in range(len(CATEGORIES)))
    return Mark(category, weight, row, packed(row))


def hits(text: str, found: Iterable[Found[object]]) -> list[Hit]:
    """Those of the phrases `found` in `text` that are of the lexicon and count."""
    counted: list[Hit] = []
    taken: dict[tuple[int, bool], int] = {}
    denies = "不" in text or "并非" in text
    for start, end, parts, mark in found:
        if isinstance(mark, Mark):
            several = len(parts) > 1
            if taken.get((mark.category, several), 0) <= start:
                taken[mark.category, several] = len(text) if several else end
                denied = denies and _denied(text[max(0, start - REACH) : start])
                told = marked(mark.category, min(0.0, -mark.weight)) if denied else mark
                counted.append(("…".join(parts) if several else parts[0], told))
    return counted


def _denied(before: str) -> bool:
    """Whether what stands before a phrase denies it; most often a look at its characters tells that it does not."""
    return ("不" in before or "非" in before) and DENIED.search(before) is not None


def read(path: Path) -> Iterator[tuple[str, Mark]]:
    """The phrases in `path`; refuses (`BrokenData`) an unknown category, an unknown kind, what is no phrase."""
    table = Table(path)
    worth = table.content.pop(WORTH, {})
    for kind, weight in worth.items():
        if not isinstance(weight, float) or not abs(weight) <= MOST:
            table.refuse(f"{kind} =", f"the worth of «{kind}» must be a number such as 3.0, at most {MOST}")
    for category, kinds in table.content.items():
        head = f'["{category}"]'
        if category not in POSITION:
            table.refuse(head, f"unknown category «{category}»")
        for kind, phrases in kinds.items():
            if kind not in worth:
                table.refuse(f"{kind} =", f"unknown kind «{kind}»: it has no worth", head)
            for phrase in table.phrases(phrases, kind, head):
                yield phrase, marked(POSITION[category], worth[kind])
