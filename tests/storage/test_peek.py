"""An operator looks into a store while the bot holds it."""

from pathlib import Path

import pytest

from bot.domain.errors import CannotStart
from bot.storage.database import Row, Tx
from bot.storage.sqlite import SqliteDatabase, peek
from bot.storage.vault import LOCKED


async def names(tx: Tx) -> list[Row]:
    return await tx.fetch("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")


async def write(tx: Tx) -> None:
    await tx.execute("CREATE TABLE stolen (x TEXT)")


async def test_a_look_needs_no_lock_and_sees_what_is_committed(sqlite: SqliteDatabase, path: Path) -> None:
    assert await peek(path, LOCKED, names) == await sqlite.read(names)


async def test_a_look_changes_nothing(sqlite: SqliteDatabase, path: Path) -> None:
    with pytest.raises(Exception, match="readonly"):
        await peek(path, LOCKED, write)
    assert {"name": "stolen"} not in await sqlite.read(names)


async def test_no_store_is_said_clearly_and_none_is_made(tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    with pytest.raises(CannotStart, match="there is no database"):
        await peek(missing, LOCKED, names)
    assert not missing.exists()
