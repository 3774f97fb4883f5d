"""The invented tables beside the tests; as a command: store anew what the classifier tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from classifier import Classifier

HERE = Path(__file__).parent
STORED = HERE / "told.tsv"


def rows(name: str) -> list[tuple[str, str]]:
    """What is expected and the text, line by line."""
    lines = (HERE / name).read_text("utf-8").splitlines()[1:]
    return [(expected, text) for expected, text in (line.split("\t") for line in lines)]


def told(classifier: Classifier) -> Iterator[str]:
    """What the classifier says of each sentence of two tables, a line each, to the hundredth."""
    yield "text\tcategory\tconfidence\tsecond\turgency\tbecause"
    for _, text in (*rows("everyday.tsv"), *rows("spoken.tsv")):
        said = classifier.classify(text)
        because = " ".join(f"{word} {share:.2f}" for word, share in sorted(said.because))
        confidence, second = f"{said.confidence:.2f}", said.ranked[1][0]
        yield "\t".join((text, said.category, confidence, second, said.urgency, because)).rstrip()


if __name__ == "__main__":
    STORED.write_text("\n".join(told(Classifier.load())) + "\n", "utf-8")
