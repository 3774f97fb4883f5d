"""How well a model does on labelled sentences that it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from classifier.trust import threshold
from classifier.verdict import CATEGORIES, Verdict

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Class:
    """One category: how many sentences have it, what share of its verdicts is right, what share of it is found."""

    category: str
    rows: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Report:
    """All shares are 0..1. `calibration_error` is the expected one over ten bins of confidence; `sure` is the largest
    share of sentences that could be routed without asking, by falling confidence, with 97 % of them right; `ask_below`
    the confidence that this takes."""

    rows: int
    accuracy: float
    macro_f1: float
    top3: float
    calibration_error: float
    sure: float
    ask_below: float
    classes: tuple[Class, ...]
    mistaken: tuple[tuple[str, str, int], ...]


def report(truth: Sequence[str], verdicts: Sequence[Verdict]) -> Report:
    """Compare `verdicts` with `truth`; refuses (`ValueError`) an empty or uneven pair."""
    pairs = list(zip(truth, verdicts, strict=True))
    if not pairs:
        raise ValueError("nothing to evaluate")
    classes = tuple(_class(category, pairs) for category in CATEGORIES if category in set(truth))
    lowest, share = threshold((said.confidence, true == said.category) for true, said in pairs)
    mistakes = Counter((true, said.category) for true, said in pairs if true != said.category)
    return Report(
        rows=len(pairs),
        accuracy=_share(true == said.category for true, said in pairs),
        macro_f1=sum(one.f1 for one in classes) / len(classes),
        top3=_share(true in dict(said.ranked[:3]) for true, said in pairs),
        calibration_error=_calibration_error(pairs),
        sure=share,
        ask_below=lowest,
        classes=classes,
        mistaken=tuple((true, said, times) for (true, said), times in mistakes.most_common(15)),
    )


def as_text(found: Report) -> str:
    """The report as a person reads it."""
    figures = ("rows", "accuracy", "macro_f1", "top3", "calibration_error", "sure", "ask_below")
    lines = [f"{name:<18}{getattr(found, name):.4g}" for name in figures]
    lines += ["", "rows  precision  recall  f1     category"]
    lines += [f"{c.rows:>4}  {c.precision:>9.3f}  {c.recall:>6.3f}  {c.f1:.3f}  {c.category}" for c in found.classes]
    lines += ["", "most frequent mistakes"]
    lines += [f"{times:>4}  {true} → {said}" for true, said, times in found.mistaken]
    return "\n".join(lines)


Pair = tuple[str, Verdict]


def _share(answers: Iterable[bool]) -> float:
    listed = list(answers)
    return sum(listed) / max(1, len(listed))


def _class(category: str, pairs: Sequence[Pair]) -> Class:
    precision = _share(true == category for true, said in pairs if said.category == category)
    recall = _share(said.category == category for true, said in pairs if true == category)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Class(category, sum(true == category for true, _ in pairs), precision, recall, f1)


def _calibration_error(pairs: Sequence[Pair]) -> float:
    """Mean distance between confidence and share of right verdicts, over equal bins, weighted by their size."""
    bins: dict[int, list[Pair]] = {}
    for pair in pairs:
        bins.setdefault(min(BINS - 1, int(BINS * pair[1].confidence)), []).append(pair)
    return sum(abs(sum((t == v.category) - v.confidence for t, v in found)) for found in bins.values()) / len(pairs)
