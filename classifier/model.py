"""The classifier itself: what the words of a sentence add up to."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from classifier import lexicon, urgency, weights
from classifier.asides import affirmed, present, set_aside
from classifier.errors import BrokenData
from classifier.evidence import Evidence, Learnt, reasons, written
from classifier.lanes import packed, summed
from classifier.lexicon import Mark
from classifier.phrases import Found, Phrases
from classifier.problems import parted
from classifier.segment import Segmenter
from classifier.text import Line, Speller
from classifier.trust import Trust
from classifier.urgency import Sign
from classifier.verdict import CATEGORIES, POSITION, Verdict

Rules = list[Found[Mark | Sign]]
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
    """Text → Verdict. Made once by `load`, then shared, also by threads; `classify` never raises."""

    def __init__(
        self,
        speller: Speller,
        segmenter: Segmenter,
        learnt: weights.Weights,
        phrases: Phrases[Mark | Sign],
    ) -> None:
        """`phrases` are those of the lexicon and of the rules of urgency: a sentence is read once for both."""
        self._speller = speller
        self._learnt = learnt
        self._words = Learnt(segmenter, learnt.words)
        self._base = packed(learnt.base)
        self._phrases = phrases

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
            Phrases([*lexicon.read(file("lexicon.toml")), *urgency.read(file("urgency.toml"))]),
        )

    def classify(self, text: str) -> Verdict:
        """The verdict for `text`: any string; without a known word 其他 at its base rate."""
        line = Line.of(self._speller.normal(text))
        found = self._phrases.find(line)
        evidence = self._weighed(line, found)
        ranked = self._ranked(evidence)
        ranked = trusted(ranked, self._learnt.trust) if evidence else ranked
        category, confidence = ranked[0]
        alarm = urgency.raised(line.text, found)
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
        line = Line.of(self._speller.normal(text))
        return self._ranked(self._weighed(line, self._phrases.find(line)))[0]

    def _ranked(self, evidence: Sequence[Evidence]) -> Ranked:
        sums = summed(self._base, map(itemgetter(2), evidence))
        return rank(sums, self._learnt.heat.of(len(evidence)))

    def _weighed(self, line: Line, found: Rules) -> list[Evidence]:
        """Everything in the normalised text that speaks for or against a category."""
        learnt, of_lexicon = self._evidence(line, found)
        return learnt + of_lexicon

    def _evidence(self, line: Line, found: Rules) -> tuple[list[Evidence], list[Evidence]]:
        """The learnt words of the text, and the phrases of the lexicon."""
        if (now := present(line.text)) != line.text:
            line = Line.of(now)
            found = self._phrases.find(line)
        said = affirmed(now)
        learnt = self._words.find(line if said == now else Line.of(said))
        return learnt, written(lexicon.hits(now, found))

    def account(self, text: str) -> Account:
        """The verdict for `text` and how it came about."""
        plain = self._speller.normal(text)
        line = Line.of(plain)
        learnt, of_lexicon = self._evidence(line, self._phrases.find(line))
        said = (
            *(Said(word, "learnt", row) for word, row, _ in learnt),
            *(Said(word, "lexicon", row) for word, row, _ in of_lexicon),
        )
        heat = self._learnt.heat.of(len(said))
        return Account(self.classify(text), plain, set_aside(plain), said, self._learnt.base, heat)


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
    rest = sum([other for _, other in others])
    if not rest:
        return ranked
    second = others[0][1]
    sure = max(trust.of(POSITION[category], chance), second / (rest + second))
    left = (1 - sure) / rest
    return ((category, max(sure, second * left)), *[(name, other * left) for name, other in others])
