"""The classifier itself: what the words of a sentence add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from math import exp
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from classifier import weights
from classifier.asides import affirmed, present, set_aside
from classifier.errors import BrokenData
from classifier.evidence import Evidence, reasons, row_of
from classifier.lexicon import Lexicon
from classifier.problems import parted
from classifier.segment import Segmenter
from classifier.text import Speller
from classifier.trust import Trust
from classifier.urgency import Alarms
from classifier.verdict import CATEGORIES, POSITION, Verdict

Ranked = tuple[tuple[str, float], ...]
SHIPPED: Final = Path(__file__).parent / "data"


class Said(NamedTuple):
    """A word, whether it is `learnt` or of the `lexicon`, and what it adds to each category."""

    word: str
    source: str
    row: weights.Row


class Account(NamedTuple):
    """How a verdict came about: the text as it was read, what of it was set aside, what each word added to the base
    rates, the temperature that the sums were divided by."""

    verdict: Verdict
    plain: str
    aside: tuple[str, ...]
    said: tuple[Said, ...]
    base: weights.Row
    heat: float


class Classifier:
    """Text → Verdict. Made once by `load`, then shared; `classify` changes nothing and never raises."""

    def __init__(
        self, speller: Speller, segmenter: Segmenter, learnt: weights.Weights, lexicon: Lexicon, alarms: Alarms
    ) -> None:
        self._speller = speller
        self._segmenter = segmenter
        self._learnt = learnt
        self._lexicon = lexicon
        self._alarms = alarms

    @classmethod
    def load(cls, path: Path | None = None) -> Classifier:
        """Read the model in the folder `path` (default: the one shipped), which also lends the files it lacks.

        Raises `BrokenData`, naming file and line, when a file cannot be used.
        """

        if path is not None and not path.is_dir():
            raise BrokenData(path, 1, "there is no such folder")

        def file(name: str) -> Path:
            own = SHIPPED if path is None else path
            return own / name if (own / name).is_file() else SHIPPED / name

        return cls(
            Speller(file("spellings.txt"), file("traditional.txt")),
            Segmenter(file("words.txt"), file("words_user.txt")),
            weights.read(file("weights.tsv")),
            Lexicon.read(file("lexicon.toml")),
            Alarms.read(file("urgency.toml")),
        )

    def classify(self, text: str) -> Verdict:
        """The verdict for `text`: any string; without a known word 其他 at its base rate."""
        plain = self._speller.normal(text)
        evidence = self.weigh(plain)
        ranked = self._ranked(evidence)
        ranked = trusted(ranked, self._learnt.trust) if evidence else ranked
        category, confidence = ranked[0]
        alarm = self._alarms.raised_by(plain)
        return Verdict(
            category,
            confidence,
            ranked,
            reasons(evidence, POSITION[category]),
            alarm.urgency,
            alarm.kind,
            alarm.because,
        )

    @property
    def ask_below(self) -> float:
        """The confidence from which 97 % of unseen sentences were right when the model was trained; 1 if unknown."""
        return self._learnt.trust.ask_below

    def problems(self, text: str) -> tuple[str, ...]:
        """The two or three different problems that `text` reports, each as a sentence of its own; else `(text,)`.

        A place said once, at the beginning, stays with the first. Nothing is classified where there is no separator.
        """
        return parted(text, self._judge)

    def _judge(self, text: str) -> tuple[str, float]:
        """Category and confidence alone."""
        return self._ranked(self.weigh(self._speller.normal(text)))[0]

    def _ranked(self, evidence: Sequence[Evidence]) -> Ranked:
        sums = list(map(sum, zip(self._learnt.base, *[row for _, row in evidence], strict=True)))
        return rank(sums, self._learnt.heat.of(len(evidence)))

    def weigh(self, plain: str) -> list[Evidence]:
        """Everything in the normalised text that speaks for or against a category."""
        learnt, written = self._evidence(plain)
        return learnt + written

    def _evidence(self, plain: str) -> tuple[list[Evidence], list[Evidence]]:
        """The learnt words of the text, and the phrases of the lexicon."""
        now, look = present(plain), self._learnt.words
        learnt = [(word, look[word]) for word in pieces(self._segmenter, affirmed(now)) if word in look]
        return learnt, [(hit.text, row_of(hit.mark)) for hit in self._lexicon.find(now)]

    def account(self, text: str) -> Account:
        """The verdict for `text` and how it came about."""
        plain = self._speller.normal(text)
        learnt, written = self._evidence(plain)
        said = (
            *(Said(word, "learnt", row) for word, row in learnt),
            *(Said(word, "lexicon", row) for word, row in written),
        )
        heat = self._learnt.heat.of(len(said))
        return Account(self.classify(text), plain, set_aside(plain), said, self._learnt.base, heat)


def pieces(segmenter: Segmenter, plain: str) -> Iterable[str]:
    """The distinct words and characters of a text, in the order in which they stand."""
    return dict.fromkeys(chain(segmenter.words(plain), plain))


def probabilities(sums: Sequence[float], heat: float = 1.0) -> list[float]:
    """Softmax of `sums` at temperature `heat`."""
    top = max(sums)
    parts = [exp((value - top) / heat) for value in sums]
    whole = sum(parts)
    return [part / whole for part in parts]


def rank(sums: Sequence[float], heat: float) -> Ranked:
    """The categories and their probabilities, best first."""
    pairs = zip(CATEGORIES, probabilities(sums, heat), strict=True)
    return tuple(sorted(pairs, key=itemgetter(1), reverse=True))


def trusted(ranked: Ranked, trust: Trust) -> Ranked:
    """`ranked` with the first probability as far as it may be trusted, the others in proportion, in the same order."""
    (category, chance), *others = ranked
    rest = sum(other for _, other in others)
    if not rest:
        return ranked
    second = others[0][1]
    sure = max(trust.of(POSITION[category], chance), second / (rest + second))
    return ((category, sure), *((name, other * (1 - sure) / rest) for name, other in others))
