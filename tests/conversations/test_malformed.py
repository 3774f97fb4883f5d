"""What no platform should send: set aside where it cannot be read, seen by the operator, and its neighbours served."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.application import received
from bot.commands.inbox import show
from tests.conversations.stage import Stage
from tests.conversations.town import LI, WANG, Town

CHAT = {"id": WANG, "type": "private"}
PERSON = {"id": WANG, "is_bot": False, "first_name": "人"}
SAYING: dict[str, Any] = {"message_id": 7, "date": 1, "chat": CHAT, "from": PERSON, "text": "灯坏了"}
PRESSING: dict[str, Any] = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "x", "message": SAYING}

# What is set aside: nothing can be made of it.
UNREADABLE: dict[str, object] = {
    "no object at all": "[1, 2]",
    "a bare word": '"hello"',
    "a number": "17",
    "nothing": "null",
    "no update_id": '{"message": {"text": "x"}}',
    "update_id a word": '{"update_id": "17", "message": {}}',
    "update_id a fraction": '{"update_id": 1.5, "message": {}}',
    "update_id below zero": '{"update_id": -5, "message": {}}',
    "update_id enormous": f'{{"update_id": {2**61}, "message": "x"}}',
    "update_id true": '{"update_id": true, "message": {}}',
    "message a word": {"message": "hello"},
    "message a list": {"message": [1]},
    "no chat": {"message": {key: value for key, value in SAYING.items() if key != "chat"}},
    "chat a number": {"message": SAYING | {"chat": WANG}},
    "no date": {"message": {key: value for key, value in SAYING.items() if key != "date"}},
    "date beyond all calendars": {"message": SAYING | {"date": 10**18}},
    "text a number": {"message": SAYING | {"text": 5}},
    "text a list": {"message": SAYING | {"text": ["灯"]}},
    "photo a word": {"message": SAYING | {"photo": "x", "text": None}},
    "person a word": {"message": SAYING | {"from": "王"}},
    "data a number": {"callback_query": PRESSING | {"data": 5}},
}

# What is passed over: it is readable, and says nothing to us.
NOTHING_TO_US: dict[str, object] = {
    "an empty update": {},
    "a kind we never heard of": {"levitation": {"height": 3}},
    "a kind we did not ask for": {
        "message_reaction": {"chat": CHAT, "message_id": 1, "date": 1, "old_reaction": [], "new_reaction": []}
    },
    "nobody said it": {"message": {key: value for key, value in SAYING.items() if key != "from"}},
    "a press without a person": {"callback_query": {key: value for key, value in PRESSING.items() if key != "from"}},
    "a press on nothing": {"callback_query": {key: value for key, value in PRESSING.items() if key != "message"}},
    "somebody joined": {
        "message": {key: value for key, value in SAYING.items() if key != "text"} | {"new_chat_title": "x"}
    },
}


@pytest.fixture
def operator(town: Town, tmp_path: Path) -> Path:
    own = tmp_path / "config.toml"
    own.write_text(f'[database]\nurl = "{town.settings.database.url}"\n', "utf-8")
    return own


async def test_malformed_updates_are_set_aside_and_their_neighbours_served(
    town: Town, operator: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them at once, among what people say: each neighbour is answered, in its order."""
    stage, secret = Stage(town), "北京路9号的张三"
    for number, thing in enumerate(UNREADABLE.values()):
        await town.phone(WANG).say(f"第{number}句")
        await town.client.put_updates(thing)
    await town.client.put_updates({"message": SAYING | {"text": secret, "chat": secret}})
    await stage.story(
        "\n".join(
            f"王阿姨 hears 📝 {''.join(f'第{n}句⏎' for n in range(number))}第{number}句"
            for number in range(len(UNREADABLE))
        )
    )
    poisoned = await town.rows("SELECT update_id, error, raw FROM inbox WHERE state = 'poison'")
    assert len(poisoned) == len(UNREADABLE) + 1
    assert all(row["error"].startswith("unreadable: ") and secret not in row["error"] for row in poisoned)
    assert await town.count("SELECT count(*) FROM inbox WHERE state = 'waiting'") == 0
    await town.stop()
    await show(operator, retry=None, drop=None)
    listed = capsys.readouterr().out
    assert f"Quarantined updates: {len(poisoned)}" in listed
    assert all(str(row["update_id"]) in listed for row in poisoned)
    assert secret not in listed
    await town.start()


@pytest.mark.parametrize("thing", NOTHING_TO_US.values(), ids=list(NOTHING_TO_US))
async def test_what_says_nothing_to_us_is_done_with(town: Town, thing: object) -> None:
    await town.client.put_updates(thing)
    await Stage(town).story("王阿姨 says 灯坏了", "王阿姨 hears 📝 灯坏了")
    assert await town.rows("SELECT DISTINCT state, raw FROM inbox") == [{"state": "done", "raw": ""}]


async def test_an_answer_that_is_no_json_is_asked_for_again(town: Town) -> None:
    """One broken word spoils the whole page of updates; the neighbours come with the next."""
    await town.client.put_updates('{"update_id": broken')
    await Stage(town).story("王阿姨 says 灯坏了", "王阿姨 hears 📝 灯坏了")


async def test_half_a_character_and_bottomless_objects_stop_nothing(town: Town) -> None:
    deep: object = "x"
    for _ in range(200):
        deep = {"deeper": deep}
    await town.client.put_updates(
        '{"update_id": 900000000, "message": {"text": "\\ud83d", "chat": {"id": 101}, "date": 1}}',
        '{"nameless": "\\udc00"}',
        {"message": SAYING | {"unheard_of": deep}},
    )
    await Stage(town).story("王阿姨 hears 📝 灯坏了", "李叔 says 灯坏了", "李叔 hears 📝 灯坏了")
    assert await town.count("SELECT count(*) FROM inbox WHERE state = 'waiting'") == 0


async def test_the_same_update_twice_has_one_effect(town: Town) -> None:
    update = {"update_id": 900000000, "message": SAYING}
    await town.client.put_updates(update, update, update)
    await Stage(town).story("王阿姨 hears = 类别我拿不准 … 📝 灯坏了".replace("= ", ""))


FORGED = {
    "empty": "",
    "of another kind": "submit",
    "cut": "submit:abc:1",
    "with a seal that is none": "submit:abc:1:AAAAAAAA",
    "other marks": "提交:🔥:\u0000:\u202e",
    "longer than any": "x" * 5000,
    "with many colons": ":" * 64,
    "a version beyond all numbers": f"submit:abc:{'z' * 40}:AAAAAAAA",
}


@pytest.mark.parametrize("data", FORGED.values(), ids=list(FORGED))
async def test_forged_button_data_is_refused_kindly(town: Town, data: str) -> None:
    stage = Stage(town)
    await stage.story("王阿姨 says 垃圾没人收", "王阿姨 hears 📝 垃圾没人收")
    await town.phone(WANG).press_data(data, stage._last[WANG]["message_id"])
    await stage.story("王阿姨 is told 这个按钮不能用了。点左下角的菜单重新打开。", "王阿姨 hears 📝 垃圾没人收")
    assert await town.count("SELECT count(*) FROM ticket") == 0


async def test_a_sealed_button_that_was_changed_or_carried_elsewhere_is_refused(town: Town) -> None:
    stage = Stage(town)
    await stage.story(
        "王阿姨 says 垃圾没人收", "王阿姨 hears 📝 垃圾没人收", "李叔 says 路灯不亮", "李叔 hears 📝 路灯不亮"
    )
    _, data = stage._known(WANG, "✅ 提交")[-1]
    refused = "王阿姨 is told 这个按钮不能用了\n王阿姨 hears 📝 垃圾没人收"
    for changed in (data[:-1], data[1:], data.replace("submit", "cancel"), data.replace(":", "::", 1), data + "="):
        await town.phone(WANG).press_data(changed, stage._last[WANG]["message_id"])
        await stage.story(refused)
    await town.phone(LI).press_data(data, stage._last[LI]["message_id"])
    await stage.story("李叔 is told 这个按钮不能用了", "李叔 hears 📝 路灯不亮")
    assert await town.count("SELECT count(*) FROM ticket") == 0


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("灯\0坏了", "灯\1坏了"),
        ("\0", "\1"),
        ("\\u0000", "\\u0000"),
        ("\\\0", "\\\1"),
        ("\\\\\0\0", "\\\\\1\1"),
        ("\ud83d!", "?!"),
    ],
)
def test_what_no_store_can_keep_is_another_mark(said: str, kept: str) -> None:
    update = received({"update_id": 1, "message": {"chat": {"id": said}, "text": said}})
    assert update.chat == kept
    assert json.loads(update.raw)["message"]["text"] == kept


async def test_a_mark_that_no_store_can_keep_stops_nothing(town: Town) -> None:
    await town.client.put_updates({"message": SAYING | {"text": "灯\0坏了"}}, {"message": {"chat": {"id": "\0"}}})
    await Stage(town).story("王阿姨 hears 📝 灯坏了", "李叔 says 门禁坏了", "李叔 hears 📝 门禁坏了")
    assert await town.count("SELECT count(*) FROM inbox WHERE state = 'waiting'") == 0
