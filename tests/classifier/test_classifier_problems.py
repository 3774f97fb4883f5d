"""One message, several problems."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import Classifier
from classifier.problems import parted
from tests.classifier.invented import rows


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3号楼路灯不亮了，还有垃圾没人收", ("3号楼路灯不亮了", "垃圾没人收")),
        ("3号楼：1.楼道灯不亮 2.垃圾没人清运", ("3号楼：1.楼道灯不亮", "垃圾没人清运")),
        ("１、路灯不亮。２、垃圾没人收。３、广场舞太吵。", ("路灯不亮", "垃圾没人收", "广场舞太吵")),
        ("路灯不亮。\n另外，我家停水了！", ("路灯不亮", "我家停水了")),
        ("1、2号楼都停电了", ("1、2号楼都停电了",)),
        ("楼道灯坏了，还有一盏也坏了", ("楼道灯坏了，还有一盏也坏了",)),
        ("  楼道灯坏了 ", ("  楼道灯坏了 ",)),
        ("", ("",)),
    ],
)
def test_problems(classifier: Classifier, text: str, parts: tuple[str, ...]) -> None:
    assert classifier.problems(text) == parts


def test_several_are_found_and_one_is_left_whole(classifier: Classifier) -> None:
    told = [(int(expected), len(classifier.problems(text)), text) for expected, text in rows("problems.tsv")]
    several = [(expected, found, text) for expected, found, text in told if expected > 1]
    missed = [text for expected, found, text in several if found != expected]
    parted_wrongly = [text for expected, found, text in told if expected == 1 and found > 1]
    assert len(several) > 30
    assert len(missed) <= 0.1 * len(several), missed
    assert len(parted_wrongly) <= 0.04 * (len(told) - len(several)), parted_wrongly


def test_everyday_complaints_stay_whole(classifier: Classifier) -> None:
    assert [text for _, text in rows("everyday.tsv") if len(classifier.problems(text)) > 1] == []


@pytest.mark.parametrize(("text", "most"), [("楼道灯坏了", 0), ("楼道灯坏了，黑得很", 2), ("灯坏了。" * 500, 0)])
def test_little_is_judged(text: str, most: int) -> None:
    judged: list[str] = []

    def judge(piece: str) -> tuple[str, float]:
        judged.append(piece)
        return "供电", 1.0

    assert parted(text, judge) == (text,)
    assert len(judged) <= most


def test_at_most_three(classifier: Classifier) -> None:
    parts = classifier.problems("1、路灯不亮 2、垃圾没人收 3、广场舞太吵 4、暖气不热")
    assert parts == ("路灯不亮", "垃圾没人收", "广场舞太吵 4、暖气不热")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["路灯不亮", "停水", "，", "。", "1.", "2、", "还有", "另外", " ", "第二", "x"])))
def test_parts_stand_in_the_text_in_their_order(classifier: Classifier, pieces: list[str]) -> None:
    text = "".join(pieces)
    at = 0
    for part in classifier.problems(text):
        at = text.index(part, at) + len(part)
