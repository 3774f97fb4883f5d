"""What a raw update becomes before anybody looks into it: its number, its chat; and then what it says."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram import translate
from bot.channels.telegram.application import GREATEST_ID, received
from bot.channels.telegram.payload import Signer
from bot.channels.telegram.translate import FORGED, chat_of
from bot.domain.messages import (
    ChatKind,
    Choice,
    Command,
    Contact,
    Content,
    Inbound,
    Media,
    MediaRef,
    Other,
    Place,
    Presence,
    Pressed,
    Text,
)

SIGNER = Signer.for_token("424242:sandbox")
NOON = datetime(2026, 3, 10, 4, tzinfo=UTC)
CHAT = {"id": 101, "type": "private"}
PERSON = {"id": 101, "is_bot": False, "first_name": "王"}
FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = [{**FILE, "file_id": size, "width": 9, "height": 9} for size in ("small", "large")]
SPOT = {"latitude": 1.5, "longitude": 2.5}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["update_id", "message", "edited_message", "callback_query", "my_chat_member", "chat", "from", "id"]
)
NEARLY = st.dictionaries(KEYS, ANYTHING | st.dictionaries(KEYS, ANYTHING | st.dictionaries(KEYS, ANYTHING)))


@given(ANYTHING | NEARLY)
def test_whatever_comes_can_be_kept(raw: object) -> None:
    """As text that a store takes, under a number that is its own, with a chat that can be read or none."""
    row = received(raw)
    row.raw.encode()
    row.chat.encode()
    json.loads(row.raw)
    assert -GREATEST_ID < row.update_id < GREATEST_ID
    assert received(raw) == row


@pytest.mark.parametrize("number", ["17", 1.5, -5, True, None, GREATEST_ID, 10**30, [1]])
def test_what_bears_no_usable_number_gets_one_below_all_real_ones(number: object) -> None:
    assert received({"update_id": number}).update_id < 0
    assert received({"update_id": number}) != received({"update_id": number, "message": {}})


def heard(raw: dict[str, Any]) -> Inbound | None:
    return translate.to_inbound(raw, SIGNER, NOON, "chuishao_bot")


def message(**what: Any) -> dict[str, Any]:
    return {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": CHAT, "from": PERSON, **what}}


SAID: list[tuple[dict[str, Any], Content]] = [
    (message(text="灯坏了"), Text("灯坏了")),
    (message(text="/start c_1"), Command("start", "c_1")),
    (message(text="/Help@chuishao_bot"), Command("help")),
    (message(text="/help@other_bot"), Command("help")),
    (message(text="/report\n3号楼 灯坏了"), Command("report", "3号楼 灯坏了")),
    (message(text="/"), Command("")),
    (message(photo=PHOTO, caption="看"), Media((MediaRef("photo", "large", "u"),), "看")),
    (message(photo=PHOTO, media_group_id="9"), Media((MediaRef("photo", "large", "u"),), "", "9")),
    (message(voice={**FILE, "duration": 1}), Media((MediaRef("voice", "f", "u"),))),
    (message(location=SPOT), Place(1.5, 2.5)),
    (message(venue={"location": SPOT, "title": "超市", "address": ""}, location=SPOT), Place(1.5, 2.5, "超市")),
    (message(contact={"phone_number": "1", "first_name": "x", "user_id": 101}), Contact("1", own=True)),
    (message(contact={"phone_number": "1", "first_name": "x", "user_id": 102}), Contact("1", own=False)),
    (message(contact={"phone_number": "1", "first_name": "x"}), Contact("1", own=False)),
    (message(dice={"emoji": "🎲", "value": 3}), Other("dice")),
    (message(document=FILE), Other("document")),
    (message(document={**FILE, "mime_type": "image/png"}), Media((MediaRef("document", "f", "u"),))),
    (message(document=FILE, caption="电梯坏了"), Text("电梯坏了", under="document")),
    (message(paid_media={}, caption="电梯坏了"), Text("电梯坏了", under="unknown")),
    (message(checklist={"title": "x"}), Other("unknown")),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "content"), SAID)
def test_what_a_message_says(raw: dict[str, Any], content: Content) -> None:
    inbound = heard(raw)
    assert inbound
    assert inbound.content == content
    assert (inbound.key, inbound.chat, inbound.chat_kind) == ("101", "101", ChatKind.PRIVATE)
    assert not inbound.edited


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5))
def test_a_number_is_ones_own_only_where_the_platform_vouches_for_it(user_id: object) -> None:
    """Passed on, typed in by hand or forged: never."""
    inbound = heard(message(contact={"phone_number": "1", "first_name": "x", "user_id": user_id}))
    if inbound and isinstance(inbound.content, Contact):
        assert inbound.content.own == (type(user_id) is int and user_id == PERSON["id"])


def test_an_edited_message_is_known_as_one() -> None:
    raw = {"update_id": 5, "edited_message": message(text="x")["message"]}
    inbound = heard(raw)
    assert inbound
    assert inbound.edited


def test_what_was_passed_on_is_read_as_if_they_said_it() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "李", "date": 1}
    for said in ({"text": "x"}, {"photo": PHOTO}):
        assert heard(message(**said, forward_origin=origin)) == heard(message(**said))


GROUP = {"id": -5, "type": "supergroup", "title": "群"}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("/help@other_bot", None),
        ("/start@other_bot c_1", None),
        ("/help@other_bot\n大家看", None),
        ("/help@CHUISHAO_bot", Command("help")),
        ("/start@chuishao_bot c_1", Command("start", "c_1")),
        ("/help", Command("help")),
        ("/help@", Command("help")),
        ("/help 问 @other_bot", Command("help", "问 @other_bot")),
        ("@other_bot 大家好", Text("@other_bot 大家好")),
    ],
)
def test_a_command_in_a_group_is_ours_unless_it_names_another_bot(text: str, content: Content | None) -> None:
    inbound = heard(message(text=text, chat=GROUP))
    assert (inbound.content if inbound else None) == content


@pytest.mark.parametrize("said", [message(pinned_message={}), message(write_access_allowed={})])
def test_what_telegram_itself_writes_is_passed_over(said: dict[str, Any]) -> None:
    assert heard(said) is None


def test_a_live_location_is_one_pin() -> None:
    moved = {"update_id": 6, "edited_message": message(location=SPOT)["message"]}
    assert heard(moved) is None


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_where_others_read_along_is_a_group(kind: str) -> None:
    raw = message(text="x", chat={"id": -5, "type": kind, "title": "群"})
    inbound = heard(raw)
    assert inbound
    assert (inbound.chat_kind, inbound.chat, inbound.key) == (ChatKind.GROUP, "-5", "101")


def press(data: str | None) -> dict[str, Any]:
    query = {"id": "77", "from": PERSON, "chat_instance": "1", "data": data, "message": message(text="x")["message"]}
    return {"update_id": 5, "callback_query": {key: value for key, value in query.items() if value is not None}}


def test_a_press_is_what_was_sealed_for_that_chat() -> None:
    sealed = SIGNER.seal(Choice("accept", "t1", 3), "101")
    inbound = heard(press(sealed))
    assert inbound
    assert inbound.content == Pressed("accept", "t1", 3, "77")


@pytest.mark.parametrize("data", ["", None, "x", SIGNER.seal(Choice("accept", "t1", 3), "102")])
def test_any_other_press_is_forged_and_still_answered(data: str | None) -> None:
    inbound = heard(press(data))
    assert inbound
    assert inbound.content == Pressed(FORGED, "", 0, "77")


def test_a_button_of_a_message_that_is_gone_is_still_a_press() -> None:
    """Of such a message Telegram tells no more than where it was, and the date 0."""
    raw = press(SIGNER.seal(Choice("accept", "t1", 3), "101"))
    raw["callback_query"]["message"] = {"chat": CHAT, "message_id": 1, "date": 0}
    inbound = heard(raw)
    assert inbound
    assert (inbound.content, inbound.at) == (Pressed("accept", "t1", 3, "77"), NOON)


@pytest.mark.parametrize(("status", "here"), [("kicked", False), ("left", False), ("member", True)])
def test_blocking_and_coming_back(status: str, here: bool) -> None:  # noqa: FBT001
    member = {"user": {"id": 1, "is_bot": True, "first_name": "b"}, "status": status, "until_date": 0}
    change = {"chat": CHAT, "from": PERSON, "date": 1, "old_chat_member": member, "new_chat_member": member}
    inbound = heard({"update_id": 5, "my_chat_member": change})
    assert inbound
    assert inbound.content == Presence(here=here)


def test_messages_and_presses_of_a_person_keep_one_order() -> None:
    assert chat_of(message(text="x")) == chat_of(press("x")) == "101"
    assert chat_of({"channel_post": {"chat": {"id": -7}}}) == "-7"
    assert chat_of({"callback_query": {"from": 5}}) == chat_of({"poll": {}}) == ""
