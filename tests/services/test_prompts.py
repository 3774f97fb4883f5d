"""Every prompt survives the store and words itself; questions are short enough to be read at a glance."""

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.domain.messages import Prompt
from bot.domain.people import Role
from bot.domain.tickets import Severity, TicketState
from bot.domain.volunteers import Fact
from bot.handlers.menu import menu_for
from bot.texts import words
from bot.texts.buttons import BUTTONS
from bot.texts.catalogue import MODULES, facts_of, prompt_of, prompts

# By the name of a fact, where its type alone does not say what it may be.
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "kind": st.sampled_from([*words.MESSAGE_KINDS, "unheard_of"]),
    "commands": st.just(menu_for(Role)),
    # What is looked at before a file is sent is no question.
    "fact": st.sampled_from([fact for fact in Fact if fact is not Fact.REVIEW]),
    "homes": st.lists(st.tuples(st.text(max_size=30), st.text(max_size=10)), min_size=1, max_size=5).map(tuple),
}
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=2000),
    int: st.integers(0, 100),
    bool: st.booleans(),
}


def any_of_type(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is tuple:
        first, *others = get_args(hint)
        if others == [...]:
            return st.lists(any_of_type(first), max_size=4).map(tuple)
        return st.tuples(*map(any_of_type, (first, *others)))
    return st.sampled_from(hint) if issubclass(hint, Enum) else BY_TYPE[hint]


def any_of(kind: type[Prompt]) -> st.SearchStrategy[Prompt]:
    return st.builds(
        kind,
        **{name: FACTS[name] if name in FACTS else any_of_type(hint) for name, hint in get_type_hints(kind).items()},
    )


ANY_PROMPT = st.one_of([any_of(kind) for kind in prompts().values()])


def test_no_two_prompts_bear_one_name() -> None:
    """A stored message is worded by the name of its prompt alone."""
    names = [
        name
        for module in MODULES
        for name, found in vars(module).items()
        if is_dataclass(found) and found.__module__ == module.__name__ and not name.startswith("_")
    ]
    assert sorted(names) == sorted(prompts())


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


BARE: dict[Any, Any] = {str: "某某", int: 2, bool: True}


def bare(hint: Any) -> Any:
    if get_origin(hint) is tuple:
        return tuple(bare(each) for each in get_args(hint) if each is not ...)
    return next(iter(hint)) if issubclass(hint, Enum) else BARE[hint]


def barest(kind: type[Prompt]) -> Prompt:
    told = {"commands": menu_for(Role), "severity": Severity.DANGER, "because": ("灯",), "numbers": (("火警", "119"),)}
    return kind(**{name: told[name] if name in told else bare(hint) for name, hint in get_type_hints(kind).items()})


# What is no question but a page to be read.
PAGES = {
    "Homes",
    "NoCompoundOfThatName",
    "SeveralOfThatName",
    "ShareYourNumber",
    "IsItYou",
    "Claimed",
    "ConfirmLink",
    "SomebodyReported",
    "AskFollowup",
    "AskSplit",
    "AskNewWords",
    "Joined",
    "EmergencyAgain",
    "Alarmed",
    "CalledOff",
    "Unfinished",
    "DeskSupplement",
    "PrivacyNotice",
    "WhatWeHold",
    "AndYourWords",
    "AskContact",
    "AskFact",
    "BeforeYouGo",
    "WithdrawWhat",
    "WhereToCorrect",
    "CannotGo",
    "Help",
    "AllHelp",
    "Emergency",
    "EmergencyNumbers",
    "WhoIsWho",
    "Board",
    "BoardEntry",
    "ResponsibilitiesOfPost",
    "ResponsibilitiesOfDepartment",
    "BoardPreview",
    "RightsOfUnit",
    "RightsOfPerson",
    "Review",
    "Submitted",
    "DeskCard",
    "MyTickets",
    "OwnCard",
    "News",
    "AskEvaluation",
    "Similar",
    "NoticePublished",
    "Broadcast",
    "BroadcastCheck",
    "BroadcastProgress",
    "SureItIsUrgent",
    "Notices",
    "Progress",
    "DeskList",
    "Morning",
    "Repeated",
    "Barred",
    "LimitMet",
    "LimitsToday",
    "Appeal",
    "ExtensionRequest",
    "Quiet",
    "RoundCard",
    "Rounds",
    "ShopFront",
    "AskRedeem",
    "OrderCard",
    "ShopDay",
    "GoodsCard",
    "HandOver",
    "ReviewFile",
    "FileWaits",
    "OwnFile",
    "FileForBranch",
    "VolunteersHere",
    "WhoCanCome",
    "TeamCard",
    "ThankYou",
    "PortraitShown",
    "PointsCard",
    "OlderPoints",
    "Ranking",
    "VolunteerPoints",
    "PointsGranted",
    "RedAccount",
    "CertificateValid",
    "PointsGiven",
    "PointsTakenBack",
    "AskWish",
    "AskWishContact",
    "AskWisher",
    "WishDraft",
    "AskAbout",
    "SureToWithdraw",
    "WishForReview",
    "WishInPool",
    "WishOfMine",
    "WishInHand",
    "WishToConfirm",
    "WishContact",
    "WishPool",
    "MyWishes",
    "ActivityCard",
    "ActivityNews",
    "ActivityDays",
    "ActivityCheck",
    "AskActivity",
    "ThanksForComing",
    "Overlaps",
    "ActivitiesAreForVolunteers",
    "WhoSignedUp",
    "Roll",
    "AttendanceConfirmed",
    "InvitationMade",
    "Invited",
    "WhoYouAre",
}


@pytest.mark.parametrize(
    "kind", [kind for name, kind in prompts().items() if name not in PAGES], ids=lambda k: k.__name__
)
def test_a_question_or_notice_is_short(kind: type[Prompt]) -> None:
    """At most 40 characters, as `bot.texts` promises; in one line."""
    said = barest(kind).text()
    assert len(said) <= 40
    assert "\n" not in said


@pytest.mark.parametrize("kind", prompts().values(), ids=list(prompts()))
def test_what_is_asked_on_a_page_is_short_too(kind: type[Prompt]) -> None:
    assert all(len(line) <= 40 for line in barest(kind).text().splitlines() if "？" in line)


def test_the_longest_pages_fit_into_one_message() -> None:
    settings = load_settings(packaged_path())
    longest = "长" * settings.report.max_words
    for kind in prompts().values():
        assert is_dataclass(kind)
        names = {field.name for field in fields(kind)}
        facts = facts_of(barest(kind)) | dict.fromkeys(names & {"words"}, longest)
        facts |= {"tickets": (("0310-001", TicketState.ACCEPTED, longest, True),) * 5} if "tickets" in names else {}
        assert len(kind(**facts).text()) <= 4096, kind.__name__


def test_words_on_buttons_are_short_enough_to_be_read() -> None:
    """Two of them side by side on a narrow phone, but for those that have a row to themselves."""
    alone = {"other"}
    assert all(1 <= len(word) <= (16 if what in alone else 8) for what, word in BUTTONS.items())


def test_single_words_cover_their_codes() -> None:
    assert set(words.STATES) == set(TicketState)
    assert set(words.SEVERITIES) == set(Severity)
    assert set(words.OFFICES) >= set(load_settings(packaged_path()).alerts.levels)
