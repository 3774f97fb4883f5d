"""A sender among others: only its own chats, in order, with its part of the pace; what it takes over begins slowly."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.channels.courier import Courier
from bot.channels.pace import Window
from bot.channels.sender import Sender
from bot.config.sections import Delivery
from bot.domain.sharing import Job, partition_of
from bot.services.crew import Share
from bot.storage import leases, outbox
from bot.storage.database import Database
from tests.channels.fakes import PLATFORM, FakeChannel, note, working
from tests.channels.office import QUICK, Unsteady, _write
from tests.conversations.town import morning

EVERY = dict.fromkeys(range(64), 1)
SLOW = QUICK.model_copy(update={"per_second": 32.0, "per_chat_burst": 20, "per_chat_per_second": 1000.0})


@asynccontextmanager
async def sending(
    store: Database, share: Share, channel: FakeChannel, delivery: Delivery = QUICK
) -> AsyncIterator[Sender]:
    courier = Courier(store, morning(), {PLATFORM: channel}, delivery, lambda _: None)  # type: ignore[dict-item]
    sender = Sender(courier, "me", share, shared=True)
    async with working(sender):
        yield sender


async def until(channel: FakeChannel, count: int, seconds: float = 8) -> None:
    async with asyncio.timeout(seconds):
        while len(channel.sent) < count:
            await asyncio.sleep(0.01)


async def test_what_comes_into_ones_share_is_read_before_anything_newer_leaves(store: Database) -> None:
    part, channel = partition_of(PLATFORM, "7"), FakeChannel()
    await store.write(leases.take_all, "other")
    await store.write(_write, [note("一", "7"), note("二", "7")], 0, "other")
    share = Share(Job.SENDER)
    async with sending(store, share, channel) as sender:
        await asyncio.sleep(0.1)
        assert channel.sent == []
        await store.write(leases.take_all, "me")
        share.held.update(EVERY)
        sender.offer(await store.write(_write, [note("三", "7")], 0, "me"))
        await until(channel, 3)
        assert channel.words_to("7") == ["一", "二", "三"]
        # Given away: what was handed over and what waits is the next one's.
        del share.held[part]
        sender.offer(await store.write(_write, [note("四", "7")], 0, "me"))
        await store.write(_write, [note("五", "8")], 0, None)
        await until(channel, 4)
        assert channel.words_to("7") == ["一", "二", "三"]
        assert sender.is_idle(part)


async def test_whoever_may_have_been_followed_sends_nothing(store: Database) -> None:
    channel = FakeChannel()
    await store.write(leases.take_all, "me")
    share = Share(Job.SENDER, dict(EVERY), sure_until=0.0)
    async with sending(store, share, channel):
        await store.write(_write, [note("一", "7")], 0, None)
        await asyncio.sleep(0.5)
        assert channel.sent == []
        share.sure_until = float("inf")
        await until(channel, 1)


async def test_a_part_of_the_chats_has_that_part_of_the_pace(store: Database) -> None:
    channel = FakeChannel()
    await store.write(leases.take_all, "me")
    chats = [str(number) for number in range(200) if partition_of(PLATFORM, str(number)) < 32][:40]
    await store.write(_write, [note("一", chat) for chat in chats], 0, None)
    share = Share(Job.SENDER, dict.fromkeys(range(32), 1))
    async with sending(store, share, channel, SLOW) as sender:
        assert sender.budget() == 16
        began = asyncio.get_running_loop().time()
        await until(channel, 40)
    times = [sent.at for sent in channel.sent]
    assert times[0] >= began + 1.0, "another may have sent in the second before"
    # A busy machine sends a little after it may: the first of a second later than the last of the next.
    assert all(later - first > 0.9 for first, later in zip(times, times[16:], strict=False))
    assert times[-1] - times[0] < 3.5


async def test_a_chat_that_was_anothers_waits_for_its_window_also_with_what_waits_already(store: Database) -> None:
    channel = FakeChannel()
    await store.write(leases.take_all, "me")
    await store.write(_write, [note("一", "7"), note("二", "-7")], 0, None)
    slow = QUICK.model_copy(update={"per_chat_burst": 2, "per_chat_per_second": 1.0})
    share = Share(Job.SENDER, dict(EVERY))
    began = asyncio.get_running_loop().time()
    async with sending(store, share, channel, slow):
        await until(channel, 1)
        await asyncio.sleep(0.2)
    # A group's window is a minute.
    assert [(sent.chat, sent.at - began >= 2) for sent in channel.sent] == [("7", True)]


async def test_a_chat_is_at_work_from_the_moment_it_is_launched(store: Database) -> None:
    courier = Courier(store, morning(), {PLATFORM: FakeChannel()}, QUICK, lambda _: None)  # type: ignore[dict-item]
    sender = Sender(courier, "me")
    sender.offer(await store.write(_write, [note("一", "7")], 0, "me"))
    part = partition_of(PLATFORM, "7")
    assert sender.is_idle(part)
    sender._start(next(iter(sender.holding.lanes.values())), asyncio.get_running_loop())
    assert not sender.is_idle(part)
    await sender.stop()
    assert sender.is_idle(part)


async def test_a_card_that_another_sent_last_is_looked_up_anew(store: Database) -> None:
    courier = Courier(store, morning(), {}, QUICK, lambda _: None)
    courier._cards[(PLATFORM, "7", "draft")] = "1"
    courier._cards[(PLATFORM, "8", "draft")] = "1"
    courier.forget({partition_of(PLATFORM, "7")})
    assert list(courier._cards) == [(PLATFORM, "8", "draft")]


def test_a_window_that_grows_lets_nothing_more_through_at_once() -> None:
    window = Window(10, 1.0)
    for _ in range(10):
        window.take(0.0)
    small = window.resized(4, 1.0, 0, 0.5)
    assert small.free_at() == 1.0
    for _ in range(4):
        small.take(1.0)
    large = small.resized(10, 1.0, 6, 1.5)
    moments = []
    for _ in range(10):
        moments.append(max(1.5, large.free_at()))
        large.take(moments[-1])
    assert moments == [2.0] * 4 + [2.5] * 6


def test_a_full_window_waits_its_whole_time() -> None:
    window = Window(3, 60.0)
    window.fill(10.0)
    assert window.free_at() == 70.0


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_store_away_for_a_moment_leaves_the_take_over_for_the_next_look(store: Database) -> None:
    channel, unsteady = FakeChannel(), Unsteady(store)
    await store.write(leases.take_all, "me")
    await store.write(_write, [note("一", "7")], 0, None)
    share = Share(Job.SENDER)
    async with sending(unsteady, share, channel):  # type: ignore[arg-type]
        unsteady.busy = 3
        share.held.update(EVERY)
        await until(channel, 1)
    assert await store.read(outbox.count_waiting, 0) == (0, 0)
