"""Where everything that is sorted by is equal, both engines give the same page."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.storage import repetitions, similar, standings, tickets
from bot.storage.database import Tx
from tests.moving.conftest import source
from tests.moving.test_moving import moved, url_of

AT = 1_773_000_000_000
NUMBER = 30


def fill(path: Path) -> None:
    """As many of each as one sees on three pages, all at once and with the same points; put in back to front."""
    order = [f"{at * 17 % NUMBER:02}" for at in range(NUMBER)]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO unit (id, kind, name, code) VALUES ('c', 'compound', '院', 'c')")
        connection.executemany(
            "INSERT INTO person (id, created_at) VALUES (?, 0)", [(f"p{at}",) for at in (*order, "x")]
        )
        connection.executemany(
            "INSERT INTO volunteer (person_id, compound_id, state, ranked, at) VALUES (?, 'c', 'active', 1, 0)",
            [(f"p{at}",) for at in order],
        )
        connection.executemany(
            "INSERT INTO points_sum (person_id, period, points, compound_id) VALUES (?, '2026-03', 7, 'c')",
            [(f"p{at}",) for at in order],
        )
        connection.executemany(
            "INSERT INTO ticket (id, number, compound_id, reporter_id, way_in, state, version, category, department,"
            " urgency, words, place, data, repetition_id, created_at, changed_at) VALUES"
            " (?, ?, 'c', 'px', 'chat', 'submitted', 1, '电梯', 'wuye', 'normal', '坏了', '3号楼', ?, 'r', ?, ?)",
            [(f"t{at}", at, '{"because": []}', AT, AT) for at in order],
        )
        connection.executemany(
            "INSERT INTO follower (ticket_id, person_id, way, since) VALUES (?, 'p00', 'joined', ?)",
            [(f"t{at}", AT) for at in order],
        )
        connection.commit()


async def pages(tx: Tx) -> list[Any]:
    alike = await similar.candidates(tx, "c", "电梯", None, "p01", 0)
    return [
        [member.person_id for member in await standings.first(tx, "c", "2026-03", 10)],
        [row["id"] for row in alike],
        [ticket.id for ticket in await tickets.open_of(tx, "p00", 0, 10)],
        [ticket.id for ticket in await repetitions.tickets_of(tx, "r", 10)],
    ]


async def test_equal_rows_come_in_the_same_order_on_both(unfilled: bytes, dsn: str, tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(unfilled)
    fill(tmp_path / "a.db")
    await moved(url_of(tmp_path / "a.db"), dsn)
    one, other = await source(url_of(tmp_path / "a.db")), await source(dsn)
    found = await one.unit(pages)
    assert found == await other.unit(pages)
    assert [len(page) for page in found] == [10, 30, 10, 10]
    await one.close()
    await other.close()
