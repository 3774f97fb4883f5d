"""Whatever a method is called with, it answers or refuses; it never breaks."""

import asyncio
import contextlib
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Call
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox import Sandbox
from sandbox.chats import Person
from sandbox.client import Phone, SandboxClient, SandboxError
from sandbox.errors import ApiError
from sandbox.methods import METHODS
from sandbox.params import Params
from sandbox.wire import dumps
from sandbox.world import World

JSON_BODY = {"Content-Type": "application/json"}
NAMES = """
    chat_id from_chat_id message_id message_ids text caption entities caption_entities parse_mode
    reply_markup reply_parameters reply_to_message_id media photo document voice latitude longitude title
    phone_number first_name action commands scope language_code description menu_button callback_query_id
    file_id offset limit allowed_updates url secret_token max_connections
"""
KEYS = """
    inline_keyboard keyboard force_reply remove_keyboard text callback_data url web_app copy_text type offset
    length message_id media chat_id command description quote user custom_emoji_id
"""
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, -1, 1001, 2**63, 0.5]),
    st.sampled_from(["", "x", "1001", "<b>x", "<a href=1>y</a>", "*_x_*", "[x](", "HTML", "MarkdownV2", "Markdown"]),
    st.sampled_from(["photo", "chat", "bold", "text_link", "[", "{}", "attach://x", "http://x", "👍/x"]),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=4),
    max_leaves=8,
)
SOME_CHAT = st.fixed_dictionaries({"chat_id": st.just(1001), "message_id": st.sampled_from([1, 2])})
PARAMETERS = st.one_of(
    st.dictionaries(st.sampled_from(NAMES.split()), VALUES, max_size=5),
    st.builds(lambda fixed, more: fixed | more, SOME_CHAT, st.dictionaries(st.sampled_from(NAMES.split()[4:]), VALUES)),
)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """One loop for all examples; a loop for each would take most of the time."""
    with asyncio.Runner() as runner:
        yield runner


def world() -> World:
    """A chat with a message from either side, numbered 1 and 2."""
    world = World("1:x", 0, limits=False, in_order=False)
    world.settle(Person(1001, "王阿姨"))
    chat = world.chats[1001]
    chat.started, chat.last_message_id = True, 0
    world.post(chat, {"text": "我"}, sender=chat.user)
    world.post(chat, {"text": "你"})
    return world


async def run(name: str, parameters: dict[str, Any]) -> None:
    here = world()
    with contextlib.suppress(ApiError):
        outcome = METHODS[name](here, Params(parameters))
        if inspect.isawaitable(outcome):
            await outcome
    await here.close()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from([name for name in METHODS if name != "setWebhook"]), parameters=PARAMETERS)
def test_methods_answer_or_refuse(runner: asyncio.Runner, name: str, parameters: dict[str, Any]) -> None:
    runner.run(run(name, parameters | ({"timeout": 0} if name == "getUpdates" else {})))


@settings(max_examples=50, deadline=None)
@given(parameters=PARAMETERS)
def test_as_text_of_a_form_too(runner: asyncio.Runner, parameters: dict[str, Any]) -> None:
    """In a form every value is text, objects as JSON."""
    sent = {name: value if isinstance(value, str) else dumps(value) for name, value in parameters.items()}
    for name in ("sendMessage", "sendMediaGroup", "editMessageText", "setMyCommands", "copyMessage"):
        runner.run(run(name, sent))


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", {"chat_id": [], "text": {}}),
        ("sendMessage", {"chat_id": 1001, "text": "x", "reply_parameters": {"message_id": []}}),
        ("sendMessage", {"chat_id": 1001, "text": "x", "entities": True}),
        ("sendMessage", {"chat_id": 1001, "text": "x", "entities": [{"type": []}]}),
        ("sendMediaGroup", {"chat_id": 1001, "media": [{"type": {}}]}),
        ("sendMediaGroup", {"chat_id": 1001, "media": [3]}),
        ("setMyCommands", {"commands": [], "scope": {"type": []}}),
        ("setMyCommands", {"commands": [[]]}),
        ("setChatMenuButton", {"menu_button": {"type": []}}),
        ("deleteMessages", {"chat_id": 1001, "message_ids": [[], None]}),
        ("getUpdates", {"offset": [], "limit": {}, "allowed_updates": 3}),
    ],
)
async def test_odd_shapes(method: str, parameters: dict[str, Any]) -> None:
    await run(method, parameters)


async def test_half_characters_are_kept_out(sandbox: Sandbox, phone: Phone, client: SandboxClient) -> None:
    """JSON can write them and UTF-8 cannot: one that came in could never be sent on."""
    message = (await phone.chat())["messages"][0]["message_id"]
    body = f'{{"chat_id":1001,"text":"\\ud800","data":"\\ud800","message_id":{message},"id":7,"first_name":"\\ud800"}}'
    for path in (f"/bot{sandbox.token}/sendMessage", "/people/1001/send", "/people/1001/press", "/people"):
        with pytest.raises(SandboxError, match="400"):
            await client.ask("POST", path, data=body, headers=JSON_BODY)


async def test_raw_updates_may_hold_half_characters(call: Call, client: SandboxClient) -> None:
    await client.ask("POST", "/control/updates", data=r'[{"odd":"\ud800"},"{\"odd\":\"\ud800\"}"]', headers=JSON_BODY)
    assert [update["odd"] for update in (await call("getUpdates"))["result"]] == ["\ud800"] * 2
