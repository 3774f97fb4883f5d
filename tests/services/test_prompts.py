"""Every prompt survives the store and words itself; questions are short enough to be read at a glance."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.domain.messages import Prompt
from bot.domain.people import Role
from bot.domain.tickets import Severity, TicketState
from bot.handlers.menu import menu_for
from bot.texts import words
from bot.texts.buttons import BUTTONS
from bot.texts.catalogue import facts_of, prompt_of, prompts

STATES = st.sampled_from(TicketState)
# By the name of a fact, where its type alone does not say what it may be.
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "state": STATES,
    "severity": st.sampled_from(Severity),
    "kind": st.sampled_from([*words.MESSAGE_KINDS, "unheard_of"]),
    "because": st.lists(st.text(max_size=8), max_size=3).map(tuple),
    "commands": st.just(menu_for(Role)),
    "numbers": st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=4).map(tuple),
    "people": st.lists(
        st.tuples(st.text(max_size=8), st.sampled_from(Role), st.text(max_size=80), st.text(max_size=40)), max_size=20
    ).map(tuple),
    "tickets": st.lists(st.tuples(st.text(max_size=8), STATES, st.text(max_size=2000)), max_size=10).map(tuple),
    "notices": st.lists(st.tuples(st.text(max_size=60), st.text(max_size=20)), max_size=5).map(tuple),
    "known": st.lists(
        st.tuples(st.text(max_size=8), st.text(max_size=8), st.text(max_size=20), STATES, st.text(max_size=8)),
        max_size=3,
    ).map(tuple),
}
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=2000),
    int: st.integers(0, 100),
    bool: st.booleans(),
}


def any_of(kind: type[Prompt]) -> st.SearchStrategy[Prompt]:
    assert is_dataclass(kind)
    return st.builds(
        kind,
        **{field.name: FACTS[field.name] if field.name in FACTS else BY_TYPE[field.type] for field in fields(kind)},
    )


ANY_PROMPT = st.one_of([any_of(kind) for kind in prompts().values()])


@given(ANY_PROMPT)
def test_a_prompt_comes_back_from_the_store_and_says_the_same(prompt: Prompt) -> None:
    stored = json.dumps(facts_of(prompt), ensure_ascii=False)
    again = prompt_of(type(prompt).__name__, json.loads(stored))
    assert again == prompt
    assert again.text() == prompt.text()


@pytest.mark.parametrize("kind", prompts().values(), ids=list(prompts()))
def test_each_words_itself(kind: type[Prompt]) -> None:
    """With the barest facts: at least one Chinese character, no code of ours, nothing left open."""
    said = barest(kind).text()
    assert any("一" <= mark <= "鿿" for mark in said)
    assert not any(code in said for code in ("None", "{", "}", "submitted", "TicketState", "Severity"))


def barest(kind: type[Prompt]) -> Prompt:
    bare = {str: "某某", int: 2, bool: True}
    given_facts = {
        "state": TicketState.SUBMITTED,
        "severity": Severity.DANGER,
        "because": ("灯",),
        "commands": menu_for(Role),
        "numbers": (("火警", "119"),),
        "people": (("", Role.SECRETARY, "某某", "0360-5550101"),),
        "tickets": (("0310-001", TicketState.ACCEPTED, "灯坏了"),),
        "notices": (("3月11日停水", "3月11日 17:00"),),
        "known": (("0310-001", "供排水", "3号楼", TicketState.ACCEPTED, "3月10日"),),
    }
    assert is_dataclass(kind)
    return kind(**{field.name: given_facts.get(field.name, bare.get(field.type)) for field in fields(kind)})  # type: ignore[arg-type,return-value]


# What is no question but a page to be read.
PAGES = {
    "PrivacyNotice",
    "Help",
    "Emergency",
    "EmergencyNumbers",
    "WhoIsWho",
    "Review",
    "Submitted",
    "DeskCard",
    "MyTickets",
    "OwnCard",
    "AcceptedNews",
    "Similar",
    "NoticeCheck",
    "NoticePublished",
    "Notices",
}
# With a compound's name in it, or what was typed.
NAME = 12


@pytest.mark.parametrize(
    "kind", [kind for name, kind in prompts().items() if name not in PAGES], ids=lambda k: k.__name__
)
def test_a_question_or_notice_is_short(kind: type[Prompt]) -> None:
    """At most 40 characters, as `bot.texts` promises; in one line."""
    said = barest(kind).text()
    assert len(said) <= 40
    assert "\n" not in said


def test_the_longest_pages_fit_into_one_message() -> None:
    settings = load_settings(packaged_path())
    longest = "长" * settings.report.max_words
    for kind in prompts().values():
        assert is_dataclass(kind)
        names = {field.name for field in fields(kind)}
        facts = facts_of(barest(kind)) | dict.fromkeys(names & {"words"}, longest)
        facts |= {"tickets": (("0310-001", TicketState.ACCEPTED, longest),) * 10} if "tickets" in names else {}
        assert len(kind(**facts).text()) <= 4096, kind.__name__


def test_words_on_buttons_are_short_enough_to_be_read() -> None:
    """Two of them side by side on a narrow phone."""
    assert all(1 <= len(word) <= 8 for word in BUTTONS.values())


def test_single_words_cover_their_codes() -> None:
    assert set(words.STATES) == set(TicketState)
    assert set(words.SEVERITIES) == set(Severity)
    assert set(words.OFFICES) >= set(load_settings(packaged_path()).alerts.levels)
