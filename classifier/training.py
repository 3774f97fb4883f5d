"""From a labelled file to a model.

A labelled file is tab-separated with a header that names at least `category` and `text`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from classifier import learn, lexicon
from classifier.asides import affirmed, present
from classifier.calibration import Progress, best_heat, cross_validated, judged, outcome
from classifier.errors import BrokenData, DoesWorse
from classifier.evaluation import as_text
from classifier.learn import Example
from classifier.lexicon import Hit
from classifier.model import SHIPPED, Classifier
from classifier.phrases import Phrases
from classifier.segment import Segmenter, pieces
from classifier.text import Line, Speller, is_han
from classifier.trust import fit
from classifier.verdict import CATEGORIES, POSITION
from classifier.weights import Weights

STREET: Final = re.compile(
    "路|街|大道|[东西南北中横]路|村|镇|巷|岛|港|湾|苑|桥|城|区|市(?![民政场容])|大桥|花园|公馆|广场|大厦|国际|[中小大]学"
)


class Labelled(NamedTuple):
    """A sentence, the category a person gave it, whether who handled it agreed (column `agree`, where there is one)."""

    category: str
    text: str
    agreed: bool = True


def read(path: Path) -> list[Labelled]:
    """The rows of a labelled file; refuses (`BrokenData`) missing columns and unknown categories."""
    lines = path.read_text("utf-8").splitlines()
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if not {"category", "text"} <= set(table.fieldnames or ()):
        raise BrokenData(path, 1, "the header must name the columns «category» and «text»")
    return [_labelled(path, number, row) for number, row in enumerate(table, 2)]


def _labelled(path: Path, number: int, row: dict[str, str]) -> Labelled:
    category = row["category"]
    if category not in POSITION:
        raise BrokenData(path, number, f"unknown category «{category}»")
    return Labelled(category, "。".join(filter(None, (row.get("title"), row["text"]))), row.get("agree") != "0")


def train(rows: Sequence[Labelled], progress: Progress) -> Weights:
    """Weights learnt from `rows`, with the temperature and trust that cross-validation calls for."""
    examples = exampled(rows)
    told = list(cross_validated(examples, progress))
    heat = best_heat(told)
    agreed = [one for one in told if rows[one.row].agreed]
    for name, chosen in (("all", told), ("agreed", agreed)) if len(agreed) < len(told) else (("all", told),):
        progress(f"\ncross-validated, {name} rows\n{as_text(judged(chosen, agreed, heat))}")
    trust = fit([outcome(one, heat) for one in agreed])
    progress(f"\n{heat}\nask below {trust.ask_below:.3f}\nlearning from all rows")
    learnt = learn.fit(examples, progress)
    return Weights(learnt.words, learnt.base, heat, trust)


def must_not_lose(kept: Sequence[Labelled], present: Classifier, new: Classifier) -> None:
    """Refuse (`DoesWorse`) a new model that is right on fewer of the kept corrections than the present one."""
    was = [present.classify(row.text).category == row.category for row in kept]
    now = [new.classify(row.text).category == row.category for row in kept]
    if sum(now) < sum(was):
        lost = tuple(line for line, (before, after) in enumerate(zip(was, now, strict=True), 2) if before and not after)
        raise DoesWorse(sum(now), sum(was), len(kept), lost)


def exampled(rows: Sequence[Labelled]) -> list[Example]:
    """What the learner sees of each row, with the shipped words and lexicon; never a word that is a place's name."""
    segmenter = Segmenter(SHIPPED / "words.txt", SHIPPED / "words_user.txt")
    phrases = Phrases(lexicon.read(SHIPPED / "lexicon.toml"))
    speller = Speller(SHIPPED / "spellings.txt", SHIPPED / "traditional.txt")
    plain = [present(speller.normal(row.text)) for row in rows]
    words = [list(filter(is_han, pieces(segmenter, affirmed(text)))) for text in plain]
    places = place_names(plain, {word for found in words for word in found})
    return [
        _example(
            POSITION[row.category],
            [word for word in found if word not in places],
            lexicon.hits(text, phrases.find(Line.of(text))),
        )
        for row, text, found in zip(rows, plain, words, strict=True)
    ]


def _example(category: int, words: Sequence[str], hits: Sequence[Hit]) -> Example:
    rows = (mark.row for _, mark in hits)
    given = tuple(map(sum, zip((0.0,) * len(CATEGORIES), *rows, strict=True)))
    return Example(category, tuple(words), given, len(hits))


def place_names(texts: Sequence[str], words: set[str]) -> set[str]:
    """Those of `words` that mostly stand before 路, 村, 花园 …: they would teach the streets of one city."""
    met, before = Counter[str](), Counter[str]()
    for text in texts:
        for at in range(len(text) - 1):
            for size in (2, 3, 4):
                word = text[at : at + size]
                if word in words and len(word) == size:
                    met[word] += 1
                    before[word] += STREET.match(text, at + size) is not None
    return {word for word, times in met.items() if before[word] > times / 2}
