"""Several processes' worth of connections at one store on PostgreSQL: nothing overspent, nothing claimed twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.domain.points import Kind
from bot.domain.sharing import Job, partition_of
from bot.storage import due, inbox, leases, ledger, outbox, people
from bot.storage.database import Tx
from bot.storage.due import Due
from bot.storage.ledger import Entry
from bot.storage.outbox import Envelope
from bot.storage.postgres import PostgresDatabase
from tests.engines.keys import VAULT
from tests.engines.server import Server

pytestmark = pytest.mark.postgres
CHAT = Envelope("telegram", "1", None, "message", "{}", urgency=2)


@pytest.fixture
async def two(server: Server, tables: str) -> AsyncIterator[tuple[PostgresDatabase, PostgresDatabase]]:
    """The same store as two processes have it."""
    name = await server.create(tables)
    both = [await PostgresDatabase.open(server.url_of(name), None, VAULT, connections=8) for _ in range(2)]
    yield both[0], both[1]
    await asyncio.gather(*(one.close() for one in both))
    await server.drop(name)


Two = tuple[PostgresDatabase, PostgresDatabase]


async def enrol(tx: Tx, points: int) -> str:
    person = await people.enrol(tx, people.Address("telegram", "1"), 0)
    await ledger.lock(tx, person.id)
    await ledger.earn(tx, person.id, points)
    return person.id


async def test_sixty_four_tasks_of_two_processes_spend_no_more_than_there_is(two: Two) -> None:
    person = await two[0].write(enrol, 100)

    async def order(tx: Tx, number: int) -> bool:
        if not await ledger.hold(tx, person, 7):
            return False
        entry = Entry(f"order:{number}", person, Kind.RESERVE, 7, "order", str(number), "换一件", 0)
        return await ledger.add(tx, entry)

    ordered = await asyncio.gather(*(two[number % 2].write(order, number) for number in range(64)))
    account = await two[0].read(ledger.account_of, person)
    assert sum(ordered) == 14
    assert (account.balance, account.held) == (2, 98)


async def test_a_cap_that_is_read_before_it_is_filled_is_kept(two: Two) -> None:
    """As `services/points/ledger.py` does: what is left of the month is read, then as much is counted in."""
    person = await two[0].write(enrol, 0)

    async def award(tx: Tx) -> int:
        left = 20 - await ledger.earned_in(tx, person, "巡查", "2026-03", "2026-03")
        given = max(0, min(left, 3))
        if given:
            await ledger.count_in(tx, person, "2026-03", "巡查", "", given)
        return given

    given = await asyncio.gather(*(two[number % 2].write(award) for number in range(16)))
    assert sum(given) == 20
    assert await two[0].read(ledger.earned_in, person, "巡查", "2026-03", "2026-03") == 20


async def test_two_senders_never_hold_the_same_message(two: Two) -> None:
    async def fill(tx: Tx) -> None:
        for _ in range(300):
            await outbox.put(tx, CHAT, 0, None, 0)

    await two[0].write(fill)

    async def drain(which: int) -> list[int]:
        mine: list[int] = []
        while claimed := await two[which].write(outbox.claim, f"sender{which}", 1, 60_000, 10):
            mine += [queued.id for queued in claimed]
            await two[which].write(outbox.settle, [queued.id for queued in claimed], "sent", 2)
        return mine

    claimed = await asyncio.gather(*(drain(number % 2) for number in range(6)))
    every = [one for some in claimed for one in some]
    assert len(every) == len(set(every)) == 300


async def test_what_another_claims_is_not_waited_for(two: Two) -> None:
    """While one holds its claim open, the next takes what follows."""
    for _ in range(4):
        await two[0].write(outbox.put, CHAT, 0, None, 0)
    claimed, go_on = asyncio.Event(), asyncio.Event()

    async def slow(tx: Tx) -> list[int]:
        mine = await outbox.claim(tx, "slow", 1, 60_000, 2)
        claimed.set()
        await go_on.wait()
        return [queued.id for queued in mine]

    first = asyncio.create_task(two[0].write(slow))
    await claimed.wait()
    try:
        async with asyncio.timeout(4):
            quick = await two[1].write(outbox.claim, "quick", 1, 60_000, 2)
    finally:
        go_on.set()
    assert {queued.id for queued in quick}.isdisjoint(await first)
    assert len(quick) == 2


async def test_whoever_lost_the_lease_finishes_nothing(two: Two) -> None:
    update = inbox.Received("telegram", 1, "7", "{}")
    part = inbox.partition_of("telegram", "7")
    await two[0].write(inbox.store, [update, update], 0)
    (waiting,) = await two[0].read(inbox.waiting, 0, 10)
    mine = (await two[0].write(leases.take_all, "one"))[Job.WORKER]
    theirs = (await two[1].write(leases.take_all, "two"))[Job.WORKER]
    assert not await two[0].write(inbox.finish, waiting, mine[part], 102)
    finishing = [two[number % 2].write(inbox.finish, waiting, theirs[part], 103) for number in range(8)]
    assert sum(await asyncio.gather(*finishing)) == 1


async def test_what_two_take_at_once_one_of_them_has(two: Two) -> None:
    await two[0].write(leases.prepare)
    for who in "ab":
        await two[0].write(leases.beat, who, "here", [Job.WORKER], 0, 0)
    _, free = (await two[0].read(leases.look)).at(Job.WORKER)
    got = await asyncio.gather(*(one.write(leases.take, who, free) for who, one in zip("ab", two, strict=True)))
    parts = [lease.part for some in got for lease in some]
    assert sorted(parts) == list(range(inbox.PARTITIONS))
    assert {lease.epoch for some in got for lease in some} == {1}
    # Whoever is no member takes nothing, and nothing is taken from one who is.
    _, held = (await two[0].read(leases.look)).at(Job.WORKER)
    assert await two[0].write(leases.take, "nobody", held) == []
    assert await two[0].write(leases.take, "a", held) == []
    await two[0].write(leases.resign, "b")
    _, free = (await two[0].read(leases.look)).at(Job.WORKER)
    left = [lease for lease in free if not lease.owner]
    assert [lease.part for lease in await two[0].write(leases.take, "a", left)] == [lease.part for lease in left]


async def test_who_beats_at_the_last_moment_is_not_removed(two: Two) -> None:
    await two[0].write(leases.prepare)
    await two[0].write(leases.beat, "a", "here", [Job.CLOCK], 0, 0)
    seen = (await two[1].read(leases.look)).members
    await two[0].write(leases.beat, "a", "here", [Job.CLOCK], 0, 1)
    await two[1].write(leases.bury, seen)
    assert [member.owner for member in (await two[1].read(leases.look)).members] == ["a"]


async def test_what_is_written_for_anothers_chats_is_claimed_by_nobody_and_found_by_them(two: Two) -> None:
    part = partition_of("telegram", "1")
    await two[0].write(leases.take_all, "mine")
    ours = await two[0].write(outbox.put, CHAT, 0, "mine", 60_000)
    assert (ours.token, ours.part) == ("mine", part)
    theirs = await two[1].write(outbox.put, CHAT, 0, "other", 60_000)
    assert theirs.token is None
    assert await two[1].write(outbox.claim, "other", 1, 60_000, 10) == []
    assert not await two[1].read(outbox.has_news, "other")
    assert await two[0].read(outbox.has_news, "mine")
    assert [queued.id for queued in await two[0].write(outbox.claim, "mine", 1, 60_000, 10)] == [theirs.id]
    # Taken over: what the former holder had claimed is nobody's.
    await two[1].write(leases.take_all, "other")
    await two[1].write(outbox.release, [part], 2)
    assert await two[0].write(outbox.claim, "mine", 3, 60_000, 10) == []
    claimed = await two[1].write(outbox.claim, "other", 3, 60_000, 10)
    assert [queued.id for queued in claimed] == [ours.id, theirs.id]


async def test_due_work_is_taken_once(two: Two) -> None:
    await two[0].write(due.plan, "remind", "x", 5)
    (plan,) = await two[0].read(due.ready, 10, 10)
    assert isinstance(plan, Due)
    assert sum(await asyncio.gather(*(two[number % 2].write(due.take, plan) for number in range(8)))) == 1
