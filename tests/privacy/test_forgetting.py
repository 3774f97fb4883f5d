"""Whoever goes is nowhere in the store: not their number, their chat, their name, nor a word of theirs."""

import pytest

from bot.domain.clock import to_millis
from bot.domain.public_words import public_words
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.privacy.forgetting import forget
from bot.storage.privacy.kinds import KINDS
from tests.conversations.town import MORNING
from tests.privacy.traces import CHAT, ME, TICKET, everything, leave_traces, trace

NOW = to_millis(MORNING)


def personal() -> set[str]:
    """The marks of everything that is emptied, or goes with its row."""
    marks = set()
    for kind in KINDS:
        columns = {one.column for one in kind.words} | set(kind.apart)
        if kind.fate == "deleted":
            columns |= set(kind.codes)
        marks |= {trace(f"{kind.table}.{column}") for column in columns}
    return marks


async def test_nothing_is_left_of_them(db: Database) -> None:
    await db.write(leave_traces)
    before = await db.read(everything)
    there = {mark for mark in personal() if any(mark in rows for rows in before.values())}
    assert len(there) > 45
    await db.write(forget, ME, public_words, masked=False, now=NOW)
    await db.write(outbox.forget_strangers, NOW, 500)
    after = await db.read(everything)
    left = {(table, mark) for table, rows in after.items() for mark in (ME, CHAT, *there) if mark in rows}
    assert left == set()


async def test_the_record_stays(db: Database) -> None:
    """The ticket with its number, category and building; the points; the looks; each exactly as often as before."""
    await db.write(leave_traces)
    await db.write(forget, ME, public_words, masked=False, now=NOW)
    ticket = await db.read(lambda tx: tx.fetch_one("SELECT * FROM ticket WHERE id = ?", (TICKET,)))
    assert ticket
    assert (ticket["words"], ticket["place"], ticket["contact"], ticket["cleared"]) == ("", "3号楼", None, 1)
    heir = ticket["reporter_id"]
    for table in ("transfer", "account", "consent", "signup", "redemption", "points_month"):
        sql = f"SELECT count(*) AS n FROM {table} WHERE person_id = ?"
        row = await db.read(lambda tx, sql=sql: tx.fetch_one(sql, (heir,)))
        assert row
        assert row["n"] == 1
    address = await db.read(lambda tx: tx.fetch_one("SELECT 1 AS one FROM address WHERE person_id = ?", (heir,)))
    assert address is None


@pytest.mark.parametrize("said", ["我叫王秀英，电话13900000000", "三号楼2单元501漏水"])
async def test_masked_words_tell_nobody(db: Database, said: str) -> None:
    await db.write(leave_traces)
    await db.write(lambda tx: tx.execute("UPDATE ticket SET words = ?", (said,)))
    await db.write(forget, ME, public_words, masked=True, now=NOW)
    row = await db.read(lambda tx: tx.fetch_one("SELECT words FROM ticket"))
    assert row
    assert row["words"] == public_words(said)
    assert "13900000000" not in row["words"]
    assert "501" not in row["words"]
