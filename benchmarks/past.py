"""Tickets of years in a store that has units and people, written past the bot: for what is measured with a past."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

Line: TypeAlias = tuple[Any, ...]

# A district has about so many open at a time, however many it ever had.
OPEN = 10_000
DAY = 86_400_000
YEARS = 3
CHUNK = 50_000
QUICK = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -800000", "temp_store = FILE")
CATEGORIES = ("环境卫生", "停车秩序", "噪音扰民", "供热", "绿化养护", "电梯")
WORDS = "小区东门外的垃圾桶满了好几天，味道很大，请派人来收一下"
DATA = '{"because": ["垃圾桶"], "answers": [], "album": ""}'
GOING_ON = ("submitted", "accepted", "handling", "whistled", "resolved")
STEPS = (
    ("submit", None, "submitted"),
    ("accept", "submitted", "accepted"),
    ("assign", "accepted", "handling"),
    ("resolve", "handling", "resolved"),
    ("evaluate", "resolved", "closed"),
)
INTO = {
    "ticket": "id, number, compound_id, reporter_id, way_in, state, version, category, department, urgency, words,"
    " place, data, desk, due_at, created_at, changed_at",
    "ticket_event": "ticket_id, event, was, became, person_id, role, reason, at, due_at",
    "follower": "ticket_id, person_id, way, since, open",
    "assignment": "ticket_id, person_id, leads, state, at, changed_at",
}


def fill(path: Path, tickets: int, compounds: Sequence[str], people: Sequence[str], until: int) -> None:
    """`tickets` of the years before `until` (ms), in the order of time: evenly over compounds, from anybody."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for pragma in QUICK:
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN")
        made = db.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''"
            f" AND tbl_name IN ({', '.join('?' * len(INTO))})",
            tuple(INTO),
        ).fetchall()
        for name, _ in made:  # made at the end, each in one go
            db.execute(f"DROP INDEX {name}")
        dice = random.Random(4)
        for begin in range(0, tickets, CHUNK):
            _put(
                db,
                [
                    _ticket(at, tickets, compounds, people, until, dice)
                    for at in range(begin, min(begin + CHUNK, tickets))
                ],
            )
        for _, sql in made:
            db.execute(sql)
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")


def _ticket(
    number: int, tickets: int, compounds: Sequence[str], people: Sequence[str], until: int, dice: random.Random
) -> Line:
    """Its id is drawn, as the bot's are: it falls anywhere into the indices."""
    at = until - int((tickets - number) * YEARS * 365 * DAY / tickets)
    state = GOING_ON[number % 5] if tickets - number <= OPEN else "closed"
    compound, person = compounds[int(dice.random() * len(compounds))], people[int(dice.random() * len(people))]
    desk = "street" if state == "whistled" else "compound"
    return (
        *(f"{dice.getrandbits(65):013x}", f"{number:08}", compound, person, "chat", state, 5, CATEGORIES[number % 6]),
        *("wuye", "normal", WORDS, "99号楼", DATA, desk, at + 2 * DAY, at, at + DAY),
    )


def _put(db: sqlite3.Connection, tickets: list[Line]) -> None:
    lines = {
        "ticket": iter(tickets),
        "ticket_event": (line for ticket in tickets for line in _events(ticket)),
        "follower": ((one[0], one[3], "reported", one[-2], int(one[5] != "closed")) for one in tickets),
        "assignment": (
            (one[0], one[3], 1, "came" if one[5] == "handling" else "done", one[-2], one[-2])
            for one in tickets
            if one[5] in {"handling", "closed"}
        ),
    }
    for table, columns in INTO.items():
        places = ", ".join("?" * len(columns.split(",")))
        db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", lines[table])


def _events(ticket: Line) -> Iterator[Line]:
    at, long = ticket[-2], ticket[5] == "closed"
    for step, (event, was, became) in enumerate(STEPS[: 5 if long else 1]):
        said = "satisfied" if event == "evaluate" else ""
        yield ticket[0], event, was, became, ticket[3], "secretary", said, at + step * DAY // 8, at + DAY
