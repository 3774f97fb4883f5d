"""What a model says of sentences that it has not seen, and the temperature and trust that follow from it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from math import log
from typing import Final, NamedTuple

from classifier import learn
from classifier.evaluation import Report, report
from classifier.learn import Example
from classifier.model import probabilities, rank, trusted
from classifier.trust import Outcome, Trust, fit
from classifier.verdict import CATEGORIES, Urgency, Verdict
from classifier.weights import Heat

FOLDS: Final = 5
USUAL: Final = tuple(step / 10 for step in range(5, 31))
GROWTH: Final = tuple(step / 10 for step in range(11))
Progress = Callable[[str], None]


class Told(NamedTuple):
    """What a model said of an example it had not seen: its row, its true category, the sums, how many pieces they came
    from."""

    row: int
    category: int
    sums: list[float]
    pieces: int


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
            yield Told(at, example.category, learn.sums(example, learnt), told)


def judged(told: Sequence[Told], learnable: Sequence[Told], heat: Heat) -> Report:
    """How well the models of the cross-validation did on `told`, each half trusted as the other half of `learnable`
    teaches."""
    halves = [fit([outcome(one, heat) for one in learnable if one.row % 2 != side]) for side in (0, 1)]
    verdicts = [_verdict(one, heat, halves[one.row % 2]) for one in told]
    return report([CATEGORIES[one.category] for one in told], verdicts)


def outcome(one: Told, heat: Heat) -> Outcome:
    """Whether the likeliest category was right."""
    chances = probabilities(one.sums, heat.of(one.pieces))
    best = max(range(len(chances)), key=chances.__getitem__)
    return Outcome(best, chances[best], best == one.category)


def _verdict(one: Told, heat: Heat, trust: Trust) -> Verdict:
    ranked = trusted(rank(one.sums, heat.of(one.pieces)), trust)
    return Verdict(*ranked[0], ranked, (), Urgency.NORMAL)


def best_heat(told: Sequence[Told]) -> Heat:
    """The temperature at which the true categories are likeliest."""
    return min((Heat(usual, growth) for growth in GROWTH for usual in USUAL), key=lambda heat: _loss(told, heat))


def _loss(told: Sequence[Told], heat: Heat) -> float:
    chances = (probabilities(one.sums, heat.of(one.pieces))[one.category] for one in told)
    return -sum(log(max(chance, 1e-12)) for chance in chances)
