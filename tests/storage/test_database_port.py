"""What every engine behind `Database` does, said once."""

import asyncio

import pytest

from bot.domain.errors import StorageBusy
from bot.storage.database import Database, Tx
from tests.storage.units import balance, note, notes, pay, raising, rows


async def test_a_unit_returns_its_result_and_what_it_wrote_is_there(database: Database) -> None:
    assert await database.write(note, 1) == 1
    assert await database.read(notes) == [1]


async def test_rows_are_mappings_by_column_name(database: Database) -> None:
    (row,) = await database.read(rows, "SELECT id, balance AS has FROM account WHERE id = 'ann'")
    assert dict(row) == {"id": "ann", "has": 100}
    assert "has" in row
    assert list(row) == ["id", "has"]
    assert row.get("nothing") is None


async def test_no_row_is_none(database: Database) -> None:
    async def unit(tx: Tx) -> object:
        return await tx.fetch_one("SELECT id FROM account WHERE id = ?", ("eve",))

    assert await database.read(unit) is None


async def test_statements_tell_how_many_rows_they_changed(database: Database) -> None:
    async def unit(tx: Tx) -> list[int]:
        return [
            await tx.execute("UPDATE account SET balance = 7"),
            await tx.execute("UPDATE account SET balance = 8 WHERE id = ?", ("eve",)),
            await tx.execute(
                "WITH who AS (SELECT 'bob' AS id) UPDATE account SET balance = 9 WHERE id IN (SELECT id FROM who)"
            ),
            await tx.execute("DELETE FROM account WHERE id = 'bob'"),
            await tx.execute("INSERT INTO account (id, balance) VALUES ('bob', 0) ON CONFLICT (id) DO NOTHING"),
            await tx.execute("INSERT INTO account (id, balance) VALUES ('bob', 0) ON CONFLICT (id) DO NOTHING"),
            await tx.execute("CREATE TABLE other (id BIGINT PRIMARY KEY)"),
        ]

    assert await database.write(unit) == [2, 0, 1, 1, 1, 0, 0]


async def test_returning_gives_rows_and_changes_all_of_them(database: Database) -> None:
    async def unit(tx: Tx) -> object:
        return await tx.fetch_one("UPDATE account SET balance = balance + 1 RETURNING id, balance")

    assert await database.write(unit) in ({"id": "ann", "balance": 101}, {"id": "bob", "balance": 1})
    assert [await database.read(balance, who) for who in ("ann", "bob")] == [101, 1]


async def test_execute_many_runs_once_for_each_row(database: Database) -> None:
    async def unit(tx: Tx) -> None:
        await tx.execute_many("INSERT INTO note (id, who) VALUES (?, ?)", ((n, "ann") for n in range(5)))

    await database.write(unit)
    assert await database.read(notes) == [0, 1, 2, 3, 4]


async def test_nothing_remains_of_a_unit_that_raises_and_its_neighbours_stay(database: Database) -> None:
    error = LookupError("mine")
    results = await asyncio.gather(
        database.write(note, 1),
        database.write(raising, 2, error),
        database.write(note, 3),
        return_exceptions=True,
    )
    assert results == [1, error, 3]
    assert await database.read(notes) == [1, 3]


async def test_a_broken_constraint_fails_its_own_unit_only(database: Database) -> None:
    results = await asyncio.gather(*(database.write(note, n) for n in (1, 1, 2)), return_exceptions=True)
    assert [isinstance(result, Exception) for result in results] == [False, True, False]
    assert await database.read(notes) == [1, 2]


async def test_references_are_enforced(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await database.write(note, 1, who="eve")


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), GeneratorExit(), asyncio.CancelledError()])
async def test_not_even_an_error_that_ends_programs_ends_the_store(database: Database, error: BaseException) -> None:
    with pytest.raises(type(error)):
        await database.write(raising, 1, error)
    assert await asyncio.gather(database.write(note, 2), database.write(note, 3)) == [2, 3]
    assert await database.read(notes) == [2, 3]


async def test_fifty_tasks_cannot_spend_more_than_there_is(database: Database) -> None:
    paid = await asyncio.gather(*(database.write(pay, 7, number) for number in range(50)))
    assert sum(paid) == 14  # 14 × 7 = 98 of 100
    assert [await database.read(balance, who) for who in ("ann", "bob")] == [2, 98]
    assert len(await database.read(notes)) == 14


async def test_a_writer_reads_its_own_writes_and_those_before_it(database: Database) -> None:
    async def unit(tx: Tx) -> tuple[list[int], list[int]]:
        before = await notes(tx)
        await note(tx, 2)
        return before, await notes(tx)

    await database.write(note, 1)
    assert await database.write(unit) == ([1], [1, 2])


async def test_reading_units_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)read-?only"):
        await database.read(note, 1)
    assert await database.read(notes) == []


async def test_readers_see_whole_units_only(database: Database) -> None:
    async def sum_of_all(tx: Tx) -> int:
        return await balance(tx, "ann") + await balance(tx, "bob")

    async def keep_reading() -> set[int]:
        return {await database.read(sum_of_all) for _ in range(30)}

    *seen, _ = await asyncio.gather(
        keep_reading(), keep_reading(), keep_reading(), asyncio.gather(*(database.write(pay, 1, n) for n in range(90)))
    )
    assert seen == [{100}] * 3


async def test_whoever_is_cancelled_disturbs_nobody(database: Database) -> None:
    tasks = [asyncio.create_task(database.write(note, n)) for n in range(30)]
    for task in tasks[::3]:
        await asyncio.sleep(0)
        task.cancel()
    await asyncio.wait(tasks)
    told = {n for n, task in enumerate(tasks) if not task.cancelled()}
    assert told >= set(range(30)) - set(range(0, 30, 3))
    assert told <= set(await database.read(notes))


async def test_a_cancelled_reader_leaves_its_place_to_others(database: Database) -> None:
    for _ in range(3):
        tasks = [asyncio.create_task(database.read(notes)) for _ in range(8)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    assert await asyncio.gather(*(database.read(notes) for _ in range(8))) == [[]] * 8


async def test_closing_finishes_what_was_begun_and_refuses_the_rest(database: Database) -> None:
    writing = asyncio.gather(*(database.write(note, n) for n in range(200)))
    reading = asyncio.gather(*(database.read(balance, "ann") for _ in range(20)))
    await asyncio.sleep(0)
    await asyncio.gather(database.close(), database.close())
    assert await writing == list(range(200))
    assert await reading == [100] * 20
    with pytest.raises(StorageBusy):
        await database.write(note, 200)
    with pytest.raises(StorageBusy):
        await database.read(notes)
    await database.close()
