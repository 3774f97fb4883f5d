"""Ordered rules: the first that matches wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.routing import NoRuleMatches, Rule, route

ANY = Rule("office")


def department(rule: Rule, words: str = "", hour: int = 12, category: str = "noise", urgency: str = "normal") -> str:
    return route((rule, ANY), category, urgency, words, hour)[0]


def test_the_first_matching_rule_wins_and_is_named() -> None:
    rules = (Rule("a", category="water"), Rule("b", words=("drum",)), Rule("c", category="noise"), ANY)
    assert route(rules, "noise", "normal", "a drum", 12) == ("b", 1)
    assert route(rules, "noise", "normal", "a flute", 12) == ("c", 2)
    assert route(rules, "smell", "normal", "", 12) == ("office", 3)


def test_a_gap_in_the_rules_is_an_error() -> None:
    with pytest.raises(NoRuleMatches):
        route((Rule("a", category="water"),), "noise", "normal", "", 12)
    with pytest.raises(NoRuleMatches):
        route((), "noise", "normal", "", 12)


@pytest.mark.parametrize(
    ("rule", "facts", "matches"),
    [
        (Rule("x", category="noise"), {}, True),
        (Rule("x", category="water"), {}, False),
        (Rule("x", urgency="danger"), {"urgency": "danger"}, True),
        (Rule("x", urgency="danger"), {}, False),
        (Rule("x", words=("KTV", "唱歌")), {"words": "楼下ktv太吵"}, True),
        (Rule("x", words=("ktv",)), {"words": "楼下KTV太吵"}, True),
        (Rule("x", words=("KTV", "唱歌")), {"words": "狗叫"}, False),
        (Rule("x", words=("装修",), place=("楼上",)), {"words": "楼上装修"}, True),
        (Rule("x", words=("装修",), place=("楼上",)), {"words": "对面装修"}, False),
        (Rule("x", words=("装修",), place=("楼上",)), {"words": "楼上跳绳"}, False),
        (Rule("x", hours=(8, 18)), {"hour": 8}, True),
        (Rule("x", hours=(8, 18)), {"hour": 18}, False),
        (Rule("x", hours=(8, 24)), {"hour": 23}, True),
        (Rule("x", hours=(22, 6)), {"hour": 23}, True),
        (Rule("x", hours=(22, 6)), {"hour": 5}, True),
        (Rule("x", hours=(22, 6)), {"hour": 6}, False),
        (Rule("x", hours=(22, 6)), {"hour": 21}, False),
        (Rule("x", category="noise", hours=(22, 6)), {"hour": 12}, False),
    ],
)
def test_every_given_condition_must_hold(rule: Rule, facts: dict[str, object], matches: object) -> None:
    assert (department(rule, **facts) == "x") is matches


@given(st.integers(0, 23), st.integers(0, 24), st.integers(0, 23))
def test_a_span_and_its_complement_share_the_day(first: int, until: int, hour: int) -> None:
    if until % 24 == first:
        return
    inside = department(Rule("x", hours=(first, until)), hour=hour) == "x"
    outside = department(Rule("x", hours=(until % 24, first or 24)), hour=hour) == "x"
    assert inside is not outside
