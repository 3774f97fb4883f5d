"""What it costs to tidy up, and to forget one person, with 100,000 old tickets and all that belongs to them.

    python -m benchmarks.retention [TICKETS] [postgres]

How long each unit of work keeps the writer: nobody may wait longer than that.
"""

import asyncio
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.app import open_database
from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.domain.clock import to_millis
from bot.domain.people import Unit, UnitKind
from bot.domain.public_words import public_words
from bot.services.privacy.retention import RULES
from bot.storage import migrate, units
from bot.storage.database import Database, Tx
from bot.storage.migrate_postgres import upgrade
from bot.storage.privacy.forgetting import forget
from tests.engines.keys import KEYS
from tests.engines.server import Server

NOW = to_millis(datetime(2026, 3, 31, 19, tzinfo=UTC))
PEOPLE, AT_ONCE = 13_000, 5_000
WORDS = "3号楼2单元501门口漏水，我叫王秀英，电话13900000000，麻烦快点来看看"
DATA = '{"because": ["漏水"], "answers": ["二楼"], "album": ""}'
SQL = (
    "INSERT INTO ticket (id, number, compound_id, reporter_id, way_in, state, version, category, department, urgency,"
    " words, place, data, contact, created_at, changed_at)"
    " VALUES (?, ?, 'c', ?, 'self', 'closed', 1, '漏水', '物业', 'normal', ?, '3号楼2单元501', ?, '139', ?, ?)",
    "INSERT INTO ticket_note (ticket_id, person_id, words, at) VALUES (?, ?, ?, ?)",
    "INSERT INTO ticket_event (ticket_id, event, became, person_id, role, reason, at)"
    " VALUES (?, 'answer', 'closed', ?, 'resident', ?, ?)",
    "INSERT INTO ticket_media (ticket_id, kind, file_id, unique_id, person_id, at) VALUES (?, 'photo', 'f', 'u', ?, ?)",
    "INSERT INTO follower (ticket_id, person_id, way, since, open) VALUES (?, ?, 'reported', ?, 0)",
    "INSERT INTO wish (id, person_id, at, compound_id, words, public, state, since)"
    " VALUES (?, ?, ?, 'c', '陪诊', '陪诊', 'expired', ?)",
    "INSERT INTO outbox (channel, chat, person_id, kind, body, urgency, state, visible_at, created_at, done_at)"
    " VALUES ('telegram', ?, ?, 'message', '', 2, 'sent', 0, 0, ?)",
    "INSERT INTO transfer (key, person_id, kind, debit, credit, amount, source, source_id, reason, at)"
    " VALUES (?, ?, 'award', 'issued', 'balance', 1, 'b', 'b', '', ?)",
)


async def fill(tx: Tx, first: int, last: int) -> None:
    """Tickets of the numbers from `first` to before `last`, each with a note, an event, a photo, a wish, a message."""
    rows = [(f"t{at:012}", f"p{at % PEOPLE:012}", at + 1) for at in range(first, last)]
    each = (
        [(one, one, who, WORDS, DATA, at, at) for one, who, at in rows],
        [(one, who, WORDS, at) for one, who, at in rows],
        [(one, who, WORDS, at) for one, who, at in rows],
        [(one, who, at) for one, who, at in rows],
        [(one, who, at) for one, who, at in rows],
        [(f"w{one}", who, at, at) for one, who, at in rows],
        [(who, who, at) for _, who, at in rows],
        [(f"b:{one}:{who}:extra", who, at) for one, who, at in rows],
    )
    for sql, facts in zip(SQL, each, strict=True):
        await tx.execute_many(sql, facts)


async def begin(tx: Tx) -> None:
    await units.add(tx, Unit("c", UnitKind.COMPOUND, None, "小区", "c"))
    people = [(f"p{at:012}",) for at in range(PEOPLE)]
    await tx.execute_many("INSERT INTO person (id, created_at) VALUES (?, 0)", people)
    await tx.execute_many(
        "INSERT INTO address (channel, key, person_id, seen_at) VALUES ('telegram', ?, ?, 0)",
        [(one, one) for (one,) in people],
    )


async def timed(db: Database, name: str, before: int) -> None:
    took, done = [], 0
    while True:
        began = time.perf_counter()
        portion = await db.write(RULES[name].forget, before, RULES[name].portion)
        took.append((time.perf_counter() - began) * 1000)
        done += portion
        if portion < RULES[name].portion:
            break
    print(
        f"{name:12} {done:7} rows  {len(took):4} units  p50 {median(took):6.1f} ms  max {max(took):6.1f} ms", flush=True
    )


async def measure(tickets: int, url: str, folder: Path) -> None:
    """On a file in `folder`, or on the database at the address `url`."""
    settings = load_settings(packaged_path())
    database = settings.database.model_copy(update={"url": url or f"sqlite:{folder / 'bench.db'}"})
    settings = settings.model_copy(update={"database": database})
    if url:
        await upgrade(url)
    else:
        migrate.upgrade(folder / "bench.db")
    db = await open_database(settings, KEYS)
    await db.write(begin)
    for first in range(0, tickets, AT_ONCE):
        await db.write(fill, first, min(first + AT_ONCE, tickets))
    for at in range(3):
        began = time.perf_counter()
        await db.write(forget, f"p{at:012}", public_words, masked=bool(at), now=NOW)
        print(f"one person is forgotten in {(time.perf_counter() - began) * 1000:.0f} ms", flush=True)
    for name in ("contacts", "tickets", "wishes", "strangers", "outbox"):
        await timed(db, name, NOW)
    await db.close()


def main() -> None:
    tickets = int(sys.argv[1]) if sys.argv[1:] else 100_000
    with TemporaryDirectory() as made, ExitStack() as held:
        url = ""
        if sys.argv[2:] == ["postgres"]:
            server = Server.find(("shared_buffers=256MB",), on_disk=True)
            held.callback(server.stop)
            url = server.url_of(asyncio.run(server.create()))
        asyncio.run(measure(tickets, url, Path(made)))


if __name__ == "__main__":
    main()
