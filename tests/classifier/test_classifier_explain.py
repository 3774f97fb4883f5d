"""The whole way from a sentence to its verdict; what a sentence sets aside."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from classifier import Classifier
from classifier.__main__ import app
from classifier.asides import affirmed, present, set_aside
from classifier.explain import explained


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("以前修过路灯，这次是下水道堵了", "供排水"),
        ("谢谢你们，上次路灯修好了，这次是垃圾没人收", "环境卫生"),
        ("不是停车的问题，是广场舞太吵", "噪音扰民"),
        ("暖气不热，不是物业的问题", "供热"),
        ("不是狗叫，是楼上装修吵", "噪音扰民"),
        ("上次报的路灯，现在还没修", "市政设施"),
        ("是不是停电了", "供电"),
    ],
)
def test_what_is_set_aside_does_not_decide(classifier: Classifier, text: str, category: str) -> None:
    assert classifier.classify(text).category == category


@pytest.mark.parametrize(
    "text",
    [
        "上次报的路灯,现在还没修",
        "是不是停电了,没人说",
        "不是没水就是没电",
        "这不是垃圾没人管嘛,天天臭",
        "要不是下雨,也不知道漏",
        "不是路灯",
    ],
)
def test_what_is_still_meant_stays(text: str) -> None:
    assert affirmed(present(text)) == text
    assert set_aside(text) == ()


def test_an_account_adds_up(classifier: Classifier) -> None:
    account = classifier.account("以前修过路灯，这次是下水道堵了")
    assert account.verdict == classifier.classify("以前修过路灯，这次是下水道堵了")
    assert account.aside == ("以前修过路灯,",)
    assert {said.source for said in account.said} == {"learnt", "lexicon"}
    assert "路灯" not in {said.word for said in account.said}


def test_explained_as_text(classifier: Classifier) -> None:
    lines = explained(classifier.account("电线掉下来冒火花"), 0.8).splitlines()
    assert lines[0] == "read as      电线掉下来冒火花"
    assert any(line.startswith("冒火花") and "lexicon" in line for line in lines)
    assert lines[-1].startswith("urgency      danger (触电) «")


def test_the_threshold_tells_whether_to_ask(classifier: Classifier) -> None:
    account = classifier.account("路灯不亮")
    assert "no: not below 50.0%" in explained(account, 0.5)
    assert "yes: below 100.0%" in explained(account, 1.0)


def test_explain_by_command() -> None:
    result = CliRunner().invoke(app, ["explain", "路灯不亮"])
    assert result.exit_code == 0, result.output
    assert "路灯" in result.output
    assert "市政设施" in result.output
