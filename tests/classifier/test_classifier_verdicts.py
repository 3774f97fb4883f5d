"""Invented complaints in the words of a chat, and what becomes of them."""

from __future__ import annotations

import dataclasses

import pytest

from classifier import CATEGORIES, Classifier, Urgency
from classifier.verdict import POSITION
from tests.classifier.invented import rows


def test_the_dark_stairwell_goes_to_the_property_company(classifier: Classifier) -> None:
    verdict = classifier.classify("3号楼2单元楼道灯坏了，黑得很")
    assert verdict.category == "物业服务"
    assert verdict.confidence > 0.85
    assert verdict.because[0][0] == "楼道灯"
    assert verdict.urgency is Urgency.NORMAL


def test_everyday_complaints_find_their_category(classifier: Classifier) -> None:
    table = [(set(expected.split("|")), text) for expected, text in rows("everyday.tsv")]
    verdicts = [(expected, classifier.classify(text), text) for expected, text in table]
    wrong = [f"{text}: {said.category}" for expected, said, text in verdicts if said.category not in expected]
    lost = [text for expected, said, text in verdicts if not expected & set(dict(said.ranked[:3]))]
    assert len(table) > 230
    assert len(wrong) <= 0.04 * len(table), wrong
    assert len(lost) <= 0.01 * len(table), lost


def test_spoken_complaints_find_their_category(classifier: Classifier) -> None:
    table = [(expected, classifier.classify(text), text) for expected, text in rows("spoken.tsv")]
    wrong = [f"{text}: {said.category}" for expected, said, text in table if said.category != expected]
    lost = [text for expected, said, text in table if expected not in dict(said.ranked[:3])]
    assert len(table) > 75
    assert len(wrong) <= 0.1 * len(table), wrong
    assert len(lost) <= 0.05 * len(table), lost


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("家里暖气不热，才十五度", "供热"),
        ("楼道里有煤气味，好大", "燃气"),
        ("有人困在电梯里了，快来", "电梯"),
        ("有人从五楼窗户拉线下来给电动车充电", "消防安全"),
        ("隔壁的狗一天到晚叫，吵得人心烦", "养犬与动物"),
        ("广场舞音响太大了，晚上九点多还在跳", "噪音扰民"),
        ("我家顶楼，一下雨屋顶就漏，墙皮都泡掉了", "房屋质量与开发商"),
        ("楼上漏水把我家天花板泡了，不认账", "邻里纠纷"),
        ("你好", "其他"),
    ],
)
def test_what_must_never_go_astray(classifier: Classifier, text: str, category: str) -> None:
    assert classifier.classify(text).category == category


def test_every_category_can_be_reached(classifier: Classifier) -> None:
    assert {classifier.classify(text).category for _, text in rows("everyday.tsv")} == set(CATEGORIES)


def test_shares_and_probabilities_are_such(classifier: Classifier) -> None:
    for _, text in rows("everyday.tsv"):
        verdict = classifier.classify(text)
        assert [category for category, _ in verdict.ranked if category in CATEGORIES] != []
        assert {category for category, _ in verdict.ranked} == set(CATEGORIES)
        assert sum(chance for _, chance in verdict.ranked) == pytest.approx(1)
        assert verdict.ranked[0] == (verdict.category, verdict.confidence)
        assert [chance for _, chance in verdict.ranked] == sorted((c for _, c in verdict.ranked), reverse=True)
        assert 0 < sum(share for _, share in verdict.because) <= 1 + 1e-9


def test_confidence_means_what_it_says(classifier: Classifier) -> None:
    verdicts = [(classifier.classify(text), expected) for expected, text in rows("everyday.tsv")]
    sure = [verdict.category in expected.split("|") for verdict, expected in verdicts if verdict.confidence > 0.9]
    assert len(sure) > 100
    assert sum(sure) / len(sure) > 0.97


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("水表在小区里", "供排水"),
        ("打电话一直没有人接", "供电"),
        ("通道口停了一辆车", "消防安全"),
    ],
)
def test_a_phrase_does_not_meet_what_it_does_not_mean(classifier: Classifier, text: str, category: str) -> None:
    """水…小 is no 小区, 电…没有 no 电话, 通道…停 no fire lane."""
    patterns = [said for said in classifier.account(text).said if "…" in said.word]
    assert [said.word for said in patterns if said.row[POSITION[category]] > 0] == []


def test_a_denied_word_speaks_against(classifier: Classifier) -> None:
    said, denied = (dict(classifier.classify(text).ranked)["停车秩序"] for text in ("是乱停车", "不是乱停车"))
    assert denied < said / 2


def test_a_verdict_cannot_be_changed(classifier: Classifier) -> None:
    verdict = classifier.classify("路灯不亮")
    with pytest.raises(dataclasses.FrozenInstanceError):
        verdict.category = "其他"  # type: ignore[misc]


def test_urgency_follows_the_rules(classifier: Classifier) -> None:
    table = rows("urgency.tsv")
    wrong = [(text, said) for expected, text in table if (said := classifier.classify(text).urgency) != expected]
    assert len(table) > 65
    assert wrong == []


def test_danger_is_seldom_missed_and_seldom_cried(classifier: Classifier) -> None:
    table = [(expected, classifier.classify(text).urgency, text) for expected, text in rows("danger.tsv")]
    danger = [(said, text) for expected, said, text in table if expected == "danger"]
    calm = [(said, text) for expected, said, text in table if expected == "calm"]
    missed = [text for said, text in danger if said is not Urgency.DANGER]
    cried = [text for said, text in calm if said is Urgency.DANGER]
    assert len(danger) > 270
    assert len(calm) > 290
    assert len(missed) <= 0.01 * len(danger), missed
    assert len(cried) <= 0.03 * len(calm), cried


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("樓道裡有煤氣味", "楼道里有煤气味"),
        ("拉圾没人收", "垃圾没人收"),
        ("躁音太大", "噪音太大"),
        ("喽道灯坏了", "楼道灯坏了"),
    ],
)
def test_traditional_characters_and_slips_do_not_matter(classifier: Classifier, text: str, meant: str) -> None:
    assert classifier.classify(text) == classifier.classify(meant)


def test_danger_names_its_kind_and_its_words(classifier: Classifier) -> None:
    verdict = classifier.classify("厨房闻到煤气味，头晕")
    assert (verdict.urgency, verdict.danger_kind) == (Urgency.DANGER, "燃气泄漏")
    assert "煤气味" in verdict.urgency_because
