"""Things going wrong on demand, Telegram's pace, and the rest of the control side."""

import time
from datetime import timedelta

import pytest
from conftest import Call
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from sandbox.client import Phone, SandboxClient, SandboxError
from sandbox.clock import Clock
from sandbox.errors import TooManyRequests
from sandbox.limits import Limits


async def test_too_many_requests_says_when_to_come_back(bot: Bot, phone: Phone, client: SandboxClient) -> None:
    await client.faults({"kind": "429", "method": "sendMessage", "retry_after": 3, "times": 1})
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(phone.id, "x")
    assert caught.value.retry_after == timedelta(seconds=3)
    assert await bot.send_message(phone.id, "x")


@pytest.mark.parametrize("kind", ["500", "502", "reset"])
async def test_failures_before_anything_was_accepted(bot: Bot, phone: Phone, client: SandboxClient, kind: str) -> None:
    await client.faults({"kind": kind, "method": "send*", "times": 1})
    with pytest.raises(NetworkError):
        await bot.send_message(phone.id, "x")
    assert await phone.unread() == []
    assert (await client.calls("sendMessage"))[0]["outcome"] == kind


async def test_a_timeout_may_have_been_delivered(bot: Bot, phone: Phone, client: SandboxClient) -> None:
    await client.faults({"kind": "timeout", "method": "sendMessage", "times": 1})
    with pytest.raises(NetworkError):
        await bot.send_message(phone.id, "到了吗")
    assert (await phone.next())["message"]["text"] == "到了吗"
    call = (await client.calls("sendMessage"))[0]
    assert (call["outcome"], call["message_id"]) == ("timeout", (await phone.chat())["messages"][-1]["message_id"])


async def test_a_hanging_call_is_not_accepted(bot: Bot, phone: Phone, client: SandboxClient) -> None:
    await client.faults({"kind": "hang", "method": "sendMessage", "times": 1})
    with pytest.raises(TimedOut):
        await bot.send_message(phone.id, "x", read_timeout=0.1)
    assert await phone.unread() == []


async def test_a_fault_hits_its_chat_and_method_only(call: Call, phone: Phone, client: SandboxClient) -> None:
    await client.phone(2001).scan()
    await client.faults({"kind": "403", "method": "send*", "chat_id": 2001})
    assert (await call("sendMessage", chat_id=1001, text="x"))["ok"]
    assert (await call("getMe"))["ok"]
    answer = await call("sendLocation", chat_id=2001, latitude=1, longitude=1)
    assert answer["description"] == "Forbidden: bot was blocked by the user"
    await client.faults()
    assert (await call("sendMessage", chat_id=2001, text="x"))["ok"]


async def test_chance_repeats_with_its_seed(call: Call, phone: Phone, client: SandboxClient) -> None:
    await client.faults({"kind": "500", "probability": 0.5})
    runs = []
    for _ in range(2):
        await client.ask("POST", "/control/seed", json={"seed": 7})
        runs.append([(await call("getMe"))["ok"] for _ in range(20)])
    assert runs[0] == runs[1]
    assert len(set(runs[0])) == 2


@pytest.mark.parametrize("fault", [{"kind": "418"}, {"kind": "500", "chance": 1}, "500"])
async def test_faults_that_are_none(client: SandboxClient, fault: object) -> None:
    with pytest.raises(SandboxError, match="400"):
        await client.ask("POST", "/control/faults", json=[fault])


async def test_calls_are_logged_with_what_they_bore(call: Call, phone: Phone, client: SandboxClient) -> None:
    began = time.time()
    sent = (await call("sendMessage", chat_id=phone.id, text="一", disable_notification=True))["result"]
    await call("sendMessage", chat_id=4040, text="二")
    first, second = await client.calls("sendmessage")
    assert first == {
        "n": 1,
        "method": "sendMessage",
        "chat_id": phone.id,
        "at": pytest.approx(began, abs=5),
        "outcome": "ok",
        "message_id": sent["message_id"],
        "parameters": {"chat_id": phone.id, "text": "一", "disable_notification": True},
    }
    assert second["outcome"] == "400"
    assert "message_id" not in second
    assert [logged["n"] for logged in await client.calls(after=1)] == [2]


async def test_reset_forgets_all_but_the_people(call: Call, phone: Phone, client: SandboxClient) -> None:
    await client.faults({"kind": "500"})
    await client.reset()
    assert (await phone.chat())["messages"] == []
    assert (await client.pending(), await client.calls()) == (0, [])
    assert [person["id"] for person in await client.people()] == [1001, 2001]
    assert (await call("sendMessage", chat_id=1001, text="x"))["error_code"] == 403


class StillClock(Clock):
    """Moves only when told to."""

    def now(self) -> float:
        return self.ahead


def waits(limits: Limits, *chat_ids: int) -> list[int]:
    """For a message to each chat in turn, the seconds to wait; 0 for one that may go."""
    seconds = []
    for chat_id in chat_ids:
        try:
            limits.take(chat_id)
            seconds.append(0)
        except TooManyRequests as refusal:
            seconds.append(refusal.retry_after)
    return seconds


def test_a_person_gets_one_a_second_after_a_few() -> None:
    clock = StillClock()
    limits = Limits(clock)
    assert waits(limits, *[1001] * 6) == [0, 0, 0, 0, 0, 1]
    clock.advance(1)
    assert waits(limits, 1001, 1001, 2001) == [0, 1, 0]


def test_a_group_gets_twenty_a_minute() -> None:
    assert waits(Limits(StillClock()), *[-5] * 21) == [0] * 20 + [3]


def test_thirty_a_second_in_all() -> None:
    clock = StillClock()
    limits = Limits(clock)
    assert waits(limits, *range(1, 32)) == [0] * 30 + [1]
    clock.advance(0.5)
    assert waits(limits, *range(100, 116)) == [0] * 15 + [1]


def test_an_album_counts_each_of_its_messages() -> None:
    limits = Limits(StillClock())
    limits.take(-5, 10)
    limits.take(-5, 10)
    with pytest.raises(TooManyRequests):
        limits.take(-5)


@pytest.mark.parametrize("limits", [True])
async def test_the_pace_is_kept_over_http(call: Call, phone: Phone) -> None:
    answers = [await call("sendMessage", chat_id=phone.id, text="x") for _ in range(12)]
    refused = next(answer for answer in answers if not answer["ok"])
    assert refused == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
