"""From a labelled file to a model: reading, cross-validation, calibration, writing.

A labelled file is tab-separated with a header that names at least `category` and `text`.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from math import log
from pathlib import Path
from typing import Final, NamedTuple

from classifier import learn, weights
from classifier.errors import BrokenData
from classifier.evidence import Evidence
from classifier.learn import Example, probabilities
from classifier.lexicon import Lexicon
from classifier.model import SHIPPED, features
from classifier.segment import Segmenter
from classifier.text import normalise
from classifier.verdict import CATEGORIES, POSITION

FOLDS: Final = 5
HEATS: Final = tuple(step / 20 for step in range(10, 61))
Progress = Callable[[str], None]


class Labelled(NamedTuple):
    """A sentence and the category a person gave it."""

    category: str
    text: str


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


def train(rows: Sequence[Labelled], progress: Progress) -> weights.Weights:
    """Weights learnt from `rows`, with the temperature that made cross-validated probabilities likeliest."""
    examples = list(exampled(rows))
    heat = best_heat(list(cross_validated(examples, progress)))
    progress(f"temperature {heat:.2f}; learning from all {len(examples)} rows")
    learnt = learn.fit(examples, progress)
    return weights.Weights(learnt.words, learnt.base, heat)


def exampled(rows: Sequence[Labelled]) -> Iterator[Example]:
    """What the learner sees of each row, with the shipped words and lexicon."""
    segmenter = Segmenter(SHIPPED / "words.txt", SHIPPED / "words_user.txt")
    lexicon = Lexicon.read(SHIPPED / "lexicon.toml")
    for row in rows:
        plain = normalise(row.text)
        hits = [Evidence.of_hit(hit).row for hit in lexicon.find(plain)]
        given = tuple(map(sum, zip((0.0,) * len(CATEGORIES), *hits, strict=True)))
        yield Example(POSITION[row.category], tuple(features(segmenter, plain)), given)


def cross_validated(examples: Sequence[Example], progress: Progress) -> Iterator[tuple[int, list[float]]]:
    """For each example its category and the sums of a model that has not seen it."""
    order = list(range(len(examples)))
    random.Random(learn.SEED).shuffle(order)  # noqa: S311  # an order, not a secret
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        learnt = learn.fit([example for at, example in enumerate(examples) if at not in held])
        progress(f"fold {fold + 1}/{FOLDS}")
        for at in held:
            yield examples[at].category, learn.sums(examples[at], learnt)


def best_heat(told: Sequence[tuple[int, list[float]]]) -> float:
    """The temperature at which the true categories are likeliest."""
    return min(HEATS, key=lambda heat: -sum(log(max(probabilities(s, heat)[c], 1e-12)) for c, s in told))
