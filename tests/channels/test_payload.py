"""What stands behind a button comes back as it was sealed, or not at all; and it always fits."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.channels.telegram.payload import MOST_BYTES, Signer
from bot.config import Settings, load_settings
from bot.config.directory import Category
from bot.config.loading import packaged_path
from bot.demo.district import load_district
from bot.domain.errors import ForgedPayload
from bot.domain.ids import ALPHABET, new_id
from bot.domain.messages import Choice
from bot.domain.people import Role
from bot.handlers.routes import ROUTES
from bot.texts.buttons import BUTTONS

SIGNER = Signer.for_token("424242:sandbox")
IDS = st.text(ALPHABET, min_size=13, max_size=13)
CHOICES = st.builds(Choice, st.sampled_from(sorted(BUTTONS)), IDS, st.integers(0, 10**6))
CHATS = st.integers(-(2**40), 2**40).map(str)
# Those without a word of their own bear the name of what they choose.
NAMED_BY_WHAT_THEY_CHOOSE = {
    # Reports, and homes.
    "cat", "home", "usual", "unhome", "answer", "attach", "join", "mine",
    # Broadcasts.
    "till", "for_unit", "send", "house",
    # Steps at a desk, patrols, settings.
    "look", "deed", "quiet", "round", "round_photos", "pv_yes",
    # Goods, shops and orders.
    "shop_at", "want", "pickup", "ware",
    # 公示, posts, who may see what, 职责.
    "bd_one", "bd_role", "bd_as", "inv_unit", "inv_over", "resign", "resp", "rights", "rt_post", "rt_who",
    # Volunteers.
    "vwhere", "vset", "vput", "vflip", "vteam", "vyes", "vwhy", "vfile", "vdesk", "vfind", "vask", "vgroup", "vlead",
    "vnamed",
    # Points.
    "pts_span", "pts_cert", "pts_red_year", "pts_appraise", "pts_houses", "pts_people", "pts_of", "pts_undo",
    "pts_pick", "pts_tick", "pts_picked", "pts_matter", "pts_dim",
    # Wishes.
    "w_at", "w_mine", "w_pool", "w_show", "w_sort", "w_why_hand_back", "w_why_not_yet", "w_why_reject",
    # Activities.
    "act", "act_unit", "act_day", "act_hour", "act_num", "act_kind", "act_fix", "act_why", "act_tick",
}  # fmt: skip


@given(CHOICES, CHATS)
def test_it_comes_back_as_it_was_sealed(choice: Choice, chat: str) -> None:
    data = SIGNER.seal(choice, chat)
    assert len(data.encode()) <= MOST_BYTES
    assert SIGNER.open(data, chat) == (choice.what, choice.which, choice.version)


@given(CHOICES, CHATS, st.data())
def test_any_change_is_refused(choice: Choice, chat: str, data: st.DataObject) -> None:
    """A mark replaced, put in, taken out; cut at either end; or anything else at all."""
    sealed = SIGNER.seal(choice, chat)
    at = data.draw(st.integers(0, len(sealed) - 1))
    mark = data.draw(st.characters(codec="utf-8"))
    forged = data.draw(
        st.sampled_from(
            [
                sealed[:at] + mark + sealed[at + 1 :],
                sealed[:at] + mark + sealed[at:],
                sealed[:at] + sealed[at + 1 :],
                sealed[:at],
                sealed[at + 1 :],
                sealed.upper(),
                sealed * 2,
            ]
        )
    )
    assume(forged != sealed)
    with pytest.raises(ForgedPayload):
        SIGNER.open(forged, chat)


@given(st.text(max_size=80), CHATS)
def test_what_we_never_sealed_is_refused(data: str, chat: str) -> None:
    with pytest.raises(ForgedPayload):
        SIGNER.open(data, chat)


@given(CHOICES, CHATS, CHATS)
def test_another_chats_button_is_refused(choice: Choice, chat: str, other: str) -> None:
    assume(chat != other)
    with pytest.raises(ForgedPayload):
        SIGNER.open(SIGNER.seal(choice, chat), other)


@given(CHOICES, CHATS)
def test_another_bots_button_is_refused(choice: Choice, chat: str) -> None:
    with pytest.raises(ForgedPayload):
        SIGNER.open(Signer.for_token("424242:other").seal(choice, chat), chat)


def test_one_that_would_not_fit_is_a_bug_that_is_said() -> None:
    with pytest.raises(ValueError, match="longer than 64 bytes"):
        SIGNER.seal(Choice("cat", "x" * 60), "1")


@pytest.fixture(scope="module")
def packaged() -> Settings:
    return load_settings(packaged_path())


# A draft whose card was redrawn a thousand times.
OFTEN = 36**2


def test_every_category_fits_on_a_button(packaged: Settings) -> None:
    for category in packaged.categories:
        SIGNER.seal(Choice("cat", f"{new_id()}~{category.name}", OFTEN), "-1001234567890")


def test_the_longest_category_that_settings_allow_fits_on_a_button(packaged: Settings) -> None:
    facts = packaged.categories[0].model_dump() | {"name": "长" * 11}
    SIGNER.seal(Choice("cat", f"{new_id()}~{Category(**facts).name}", OFTEN), "-1001234567890")
    with pytest.raises(ValidationError, match="at most 33 bytes"):
        Category(**facts | {"name": "长" * 12})


def test_every_compound_fits_on_a_button() -> None:
    for unit in load_district().units:
        SIGNER.seal(Choice("home", f"{new_id()}~{unit.id}", OFTEN), "-1001234567890")
        SIGNER.seal(Choice("where_to", f"{new_id()}~{unit.id}~10", OFTEN), "-1001234567890")
        for role in Role:
            SIGNER.seal(Choice("inv_unit", f"{role}/{unit.id}", 99), "1234567890")
            SIGNER.seal(Choice("resign_yes", f"{role}/{unit.id}"), "1234567890")
            SIGNER.seal(Choice("resp", f"{role}~{unit.id}", 99), "1234567890")


def test_every_button_that_does_something_has_words_and_somebody_who_answers_it() -> None:
    answered = {route.pressed for route in ROUTES if route.pressed}
    assert answered - NAMED_BY_WHAT_THEY_CHOOSE == set(BUTTONS)


def test_every_button_of_volunteers_fits() -> None:
    """The longest skill and team that settings allow, in every compound of the demo."""
    skill, team = "长" * 8, "t" * 12
    here = {"vfind": skill, "vgroup": team, "vlead": team, "vthank": team, "volder": "99"}
    for unit in load_district().units:
        for what, behind in here.items():
            SIGNER.seal(Choice(what, f"{unit.id}~{behind}"), "-1001234567890")
    of_somebody = {"vask": f"{new_id()}~{skill}", "vnamed": f"{team}~{new_id()}", "vflip": f"languages~+{skill}"}
    for what, which in of_somebody.items():
        SIGNER.seal(Choice(what, which), "-1001234567890")
    SIGNER.seal(Choice("vwhy", f"{new_id()}~9", OFTEN), "-1001234567890")


def test_ten_thousand_forged_or_replayed_are_accepted_never() -> None:
    """Guessed, changed by one mark, taken to another chat, sealed by another bot, with a button of more rights."""
    dice, mine, chat = random.Random(7), [], "1001"
    roles = [f"{role}/c_cuihu" for role in Role]
    for _ in range(500):
        choice = Choice(dice.choice(("inv_yes", "inv_unit", "uninvite", "do_accept")), new_id(), dice.randrange(99))
        mine.append((choice, SIGNER.seal(choice, chat)))
    other, marks = Signer.for_token("424242:other"), "0123456789abcdefghijklmnopqrstuvwxyzABC-_:/~"
    accepted = 0
    for at in range(10_000):
        choice, sealed = mine[at % len(mine)]
        body, _, seal = sealed.rpartition(":")
        place = dice.randrange(len(sealed))
        forged = (
            (sealed, str(dice.randrange(2000, 3000))),
            (other.seal(choice, chat), chat),
            (sealed[:place] + dice.choice(marks) + sealed[place + 1 :], chat),
            (f"{body}:{''.join(dice.choices(marks, k=8))}", chat),
            (f"inv_unit:{dice.choice(roles)}:0:{seal}", chat),
        )[at % 5]
        try:
            SIGNER.open(*forged)
        except ForgedPayload:
            continue
        accepted += forged != (sealed, chat)
    assert accepted == 0
