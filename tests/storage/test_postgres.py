"""What only the engine over a network does: runs units again, loses its server, never says what it does not know."""

import asyncio
from collections import Counter
from pathlib import Path

import asyncpg
import pytest

from bot.domain.errors import CannotStart, StorageBusy
from bot.storage import postgres_writer as engine
from bot.storage.database import Tx
from bot.storage.placeholders import numbered
from bot.storage.postgres import PostgresDatabase
from tests.engines.server import Server
from tests.storage.units import balance, make_gate, make_tables, note, notes, pay

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(
    ("sql", "places"),
    [
        ("SELECT 1", "SELECT 1"),
        ("SELECT ? WHERE a = ?", "SELECT $1 WHERE a = $2"),
        ("SELECT '?', ?, 'it''s ?', ?", "SELECT '?', $1, 'it''s ?', $2"),
        ('SELECT "wh?t", ?', 'SELECT "wh?t", $1'),
        ("SELECT ''", "SELECT ''"),
        ("VALUES (?, '', ?)", "VALUES ($1, '', $2)"),
    ],
)
def test_places_are_numbered_and_literals_left_alone(sql: str, places: str) -> None:
    assert numbered(sql) == places


async def test_it_says_who_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="cannot open the database"):
        await PostgresDatabase.open(f"postgresql://nobody@/none?host={tmp_path}")


async def test_no_password_is_repeated(server: Server) -> None:
    with pytest.raises(CannotStart) as refused:
        await PostgresDatabase.open("postgresql://x@127.0.0.1:1/none", "geheim")
    assert "geheim" not in str(refused.value)


# ── units run again ───────────────────────────────────────────────────────────────────────────────────────────
async def test_who_reads_and_then_writes_comes_out_as_one_after_the_other(postgres: PostgresDatabase) -> None:
    """The shape that READ COMMITTED gets wrong: each sees that there is enough, each takes it."""
    attempts = Counter[int]()

    async def take(tx: Tx, number: int) -> bool:
        attempts[number] += 1
        left = await balance(tx, "ann")
        if left < 60:
            return False
        await note(tx, number)
        await tx.execute("UPDATE account SET balance = ? WHERE id = 'ann'", (left - 60,))
        return True

    taken = await asyncio.gather(*(postgres.write(take, number) for number in range(10)))
    assert sum(taken) == 1
    assert await postgres.read(balance, "ann") == 40
    assert len(await postgres.read(notes)) == 1


async def test_a_key_that_a_neighbour_took_meanwhile_is_found_the_second_time(postgres: PostgresDatabase) -> None:
    async def enrol(tx: Tx, who: str) -> bool:
        if await tx.fetch_one("SELECT 1 AS one FROM account WHERE id = ?", (who,)):
            return False
        await tx.execute("INSERT INTO account (id, balance) VALUES (?, 0)", (who,))
        return True

    assert sum(await asyncio.gather(*(postgres.write(enrol, "eve") for _ in range(10)))) == 1


async def test_what_never_fits_is_given_up_and_nothing_of_it_remains(
    postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PAUSES_S", (0.001,) * 3)
    attempts = 0

    async def unlucky(tx: Tx) -> None:
        nonlocal attempts
        attempts += 1
        await note(tx, attempts)
        raise asyncpg.SerializationError("as ever")

    with pytest.raises(StorageBusy, match="again and again"):
        await postgres.write(unlucky)
    assert attempts == 4
    assert await postgres.read(notes) == []


async def test_deadlocks_are_nobodys_loss(postgres: PostgresDatabase) -> None:
    async def both(tx: Tx, first: str, second: str) -> None:
        for who in (first, second):
            await tx.execute("UPDATE account SET balance = balance + 1 WHERE id = ?", (who,))

    pairs = [("ann", "bob"), ("bob", "ann")] * 3
    await asyncio.gather(*(postgres.write(both, *pair) for pair in pairs))
    assert [await postgres.read(balance, who) for who in ("ann", "bob")] == [106, 6]


async def test_going_on_after_an_error_is_a_bug_that_is_said(postgres: PostgresDatabase) -> None:
    async def stubborn(tx: Tx) -> str:
        await note(tx, 1)
        try:
            await note(tx, 1)
        except asyncpg.UniqueViolationError:
            return "it does not matter"
        return "new"

    with pytest.raises(RuntimeError, match="went on after an error"):
        await postgres.write(stubborn)
    assert await postgres.read(notes) == []


async def test_a_parameter_that_does_not_fit_is_a_bug_and_no_passing_trouble(postgres: PostgresDatabase) -> None:
    with pytest.raises(asyncpg.DataError):
        await postgres.write(note, "one")  # type: ignore[arg-type]
    with pytest.raises(asyncpg.InterfaceError):
        await postgres.write(lambda tx: tx.execute("SELECT ?", (1, 2)))
    assert await postgres.write(note, 1) == 1


@pytest.mark.parametrize("sql", ["COMMIT", " rollback", "BEGIN", "START TRANSACTION", "SET search_path = x", "ABORT"])
async def test_a_unit_does_not_control_its_transaction(postgres: PostgresDatabase, sql: str) -> None:
    with pytest.raises(ValueError, match="does not control"):
        await postgres.write(lambda tx: tx.execute(sql))


async def test_without_kept_statements_as_pgbouncer_wants_it(url: str) -> None:
    await make_gate(url)
    database = await PostgresDatabase.open(url, prepared=False)
    await database.write(make_tables)
    assert await asyncio.gather(*(database.write(note, n) for n in range(20))) == list(range(20))
    assert await database.read(notes) == list(range(20))
    await database.close()


# ── the server goes away ──────────────────────────────────────────────────────────────────────────────────────
async def test_whose_connection_is_cut_hears_it_and_the_next_one_gets_another(
    postgres: PostgresDatabase, url: str
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(tx: Tx) -> None:
        await note(tx, 1)
        begun.set()
        await go_on.wait()
        await note(tx, 2)

    writing = asyncio.create_task(postgres.write(slow))
    await begun.wait()
    stranger = await asyncpg.connect(url)
    await stranger.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await stranger.close()
    go_on.set()
    with pytest.raises(StorageBusy):
        await writing
    assert await postgres.write(note, 3) == 3
    assert await postgres.read(notes) == [3]


async def test_a_commit_whose_answer_is_lost_is_not_called_done(
    postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one case in which nobody knows: here it had happened. Whoever asks again finds it."""
    real = asyncpg.Connection.execute

    async def execute(self: asyncpg.Connection, sql: str, *args: object, **options: object) -> str:
        tag = await real(self, sql, *args, **options)
        if sql == "COMMIT":
            self.terminate()
            raise ConnectionResetError("cut")
        return str(tag)

    with monkeypatch.context() as cut:
        cut.setattr(asyncpg.Connection, "execute", execute)
        with pytest.raises(StorageBusy, match="ConnectionResetError"):
            await postgres.write(note, 1)
    assert await postgres.read(notes) == [1]


async def test_a_lock_of_a_strangers_is_not_waited_for_for_ever(
    postgres: PostgresDatabase, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "WRITE", engine.WRITE.replace("'5s'", "'50ms'"))
    stranger = await asyncpg.connect(url)
    async with stranger.transaction():
        await stranger.execute("LOCK TABLE note IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StorageBusy, match="LockNotAvailable"):
            await postgres.write(note, 1)
    await stranger.close()
    assert await postgres.write(note, 1) == 1


async def test_a_server_killed_in_the_middle_has_what_it_acknowledged_and_no_half(own_server: Server) -> None:
    """Three times: every unit either happened whole or raised; whoever heard that it is done finds it."""
    url = own_server.url_of(await own_server.create())
    await make_gate(url)
    database = await PostgresDatabase.open(url)
    await database.write(make_tables)
    done: set[int] = set()
    numbers = iter(range(1, 1_000_000))
    dying = asyncio.Event()

    async def keep_paying() -> None:
        while not dying.is_set():
            number = next(numbers)
            try:
                if await database.write(pay, 1, number):
                    done.add(number)
            except StorageBusy:
                await asyncio.sleep(0.01)

    for _ in range(3):
        await database.write(lambda tx: tx.execute("UPDATE account SET balance = 1000000 WHERE id = 'ann'"))
        dying.clear()
        paying = [asyncio.create_task(keep_paying()) for _ in range(8)]
        before = len(done)
        while len(done) < before + 40:
            await asyncio.sleep(0.01)
        await asyncio.to_thread(own_server.kill)
        await asyncio.sleep(0.1)
        await asyncio.to_thread(own_server.serve)
        while len(done) < before + 60:
            await asyncio.sleep(0.01)
        dying.set()
        await asyncio.gather(*paying)
        there = set(await database.read(notes))
        assert done <= there
        assert await database.read(balance, "bob") == len(there)
    await database.close()


async def test_a_reading_unit_that_writes_is_a_bug_and_a_server_that_only_reads_is_not(
    postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await postgres.read(note, 1)
    monkeypatch.setattr(engine, "WRITE", engine.WRITE + "; SET TRANSACTION READ ONLY")
    with pytest.raises(StorageBusy, match="read-only"):
        await postgres.write(note, 1)
