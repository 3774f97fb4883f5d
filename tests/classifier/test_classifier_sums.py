"""The short cuts (islands, packed rows, one reading for all phrases) say what the long way says."""

from __future__ import annotations

import pytest

from classifier import CATEGORIES, Classifier
from classifier import weights as weight_files
from classifier.evidence import Learnt
from classifier.lanes import packed, summed
from classifier.model import SHIPPED
from classifier.segment import Segmenter, pieces
from classifier.text import Line
from tests.classifier.invented import STORED, rows, told

TEXTS = [text for name in ("everyday", "spoken", "danger", "problems") for _, text in rows(f"{name}.tsv")]


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(SHIPPED / "words.txt", SHIPPED / "words_user.txt")


def test_islands_are_cut_alone_as_they_are_together(segmenter: Segmenter) -> None:
    for text in ("", "灯", "abc", "龘龘的垃圾桶，", "中华人民共和国万岁", *TEXTS, "".join(TEXTS)):
        islands = segmenter.islands(Line.of(text))
        assert "".join(islands) == text
        assert [word for island in islands for word in segmenter.words(island)] == segmenter.words(text)


def test_learnt_words_are_those_of_the_whole_text(segmenter: Segmenter) -> None:
    known = weight_files.read(SHIPPED / "weights.tsv").words
    learnt = Learnt(segmenter, known)
    for text in (*TEXTS, *TEXTS[:20]):
        found = learnt.find(Line.of(text))
        assert {word for word, _, _ in found} == {word for word in pieces(segmenter, text) if word in known}
        assert all(row == known[word] and number == packed(row) for word, row, number in found)


def test_rows_are_added_to_the_hundredth() -> None:
    given = [tuple((7 * at - 60 * step) / 100 for at in range(len(CATEGORIES))) for step in range(50)]
    expected = [round(sum(column), 2) for column in zip(*given, strict=True)]
    assert summed(packed(given[0]), map(packed, given[1:])) == pytest.approx(expected, abs=1e-12)
    most = (-weight_files.MOST * 1.0,) * len(CATEGORIES)
    assert summed(packed(most), [packed(most)] * 5_999) == [-weight_files.MOST * 6_000.0] * len(CATEGORIES)


def test_every_stored_verdict_is_told_again(classifier: Classifier) -> None:
    """After a wanted change `python -m tests.classifier.invented` stores them anew: the difference is to be read."""
    stored = STORED.read_text("utf-8").splitlines()
    assert len(stored) > 300
    assert list(told(classifier)) == stored
