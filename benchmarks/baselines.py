"""Other classifiers on the same sentences: how often they are right, and what a verdict of theirs costs.

    python -m benchmarks.baselines TRAIN.tsv OTHER.tsv

Five-fold cross-validation on TRAIN with the folds of `python -m classifier train`, then all of TRAIN against OTHER.
Needs `scikit-learn` and `fasttext` (any build), which the project does not: what is not installed is said loudly.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

import jieba

from benchmarks.classifier import LONG, beside
from classifier import Classifier, learn, training
from classifier.calibration import FOLDS
from classifier.training import Labelled

try:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics import f1_score
    from sklearn.naive_bayes import ComplementNB
    from sklearn.pipeline import Pipeline, make_pipeline
    from sklearn.svm import LinearSVC
except ImportError:
    sys.exit("scikit-learn: NOT INSTALLED, nothing can be compared (pip install scikit-learn, in a throw-away venv)")
try:
    import fasttext
except ImportError:
    fasttext = None

Tell = Callable[[Sequence[str]], list[list[str]]]
"""Sentences → the three likeliest categories of each."""
Learn = Callable[[Sequence[Labelled]], Tell]


def words(text: str) -> list[str]:
    return jieba.lcut_for_search(text)


def scikit(make: Callable[[], Pipeline]) -> Learn:
    def fit(rows: Sequence[Labelled]) -> Tell:
        model = make().fit([row.text for row in rows], [row.category for row in rows])
        score = model.decision_function if hasattr(model, "decision_function") else model.predict_log_proba
        return lambda texts: [[str(model.classes_[at]) for at in (-line).argsort()[:3]] for line in score(texts)]

    return fit


def fast(rows: Sequence[Labelled]) -> Tell:
    """fastText on jieba's words, single and in pairs."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.writelines(f"__label__{row.category} {' '.join(words(row.text))}\n" for row in rows)
        file.flush()
        model = fasttext.train_supervised(file.name, epoch=50, lr=0.5, wordNgrams=2, thread=1, verbose=0)

    def tell(texts: Sequence[str]) -> list[list[str]]:
        # A list even of one: for a single text its `predict` fails with NumPy 2.
        told = model.predict([" ".join(words(text)).replace("\n", " ") for text in texts], k=3)[0]
        return [[label.removeprefix("__label__") for label in labels] for labels in told]

    return tell


def ours(_: Sequence[Labelled]) -> Tell:
    """The shipped classifier: for the cost and the other city only, it was learnt on all rows."""
    classifier = Classifier.load()
    return lambda texts: [[name for name, _ in classifier.classify(text).ranked[:3]] for text in texts]


METHODS: dict[str, Learn] = {
    "complement naive Bayes, jieba words": scikit(
        lambda: make_pipeline(TfidfVectorizer(analyzer=words), ComplementNB(alpha=0.3))
    ),
    "LinearSVC, jieba words": scikit(
        lambda: make_pipeline(TfidfVectorizer(analyzer=words, sublinear_tf=True), LinearSVC(C=0.5))
    ),
    "LinearSVC, characters 1-3": scikit(
        lambda: make_pipeline(
            TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True), LinearSVC(C=0.5)
        )
    ),
    "fastText, jieba words": fast,
    "this classifier": ours,
}


def judged(rows: Sequence[Labelled], told: Sequence[Sequence[str]]) -> str:
    """Accuracy, macro-F1 (over the categories that occur), top-3."""
    truth, first = [row.category for row in rows], [said[0] for said in told]
    right = sum(true == said for true, said in zip(truth, first, strict=True)) / len(rows)
    third = sum(true in said for true, said in zip(truth, told, strict=True)) / len(rows)
    macro = f1_score(truth, first, labels=sorted(set(truth)), average="macro", zero_division=0)
    return f"{right:.3f} / {macro:.3f} / {third:.3f}"


def crossed(rows: Sequence[Labelled], method: Learn) -> str:
    order = list(range(len(rows)))
    random.Random(learn.SEED).shuffle(order)
    folds = [[rows[at] for at in order[fold::FOLDS]] for fold in range(FOLDS)]
    told = [
        method(list(chain.from_iterable(folds[:at] + folds[at + 1 :])))([row.text for row in fold])
        for at, fold in enumerate(folds)
    ]
    return judged(list(chain.from_iterable(folds)), list(chain.from_iterable(told)))


def main(train: Path, other: Path) -> None:
    jieba.setLogLevel("WARNING")
    jieba.initialize()
    rows, strange = training.read(train), training.read(other)
    print("| method | cross-validated | the other city | µs a message | × jieba.lcut |\n|---|---|---|---|---|")
    for name, method in METHODS.items():
        if method is fast and fasttext is None:
            print(f"| {name} | NOT INSTALLED | | | |")
            continue
        known = "`train` says it" if method is ours else crossed(rows, method)
        tell = method(rows)
        cost, plain = beside(lambda text, tell=tell: tell([text]), LONG, 10)
        there = judged(strange, tell([row.text for row in strange]))
        print(f"| {name} | {known} | {there} | {cost:.0f} | {cost / plain:.2f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
