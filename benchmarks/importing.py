"""`python -m benchmarks.importing`: a district of full size, from its workbook into an empty store, and once more."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.big_district import sheets
from bot.commands.importing import book, store, tables
from bot.commands.importing.problems import Problems
from bot.commands.importing.store import Outcome
from bot.config import load_settings
from bot.files.reading import read_tables
from bot.files.workbook import Heading, Page, write_book
from bot.storage.migrate import upgrade
from bot.storage.sqlite import SqliteDatabase
from bot.texts.sheets import FORMS
from tests.engines.keys import VAULT

NOW = 1_772_000_000_000


def write(path: Path) -> None:
    """The workbook of the district."""
    filled = sheets()
    path.write_bytes(
        write_book(
            tuple(
                Page(
                    form.name,
                    tuple(Heading(title, 12) for title in form.titles),
                    tuple(tuple(map(str, row)) for row in filled[form.name][1:]),
                )
                for form in FORMS
                if form.name in filled
            )
        )
    )


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long it took, and how much of the processor."""
    began, busy = time.perf_counter(), time.process_time()
    yield
    print(f"{what:48} {time.perf_counter() - began:6.2f} s {time.process_time() - busy:6.2f} s of processor")


async def bring(db: SqliteDatabase, file: Path) -> Outcome:
    """Read, check, compare, bring in."""
    problems = Problems()
    with timed("  read the workbook, sort its lines out"):
        lines = tables.sort_out(read_tables(file), problems)
    with timed("  check, compare, bring in"):
        found = await db.write(store.bring, lines, load_settings(), problems, NOW, lambda _: lambda _: None)
    print(f"  {len(found.difference)} changes, {len(found.problems)} problems")
    return found


async def measure(folder: Path) -> None:
    """Once, once more, written down, and what was written once more."""
    upgrade(folder / "district.db")
    write(folder / "in.xlsx")
    db = await SqliteDatabase.open(folder / "district.db", VAULT)
    with timed("first import"):
        await bring(db, folder / "in.xlsx")
    with timed("the same file again"):
        assert not (await bring(db, folder / "in.xlsx")).difference
    with timed("export"):
        (folder / "out.xlsx").write_bytes(book.export((await db.read(store.present)).district))
    with timed("the exported file"):
        assert not (await bring(db, folder / "out.xlsx")).difference
    await db.close()


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        asyncio.run(measure(Path(name)))
