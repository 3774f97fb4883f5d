"""A chat that takes no messages any more: what waits for it is given up, but a press made before is still answered."""

from pathlib import Path

from bot.storage import migrate, outbox
from bot.storage.database import Tx
from bot.storage.outbox import Envelope
from bot.storage.sqlite import SqliteDatabase
from tests.engines.keys import VAULT


async def blocked_after_a_press(tx: Tx) -> list[str]:
    """One message and one answer wait when the platform says that they blocked us; the kinds that still wait."""
    for kind in ("message", "answer"):
        await outbox.put(tx, Envelope("telegram", "1", None, kind, "{}", 2), 0, None, 0)
    await outbox.give_up_chat(tx, "telegram", "1", 1, "blocked")
    return [queued.kind for queued in await outbox.claim(tx, "sender", 2, 3, 10)]


async def test_a_press_is_answered_all_the_same(tmp_path: Path) -> None:
    migrate.upgrade(tmp_path / "town.db")
    db = await SqliteDatabase.open(tmp_path / "town.db", VAULT)
    try:
        assert await db.write(blocked_after_a_press) == ["answer"]
    finally:
        await db.close()
