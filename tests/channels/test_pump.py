"""From the inbox to the handlers: each chat in the order of its update ids, chats side by side, nothing forgotten."""

import asyncio

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.channels import pump as pumping
from bot.channels.pump import Order
from bot.domain.errors import StorageBusy
from bot.storage.inbox import Waiting
from tests.channels.pumping import FakeInbox, Handled, pumped

CHATS = st.sampled_from(["anna", "bert", "carl"])


# A story that hangs takes seconds: the first one found is told as it is.
QUICKLY = {"deadline": None, "phases": (Phase.explicit, Phase.generate)}


@settings(max_examples=40, **QUICKLY)
@given(
    st.lists(st.tuples(CHATS, st.integers(1, 3)), min_size=1, max_size=30),
    st.lists(st.integers(0, 3), max_size=60),
    st.integers(1, 4),
)
def test_each_chat_in_order_whatever_the_batches(
    sizes: list[tuple[str, int]], naps: list[int], concurrency: int
) -> None:
    """By polling ids arrive in order, in batches of any size, while handling takes its time or fails for now."""

    async def story() -> None:
        inbox, pauses = FakeInbox(), iter(naps)
        troubled: set[int] = set()

        async def act(update: Waiting) -> None:
            pause = next(pauses, 0)
            if pause == 3 and update.seq not in troubled:
                troubled.add(update.seq)
                raise StorageBusy
            await asyncio.sleep(pause / 5000)

        handled, update_id = Handled(inbox, act), 100
        async with pumped(inbox, handled, concurrency=concurrency) as pump:
            for chat, size in sizes:
                for _ in range(size):
                    update_id += 1
                    inbox.receive(update_id, chat)
                pump.wake()
                await asyncio.sleep(0)
            await handled.until(update_id - 100)
        for ids in handled.done.values():
            assert ids == sorted(ids)
        assert handled.most_at_once <= concurrency
        assert not inbox.rows

    pumping.BACKOFF_S, before = (0.001,), pumping.BACKOFF_S
    try:
        asyncio.run(story())
    finally:
        pumping.BACKOFF_S = before


@settings(max_examples=30, **QUICKLY)
@given(st.permutations(range(12)), st.lists(CHATS, min_size=12, max_size=12))
def test_what_a_webhook_delivers_out_of_order_is_put_in_order(arrival: list[int], chats: list[str]) -> None:
    """Each waits for those before it that may be on their way; the first one seen sets where we begin."""

    async def story() -> None:
        inbox = FakeInbox()
        handled = Handled(inbox)
        async with pumped(inbox, handled, reorder_ms=2000) as pump:
            inbox.receive(100, "first")
            pump.wake()
            await handled.until(1)
            for place in arrival:
                inbox.receive(101 + place, chats[place])
                pump.wake()
                await asyncio.sleep(0)
            await handled.until(13)
        for ids in handled.done.values():
            assert ids == sorted(ids)

    asyncio.run(story())


async def test_one_that_never_comes_is_waited_for_no_longer_than_agreed() -> None:
    inbox = FakeInbox()
    handled = Handled(inbox)
    async with pumped(inbox, handled, reorder_ms=60) as pump:
        inbox.receive(100, "a")
        inbox.receive(103, "a")
        inbox.receive(104, "b")
        began = asyncio.get_running_loop().time()
        pump.wake()
        await handled.until(1)
        assert not handled.done["b"]
        await handled.until(3)
        assert 0.04 < asyncio.get_running_loop().time() - began < 1
        # And once it is given up, it holds nobody up any more, even when it does come.
        inbox.receive(105, "a")
        inbox.receive(101, "a")
        pump.wake()
        await handled.until(5)
    assert handled.done["a"] == [100, 103, 101, 105]


async def test_a_slow_chat_makes_only_itself_wait() -> None:
    inbox, gate = FakeInbox(), asyncio.Event()

    async def act(update: Waiting) -> None:
        if update.chat == "slow":
            await gate.wait()

    handled = Handled(inbox, act)
    async with pumped(inbox, handled, concurrency=2) as pump:
        for number in range(1, 51):
            inbox.receive(number, "slow")
        for number in range(51, 61):
            inbox.receive(number, f"quick{number}")
        pump.wake()
        await handled.until(10)
        assert handled.begun["slow"] == [1]
        gate.set()
        await handled.until(60)
    assert handled.done["slow"] == list(range(1, 51))


async def test_a_chat_never_skips_what_the_store_cannot_take_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pumping, "BACKOFF_S", (0.001,))
    inbox, troubles = FakeInbox(), iter(range(3))

    async def act(update: Waiting) -> None:
        if update.update_id == 1 and next(troubles, None) is not None:
            raise StorageBusy

    handled = Handled(inbox, act)
    async with pumped(inbox, handled) as pump:
        inbox.receive(1, "a")
        inbox.receive(2, "a")
        pump.wake()
        await handled.until(2)
    assert handled.begun["a"] == [1, 1, 1, 1, 2]


async def test_an_inbox_that_cannot_be_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pumping, "BACKOFF_S", (0.001,))
    inbox = FakeInbox(busy=3)
    inbox.receive(1, "a")
    handled = Handled(inbox)
    async with pumped(inbox, handled):
        await handled.until(1)


async def test_what_failed_unforeseen_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pumping, "RESCAN_S", 0.05)
    inbox, troubles = FakeInbox(), iter(range(1))

    async def act(update: Waiting) -> None:
        if next(troubles, None) is not None:
            raise ZeroDivisionError

    handled = Handled(inbox, act)
    async with pumped(inbox, handled) as pump:
        inbox.receive(1, "a")
        inbox.receive(2, "a")
        pump.wake()
        await handled.until(2)
    assert handled.done["a"] == [1, 2]


async def test_while_blocked_nothing_new_is_begun() -> None:
    inbox, full = FakeInbox(), [True]
    handled = Handled(inbox)
    async with pumped(inbox, handled, blocked=lambda: full[0]) as pump:
        inbox.receive(1, "a")
        pump.wake()
        await asyncio.sleep(0.08)
        assert not handled.begun["a"]
        full[0] = False
        await handled.until(1)


async def test_only_so_many_are_held_in_memory() -> None:
    inbox, gate = FakeInbox(), asyncio.Event()

    async def act(update: Waiting) -> None:
        await gate.wait()

    handled = Handled(inbox, act)
    async with pumped(inbox, handled, held=5, concurrency=3) as pump:
        for number in range(1, pumping.PAGE + 50):
            inbox.receive(number, str(number))
        pump.wake()
        await asyncio.sleep(0.05)
        # A page is taken whole; the next one only when there is room.
        assert len(pump._known) <= pumping.PAGE
        gate.set()
        await handled.until(pumping.PAGE + 49)


async def test_what_was_begun_is_finished_and_nothing_more() -> None:
    inbox, gate = FakeInbox(), asyncio.Event()

    async def act(update: Waiting) -> None:
        await gate.wait()

    handled = Handled(inbox, act)
    async with pumped(inbox, handled) as pump:
        inbox.receive(1, "a")
        inbox.receive(2, "a")
        pump.wake()
        while not handled.begun["a"]:
            await asyncio.sleep(0.001)
        stopping = asyncio.create_task(pump.stop())
        await asyncio.sleep(0)
        gate.set()
        await stopping
        assert handled.done["a"] == [1]


@given(st.permutations(range(100, 120)))
def test_nothing_is_next_while_something_before_it_is_missing(arrival: list[int]) -> None:
    order, seen = Order(), set()
    order.see(99)
    for update_id in arrival:
        order.see(update_id)
        seen.add(update_id)
        missing = [number for number in range(100, 120) if number not in seen]
        for number in range(100, 121):
            assert order.is_next(number) is not any(before < number for before in missing)
    assert not order.ahead


async def test_one_that_came_before_the_clock_was_set_back_waits_no_day_for_its_predecessor() -> None:
    inbox = FakeInbox()
    handled = Handled(inbox)
    async with pumped(inbox, handled, reorder_ms=60) as pump:
        inbox.receive(100, "a")
        inbox.receive(103, "a", ahead_ms=86_400_000)
        pump.wake()
        await handled.until(2)
