"""Learning the weights: softmax regression by stochastic gradient descent, in plain Python.

What the lexicon says of a sentence is given; the weights learn what is still to be said. Six thousand sentences
take about ten seconds a fit, so no numeric library is needed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log
from typing import Final, NamedTuple

from classifier.model import probabilities
from classifier.trust import blind
from classifier.verdict import CATEGORIES, OTHER, POSITION
from classifier.weights import Heat, Row, Weights

EPOCHS: Final = 6
STEP: Final = 0.2
SHRINK: Final = 1.0
TOLD: Final = 0.3
"""How much of the lexicon's say the learner hears. Less than all, so that words and lexicon can stand in for each other
where a sentence has only one of them; found by cross-validation."""
SEED: Final = 20_180_101
NEVER: Final = -1e9
"""The log base rate, while learning, of a category without examples: only the lexicon may speak of it."""
SELDOM: Final = 3
"""A word in fewer sentences is left out: it would be learnt by heart, and it may be a name."""


class Example(NamedTuple):
    """A labelled sentence: its category (position), its words, what `hits` phrases add."""

    category: int
    words: tuple[str, ...]
    given: Row
    hits: int


def fit(examples: Sequence[Example], progress: Callable[[str], None] = lambda _: None) -> Weights:
    """The weights that explain `examples`; the same examples in the same order give the same weights."""
    shrink = _shrink(examples)
    base = base_rates(example.category for example in examples)
    care = _care(examples)
    rows = {word: [0.0] * len(CATEGORIES) for word in shrink}
    spent = dict.fromkeys(shrink, 1.0)
    asked = tuple(rate if at in care else NEVER for at, rate in enumerate(base))
    shuffled, dice = list(examples), random.Random(SEED)  # noqa: S311  # an order, not a secret
    for epoch in range(EPOCHS):
        dice.shuffle(shuffled)
        loss = sum(_learn(example, rows, spent, shrink, asked, care[example.category]) for example in shuffled)
        progress(f"epoch {epoch + 1}/{EPOCHS}: mean loss {loss / len(shuffled):.3f}")
    return Weights({word: tuple(row) for word, row in rows.items()}, base, Heat(1.0, 0.0), blind())


def base_rates(categories: Iterable[int]) -> Row:
    """Log base rates: roots of the counts, for a new district's mix is unknown; 其他 is made the likeliest."""
    counts = Counter(categories)
    roots = [(counts[at] + 4) ** 0.5 for at in range(len(CATEGORIES))]
    roots[POSITION[OTHER]] = 1.1 * max(roots)
    whole = sum(roots)
    return tuple(log(root / whole) for root in roots)


def sums(example: Example, learnt: Weights) -> list[float]:
    """What base rates, lexicon and learnt words add up to for each category."""
    look = learnt.words
    rows = [look[word] for word in example.words if word in look]
    return list(map(sum, zip(learnt.base, example.given, *rows, strict=True)))


def _shrink(examples: Sequence[Example]) -> dict[str, float]:
    """Each known word and how much its weights shrink whenever it is met: common words more than rare ones (squared
    inverse document frequency), in all as much as an L2 penalty of `SHRINK` would."""
    met = Counter(word for example in examples for word in example.words)
    rarity = {word: log(len(examples) / times) for word, times in sorted(met.items()) if times >= SELDOM}
    usual = sum(rarity.values()) / max(1, len(rarity))
    return {word: SHRINK / met[word] * (usual / max(rare, 0.1)) ** 2 for word, rare in rarity.items()}


def _care(examples: Sequence[Example]) -> dict[int, float]:
    """How much an example of each category counts: rare categories more, by the root of their rarity."""
    counts = Counter(example.category for example in examples)
    usual = len(examples) / len(counts)
    return {category: (usual / count) ** 0.5 for category, count in counts.items()}


def _learn(
    example: Example,
    rows: dict[str, list[float]],
    spent: dict[str, float],
    shrink: dict[str, float],
    base: Row,
    care: float,
) -> float:
    """One step down the gradient of one example (AdaGrad, one pace for each word); its loss before the step."""
    words = [word for word in example.words if word in rows]
    told = [TOLD * value for value in example.given]
    chances = probabilities(list(map(sum, zip(base, told, *(rows[word] for word in words), strict=True))))
    loss = -log(max(chances[example.category], 1e-12))
    slope = [care * chance for chance in chances]
    slope[example.category] -= care
    steep = sum(value * value for value in slope)
    for word in words:
        spent[word] += steep
        pace = STEP / spent[word] ** 0.5
        keep = max(0.0, 1 - pace * shrink[word])
        rows[word] = [keep * weight - pace * value for weight, value in zip(rows[word], slope, strict=True)]
    return loss
