"""What was written down for good: changed, deleted, put in, swapped, cut off; the first broken row is named."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.audit_log import verify
from bot.domain.audit import Act, Chain, Chained, Entry, hash_after
from bot.domain.errors import CannotStart
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.storage import audit, people, units
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase, peek
from bot.storage.vault import LOCKED

ROWS = 12


async def some(tx: Tx, rows: int = ROWS) -> None:
    for at in range(rows):
        await audit.append(tx, Entry(Act.LOOKED, f"p{at}", f"t{at}", "secretary"), 1000 + at)


@pytest.fixture
async def store(migrated: Path, tmp_path: Path) -> Path:
    """A store with a whole chain, closed again."""
    path = Path(shutil.copy(migrated, tmp_path / "bot.db"))
    db = await SqliteDatabase.open(path)
    await db.write(some)
    await db.close()
    return path


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


async def broken(path: Path, noted: tuple[int, str] | None = None) -> str:
    _, wrong = await peek(path, LOCKED, audit.walk, noted, lambda total, done: None)
    return wrong


async def test_a_whole_chain_is_whole(store: Path) -> None:
    assert await broken(store) == ""


SWAP = (
    "UPDATE audit SET serial = 99 WHERE serial = 4",
    "UPDATE audit SET serial = 4 WHERE serial = 7",
    "UPDATE audit SET serial = 7 WHERE serial = 99",
)
SHIFT = (
    *(f"UPDATE audit SET serial = {at + 1} WHERE serial = {at}" for at in range(ROWS, 5, -1)),
    "INSERT INTO audit SELECT 6, at, who, what, about, facts, hash FROM audit WHERE serial = 5",
)


@pytest.mark.parametrize(
    ("statements", "serial"),
    [
        *(
            (((f"UPDATE audit SET {column} = 'x' WHERE serial = 5",), 5))
            for column in ("who", "what", "about", "facts")
        ),
        (("UPDATE audit SET at = 0 WHERE serial = 5",), 5),
        (("UPDATE audit SET hash = 'x' WHERE serial = 5",), 5),
        (("DELETE FROM audit WHERE serial = 5",), 5),
        (("DELETE FROM audit WHERE serial = 1",), 1),
        ((f"DELETE FROM audit WHERE serial = {ROWS}",), ROWS),
        (("DELETE FROM audit",), 1),
        (SWAP, 4),
        (SHIFT, 6),
        ((f"INSERT INTO audit SELECT {ROWS + 1}, at, who, what, about, facts, hash FROM audit WHERE serial = 5",), 13),
        (("DELETE FROM audit_head",), 1),
        (("UPDATE audit_head SET hash = 'x'",), ROWS),
    ],
)
async def test_the_first_row_that_is_not_as_it_was_written_is_named(
    store: Path, statements: tuple[str, ...], serial: int
) -> None:
    change(store, *statements)
    assert (await broken(store)).startswith(f"row {serial} ")


async def test_a_chain_that_was_made_anew_is_found_by_what_was_noted_elsewhere(store: Path) -> None:
    """Whoever may write everything can bind all rows anew; but not so that they are those of last month."""
    _, digest = await peek(store, LOCKED, audit.head)
    change(store, "DELETE FROM audit", "DELETE FROM audit_head")
    db = await SqliteDatabase.open(store)
    await db.write(some, ROWS - 2)
    await db.close()
    assert await broken(store) == ""
    assert await broken(store, (ROWS, digest)) == f"row {ROWS} is missing"
    assert await broken(store, (5, digest)) == "row 5 is not the one that was noted"


async def test_units_of_work_side_by_side_make_one_chain(store: Path) -> None:
    """And one that is undone leaves no hole."""

    async def fails(tx: Tx) -> None:
        await some(tx, 1)
        raise RuntimeError("undone")

    db = await SqliteDatabase.open(store)
    await asyncio.gather(*(db.write(fails if at % 5 == 0 else some) for at in range(60)), return_exceptions=True)
    await db.close()
    assert await broken(store) == ""
    assert (await peek(store, LOCKED, audit.head))[0] == ROWS + 48 * ROWS


async def test_posts_are_written_down_once_each(store: Path) -> None:
    async def unit(tx: Tx) -> list[Chained]:
        await units.add(tx, Unit("d", UnitKind.DISTRICT, None, "区", "d"))
        person = await people.enrol(tx, people.Address("telegram", "1"), 0)
        post = Post(Role.SECRETARY, "d")
        assert await people.appoint(tx, person.id, post, 1, people.Giver("boss", "d"))
        assert not await people.appoint(tx, person.id, post, 2)
        (held,) = await people.held(tx, person.id)
        assert held == people.Held(post, 1, "d")
        assert await people.dismiss(tx, person.id, post, 3, person.id)
        assert not await people.dismiss(tx, person.id, post, 4)
        return await audit.portion(tx, ROWS)

    db = await SqliteDatabase.open(store)
    rows = await db.write(unit)
    await db.close()
    assert [(row.what, row.at, row.facts) for row in rows] == [
        ("role_given", 1, "secretary d"),
        ("role_ended", 3, "secretary d"),
    ]
    assert rows[0].who == "boss"
    assert rows[0].about == rows[1].about == rows[1].who


WORDS = st.text(max_size=12)
ENTRIES = st.builds(Entry, st.sampled_from(Act), WORDS, WORDS, WORDS)


@given(st.lists(ENTRIES, min_size=2, max_size=8), st.data())
def test_no_two_rows_change_places_unseen(entries: list[Entry], data: st.DataObject) -> None:
    rows, before = [], ""
    for serial, entry in enumerate(entries, 1):
        before = hash_after(before, serial, 7, entry)
        rows.append(Chained(serial, 7, entry.who, entry.what, entry.about, entry.facts, before))
    chain = Chain()
    assert [chain.follow(row) for row in rows] == [""] * len(rows)
    a, b = sorted(data.draw(st.lists(st.sampled_from(range(len(rows))), min_size=2, max_size=2, unique=True)))
    moved = list(rows)
    moved[a], moved[b] = rows[b], rows[a]
    walked, wrong = Chain(), ""
    for row in moved:
        wrong = wrong or walked.follow(row)
    assert wrong.startswith(f"row {a + 1} ")
    assert all(one.hash != other.hash for one, other in pairwise(rows))


@pytest.fixture
def config(store: Path, tmp_path: Path) -> Path:
    own = tmp_path / "config.toml"
    own.write_text(f'[database]\nurl = "sqlite:{store}"\n', "utf-8")
    return own


async def test_the_command_says_what_to_note_and_names_what_is_broken(
    config: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await verify(config, "")
    said = capsys.readouterr().out
    assert f"{ROWS} rows, each as it was written" in said
    noted = said.split("note elsewhere: ")[1].strip()
    await verify(config, noted)
    change(store, "DELETE FROM audit WHERE serial = 3")
    with pytest.raises(typer.Exit):
        await verify(config, noted)
    assert "row 3 is missing" in capsys.readouterr().out
    with pytest.raises(CannotStart, match="serial:hash"):
        await verify(config, "yesterday")
