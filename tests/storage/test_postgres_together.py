"""Units that share a transaction of PostgreSQL: each is told the truth, and none pays for another."""

import asyncio
import random
from contextvars import ContextVar
from typing import Any

import asyncpg
import pytest

from bot.domain.errors import StorageBusy
from bot.storage import postgres_together
from bot.storage.database import Tx
from bot.storage.postgres import PostgresDatabase
from tests.storage.units import balance, note, notes, raising

pytestmark = pytest.mark.postgres
ID = ContextVar[int]("ID")


class Shared:
    """How many units shared each commit, and how many ran again."""

    def __init__(self, store: PostgresDatabase) -> None:
        self.commits: list[int] = []
        self.again = 0
        store.watch(self.commits.append, self.count)

    def count(self) -> None:
        self.again += 1


async def swallowing(tx: Tx, number: int) -> int:
    """Go on after an error, which is a bug."""
    await note(tx, number)
    try:
        await note(tx, number)
    except asyncpg.UniqueViolationError:
        return number
    raise AssertionError


async def breaking(tx: Tx, number: int) -> None:
    await note(tx, number)
    await note(tx, number)


async def giving_up_once(tx: Tx, number: int, tries: list[int]) -> int:
    """As when another process came between."""
    await note(tx, number)
    tries.append(number)
    if len(tries) == 1:
        raise asyncpg.SerializationError("once")
    return number


async def told(*units: Any) -> list[Any]:
    return await asyncio.gather(*units, return_exceptions=True)


async def test_many_at_once_share_commits(postgres: PostgresDatabase) -> None:
    shared = Shared(postgres)
    assert await told(*(postgres.write(note, n) for n in range(40))) == list(range(40))
    assert (shared.commits, shared.again) == ([16, 16, 8], 0)


async def test_whatever_happens_in_one_the_others_are_kept(postgres: PostgresDatabase) -> None:
    """Any order of units that go well, raise, break a key, end the program, go on after an error, are given up."""
    draw, number = random.Random(8), 0
    for _ in range(12):
        kinds: list[tuple[str, int]] = []
        for kind in draw.choices(["fine", "raises", "exits", "breaks", "swallows", "again"], k=draw.randint(2, 20)):
            number += 1
            kinds.append((kind, number))
        units = {
            "fine": lambda n: postgres.write(note, n),
            "raises": lambda n: postgres.write(raising, n, LookupError()),
            "exits": lambda n: postgres.write(raising, n, GeneratorExit()),
            "breaks": lambda n: postgres.write(breaking, n),
            "swallows": lambda n: postgres.write(swallowing, n),
            "again": lambda n: postgres.write(giving_up_once, n, []),
        }
        before = set(await postgres.read(notes))
        answers = await told(*(units[kind](n) for kind, n in kinds))
        good = {n for kind, n in kinds if kind in {"fine", "again"}}
        assert {answer for answer in answers if isinstance(answer, int)} == good
        assert set(await postgres.read(notes)) - before == good
        errors = {"raises": LookupError, "exits": GeneratorExit, "breaks": asyncpg.UniqueViolationError}
        errors["swallows"] = RuntimeError
        for (kind, _), answer in zip(kinds, answers, strict=True):
            assert isinstance(answer, errors.get(kind, int))


async def test_one_that_is_cancelled_while_it_waits_does_not_happen(postgres: PostgresDatabase) -> None:
    tasks = [asyncio.create_task(postgres.write(note, n)) for n in range(4)]
    await asyncio.sleep(0)
    tasks[2].cancel()
    answers = await told(*tasks)
    assert isinstance(answers[2], asyncio.CancelledError)
    assert await postgres.read(notes) == [0, 1, 3]


async def test_each_runs_in_the_context_of_who_asked(postgres: PostgresDatabase) -> None:
    async def whose(tx: Tx) -> int:
        await balance(tx, "ann")
        return ID.get()

    async def asking(number: int) -> int:
        ID.set(number)
        return await postgres.write(whose)

    assert await asyncio.gather(*(asking(n) for n in range(20))) == list(range(20))


async def test_a_strangers_lock_is_waited_for_by_one(
    postgres: PostgresDatabase, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest hear of it, whatever they wanted, and may ask again."""
    monkeypatch.setattr("bot.storage.postgres_writer.WRITE", postgres_together.WRITE.replace("'5s'", "'200ms'"))
    stranger = await asyncpg.connect(url)
    async with stranger.transaction():
        await stranger.execute("LOCK TABLE note IN ACCESS EXCLUSIVE MODE")
        began = asyncio.get_running_loop().time()
        answers = await told(*(postgres.write(note, n) for n in range(10)))
        took = asyncio.get_running_loop().time() - began
    await stranger.close()
    assert all(isinstance(answer, StorageBusy) for answer in answers)
    assert took < 2
    assert await told(*(postgres.write(note, n) for n in range(10))) == list(range(10))


async def test_who_lost_together_goes_with_fewer_and_then_with_more(postgres: PostgresDatabase) -> None:
    shared = Shared(postgres)
    tries: list[int] = []
    await told(*(postgres.write(giving_up_once, n, tries) for n in range(16)))
    assert (shared.commits, shared.again) == ([1] * 16, 16)
    await told(*(postgres.write(note, n) for n in range(100, 140)))
    assert shared.commits[16:] == [8, 9, 10, 11, 2]
