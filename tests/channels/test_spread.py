"""Broadcasts leave room: whoever is more urgent, or waits for an answer, finds the way open."""

import asyncio

from bot.domain.messages import Urgency
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase
from tests.channels.fakes import FakeChannel, note
from tests.channels.office import QUICK, open_office


async def test_broadcasts_never_fill_the_window_at_one_stroke(store: SqliteDatabase) -> None:
    delivery = QUICK.model_copy(update={"per_second": 20})
    async with open_office(store, FakeChannel(), delivery) as office:
        await office.write(*(note("b", str(number), urgency=Urgency.BROADCAST) for number in range(40)), token="ours")
        await asyncio.sleep(0)
        async with asyncio.timeout(5):
            while not office.channel.sent:
                await asyncio.sleep(0.001)
        began = asyncio.get_running_loop().time()
        await office.write(note("alert", "a", urgency=Urgency.DANGER))
        async with asyncio.timeout(5):
            while "alert" not in [sent.words for sent in office.channel.sent]:
                await asyncio.sleep(0.001)
        assert asyncio.get_running_loop().time() - began < 0.6
        assert len(office.channel.sent) < 20


async def test_what_is_called_back_while_it_waits_in_memory_is_not_sent(store: SqliteDatabase) -> None:
    delivery = QUICK.model_copy(update={"per_second": 20})
    async with open_office(store, FakeChannel(), delivery) as office:
        await office.write(*(note("b", str(number), urgency=Urgency.BROADCAST) for number in range(12)), token=None)
        async with asyncio.timeout(5):
            while not office.channel.sent:
                await asyncio.sleep(0.001)

        async def call_back(tx: Tx) -> None:
            await tx.execute("UPDATE outbox SET state = 'expired', error = 'stopped' WHERE state = 'waiting'")

        await store.write(call_back)
        await office.write(note("after", "a"))
        async with asyncio.timeout(5):
            while office.sender.holding.ids:
                await asyncio.sleep(0.01)
        assert len(office.channel.sent) <= 9  # those that were on the wire
        states = await office.states()
        assert states.count("sent") == len(office.channel.sent)
        assert states.count("expired") == 13 - len(office.channel.sent)
