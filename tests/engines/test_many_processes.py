"""One installation of many processes on PostgreSQL: killed at random, nothing is lost, doubled or out of order."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.pace import Window
from bot.domain.sharing import PARTS
from tests.engines.place import CHATS, EACH, HELD, MEMBERS, ROLES, WAITING, Place, placed, say
from tests.engines.server import Server

pytestmark = pytest.mark.postgres


@pytest.fixture
async def place(
    request: pytest.FixtureRequest, server: Server, postgres_town: str, tmp_path: Path
) -> AsyncIterator[Place]:
    pace, burst = getattr(request, "param", (1000, 20))
    async with placed(server, postgres_town, tmp_path, pace, burst) as place:
        yield place


async def test_killed_at_random_everything_is_answered_once_and_in_order(place: Place) -> None:
    await asyncio.gather(*(place.all.start(name, *own) for name, own in ROLES.items()))
    await place.until(MEMBERS, len(ROLES))
    saying = asyncio.create_task(say(place, 20))
    dice, kills = random.Random(7), 0
    while not saying.done():
        await asyncio.sleep(dice.uniform(1, 4))
        name = dice.choice(sorted(ROLES))
        await place.all.processes[name].kill()
        kills += name == "sender"
        await place.all.start(name, *ROLES[name])
    await saying
    async with asyncio.timeout(60):
        while await place.client.pending():
            await asyncio.sleep(0.1)
    await place.until(WAITING, 0)
    place.all.check_alive()
    answers = await place.answers()
    for chat, heard in answers.items():
        once = [lines for at, lines in enumerate(heard) if at == 0 or heard[at - 1] != lines]
        assert once == list(range(1, EACH + 1)), (chat, heard)
        assert len(heard) - len(once) <= kills, "doubled, though no send can have lost its answer"
    assert await place.count("SELECT count(*) FROM inbox WHERE state = 'poison'") == 0


async def test_a_standby_takes_over_when_the_active_one_ends_or_dies(place: Place) -> None:
    first = await place.all.start("first", "intake", "clock")
    await place.until(HELD.format("clock"), 1)
    await place.all.start("second", "intake", "clock", "worker", "sender")
    await place.until(MEMBERS, 6)
    owner = "SELECT count(*) FROM lease l JOIN member m ON m.job = l.job AND m.owner = l.owner WHERE l.job = 'intake'"
    assert await place.count(owner) == 1
    await place.client.phone(9001).say("/help")
    assert "怎么用" in (await place.client.phone(9001).next(timeout=30))["message"]["text"]
    assert await first.stop() == 0
    await place.until(MEMBERS, 4)
    await place.client.phone(9001).say("/help")
    assert "怎么用" in (await place.client.phone(9001).next(timeout=30))["message"]["text"]
    third = await place.all.start("third", "intake", "clock")
    await place.until(MEMBERS, 6)
    await place.all.processes["second"].kill()
    await place.until(MEMBERS, 2, seconds=30)
    await place.client.phone(9001).say("/help")
    fourth = await place.all.start("fourth", "worker", "sender")
    await fourth.until("share_taken", 2)
    assert "怎么用" in (await place.client.phone(9001).next(timeout=30))["message"]["text"]
    assert "Traceback" not in third.words()


@pytest.mark.parametrize("place", [(20, 5)], indirect=True)
async def test_two_senders_never_send_faster_than_one_may(place: Place) -> None:
    await asyncio.gather(
        place.all.start("one", "sender", "intake", "worker", "clock"), place.all.start("two", "sender", "worker")
    )
    await place.until(HELD.format("sender"), 2)
    await say(place, 4)
    await place.all.processes["two"].stop()  # what it may send goes over to the other
    await place.until(WAITING, 0, seconds=120)
    calls = await place.client.calls("sendMessage")
    # By day those at the desks also hear of their rounds.
    assert sum(int(call["parameters"]["chat_id"]) in CHATS for call in calls) == len(CHATS) * EACH
    times = sorted(call["at"] for call in calls)
    window = Window(20, 1.0)
    for at in times:
        assert window.free_at() <= at + 0.02, "more than twenty in a second"
        window.take(at)
    print(f"{len(times) / (times[-1] - times[0]):.1f} of 20 a second")
    for name in ("one", "two"):
        assert "settled" in place.all.processes[name].words()


@pytest.mark.parametrize("roles", [("all",), ("intake", "worker", "sender", "clock")], ids=["together", "apart"])
async def test_what_it_costs_to_look_instead_of_being_woken(place: Place, roles: tuple[str, ...]) -> None:
    """From what is said to what is heard, with everything in one process and with a process for each role."""
    await asyncio.gather(*(place.all.start(role, role) for role in roles))
    await place.until("SELECT count(*) FROM lease WHERE owner <> ''", sum(PARTS.values()))
    phone, took = place.client.phone(9001), []
    for _ in range(15):
        began = time.monotonic()
        await phone.say("/help")
        await phone.next(timeout=60)
        took.append(time.monotonic() - began)
        await asyncio.sleep(0.3)
    took.sort()
    print(f"{len(roles)} processes: half within {took[7] * 1000:.0f} ms, the slowest {took[-1] * 1000:.0f} ms")
