"""How far a probability may be trusted: what the model says against how often it was right, by category.

The model is fitted to be right, not to know when it is: sentences that two departments could handle are told as surely
as any. So the odds of the likeliest category are stretched by one slope and shifted by an offset for that category,
both learnt from sentences that the model had not seen (Platt scaling; where examples are few, the mean offset).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Final, NamedTuple

from classifier.verdict import CATEGORIES

ROUNDS: Final = 30
FEW: Final = 2.0
"""How strongly an offset is drawn to their mean, as the curvature that some ten unsure examples have."""
RIGHT: Final = 0.97
"""The share that must be right of those routed without asking."""
TINY: Final = 1e-9


class Outcome(NamedTuple):
    """The likeliest category (position) of an unseen sentence, its probability, whether it was the right one."""

    category: int
    chance: float
    right: bool


@dataclass(frozen=True, slots=True)
class Trust:
    """`slope` (above 0) and one offset per category, in log-odds; `ask_below`: the trusted probability from which 97 %
    of unseen sentences were right."""

    slope: float
    offsets: tuple[float, ...]
    ask_below: float

    def of(self, category: int, chance: float) -> float:
        """The probability (0..1) that `category`, told with `chance`, is right."""
        return _logistic(self.slope * _odds(chance) + self.offsets[category])


def blind() -> Trust:
    """Takes every probability as it is told, and always asks."""
    return Trust(1.0, (0.0,) * len(CATEGORIES), 1.0)


def fit(outcomes: Sequence[Outcome]) -> Trust:
    """The trust that makes `outcomes` likeliest, by Newton's steps along one number at a time."""
    slope, mean, shifts = 1.0, 0.0, [0.0] * len(CATEGORIES)
    told = [(one.category, _odds(one.chance), float(one.right)) for one in outcomes]
    for _ in range(ROUNDS if told else 0):
        slope -= _step((odds, _logistic(slope * odds + mean + shifts[at]), right) for at, odds, right in told)
        mean -= _step((1.0, _logistic(slope * odds + mean + shifts[at]), right) for at, odds, right in told)
        for category in {at for at, _, _ in told}:
            own = ((odds, right) for at, odds, right in told if at == category)
            said = ((1.0, _logistic(slope * odds + mean + shifts[category]), right) for odds, right in own)
            shifts[category] -= _step(said, shifts[category])
    unset = Trust(max(slope, 0.01), tuple(mean + shift for shift in shifts), 1.0)
    return Trust(unset.slope, unset.offsets, threshold([(unset.of(*one[:2]), one.right) for one in outcomes])[0])


def threshold(told: Iterable[tuple[float, bool]]) -> tuple[float, float]:
    """The lowest probability from which at least 97 % are right, and the share that reaches it; 1 and 0 if none."""
    ranked = sorted(told, reverse=True)
    right, lowest, share = 0, 1.0, 0.0
    for number, ((chance, was_right), after) in enumerate(zip(ranked, [*ranked[1:], None], strict=False), 1):
        right += was_right
        if right >= RIGHT * number and (after is None or after[0] < chance):
            lowest, share = chance, number / len(ranked)
    return lowest, share


def _step(told: Iterable[tuple[float, float, float]], shift: float | None = None) -> float:
    """Newton's step of one number, from (its factor, what is said, what is true); a shift is drawn to 0."""
    slope, bend = (0.0, TINY) if shift is None else (FEW * shift, FEW)
    for factor, said, true in told:
        slope += factor * (said - true)
        bend += factor * factor * said * (1 - said)
    return slope / bend


def _odds(chance: float) -> float:
    kept = min(max(chance, TINY), 1 - TINY)
    return log(kept / (1 - kept))


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value)) if value > 0 else exp(value) / (1 + exp(value))
