"""From a labelled file to a model: reading, cross-validation, calibration, writing.

A labelled file is tab-separated with a header that names at least `category` and `text`.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import log
from pathlib import Path
from typing import Final, NamedTuple

from classifier import learn
from classifier.asides import affirmed, present
from classifier.errors import BrokenData
from classifier.evaluation import Report, as_text, report
from classifier.evidence import row_of
from classifier.learn import Example
from classifier.lexicon import Hit, Lexicon
from classifier.model import SHIPPED, pieces, probabilities, rank
from classifier.segment import Segmenter
from classifier.text import Speller, is_han
from classifier.verdict import CATEGORIES, POSITION, Urgency, Verdict
from classifier.weights import Heat, Weights

FOLDS: Final = 5
USUAL: Final = tuple(step / 10 for step in range(5, 31))
GROWTH: Final = tuple(step / 10 for step in range(11))
STREET: Final = re.compile(
    "路|街|大道|[东西南北中横]路|村|镇|巷|岛|港|湾|苑|桥|城|区|市(?![民政场容])|大桥|花园|公馆|广场|大厦|国际|[中小大]学"
)
Progress = Callable[[str], None]


class Labelled(NamedTuple):
    """A sentence and the category a person gave it."""

    category: str
    text: str


class Told(NamedTuple):
    """What a model said of an example it had not seen: its true category, the sums, how many pieces they came from."""

    category: int
    sums: list[float]
    pieces: int


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
    return Labelled(category, "。".join(filter(None, (row.get("title"), row["text"]))))


def train(rows: Sequence[Labelled], progress: Progress) -> Weights:
    """Weights learnt from `rows`, with the temperature that made cross-validated probabilities likeliest."""
    examples = exampled(rows)
    told = list(cross_validated(examples, progress))
    heat = best_heat(told)
    progress(f"{heat}\ncross-validated on {len(told)} rows:\n{as_text(judged(told, heat))}\nlearning from all rows")
    learnt = learn.fit(examples, progress)
    return Weights(learnt.words, learnt.base, heat)


def exampled(rows: Sequence[Labelled]) -> list[Example]:
    """What the learner sees of each row, with the shipped words and lexicon; never a word that is a place's name."""
    segmenter = Segmenter(SHIPPED / "words.txt", SHIPPED / "words_user.txt")
    lexicon = Lexicon.read(SHIPPED / "lexicon.toml")
    speller = Speller(SHIPPED / "spellings.txt", SHIPPED / "traditional.txt")
    plain = [present(speller.normal(row.text)) for row in rows]
    words = [list(filter(is_han, pieces(segmenter, affirmed(text)))) for text in plain]
    places = place_names(plain, {word for found in words for word in found})
    return [
        _example(POSITION[row.category], [word for word in found if word not in places], lexicon.find(text))
        for row, text, found in zip(rows, plain, words, strict=True)
    ]


def _example(category: int, words: Sequence[str], hits: Sequence[Hit]) -> Example:
    rows = (row_of(hit.mark) for hit in hits)
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


def cross_validated(examples: Sequence[Example], progress: Progress) -> Iterator[Told]:
    """What is told of each example by a model that has not seen it; the order is not that of `examples`."""
    order = list(range(len(examples)))
    random.Random(learn.SEED).shuffle(order)  # noqa: S311  # an order, not a secret
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        learnt = learn.fit([example for at, example in enumerate(examples) if at not in held])
        progress(f"fold {fold + 1}/{FOLDS}")
        for at in sorted(held):
            example = examples[at]
            told = sum(word in learnt.words for word in example.words) + example.hits
            yield Told(example.category, learn.sums(example, learnt), told)


def judged(told: Sequence[Told], heat: Heat) -> Report:
    """How well the models of the cross-validation did."""
    ranked = [rank(one.sums, heat.of(one.pieces)) for one in told]
    verdicts = [Verdict(best[0][0], best[0][1], best, (), Urgency.NORMAL) for best in ranked]
    return report([CATEGORIES[one.category] for one in told], verdicts)


def best_heat(told: Sequence[Told]) -> Heat:
    """The temperature at which the true categories are likeliest."""
    return min((Heat(usual, growth) for growth in GROWTH for usual in USUAL), key=lambda heat: _loss(told, heat))


def _loss(told: Sequence[Told], heat: Heat) -> float:
    chances = (probabilities(one.sums, heat.of(one.pieces))[one.category] for one in told)
    return -sum(log(max(chance, 1e-12)) for chance in chances)
